/**
 * The manifest: one declarative format for every toolkit, compiled or written by hand.
 *
 * The Zod schema below is the only definition; the types are inferred from it. Loading a manifest never runs
 * code: what a declarative call cannot do names a built-in (`exec.kind: 'builtin'`) that the server provides.
 *
 * Templates are strings with `{{namespace.name}}` or `{{namespace.name|filter}}`. Namespaces: `conn` (fields of
 * the connected account, its tokens included), `cfg` (fields of the auth config), `input` (tool arguments), `steps`
 * (results of earlier steps). There are no expressions.
 */
import { z } from 'zod'
import { AuthScheme } from './auth-scheme.ts'
import { Exec, Failure, Pagination, ResultHints, Template } from './exec.ts'
import { Trigger } from './trigger.ts'

export * from './exec.ts'

export * from './auth-scheme.ts'

export * from './trigger.ts'

export const hintTags = ['readOnlyHint', 'destructiveHint', 'idempotentHint', 'openWorldHint'] as const

const Slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]*$/, 'a toolkit slug is lower case letters, digits, _ and -')
const ToolSlug = z
  .string()
  .max(64)
  .regex(/^[A-Z0-9][A-Z0-9_]*$/, 'a tool slug is UPPER_SNAKE_CASE')

/** Scopes that a tool needs: every entry of `all_of`; an `any_of` entry is met by one of its scopes. */
export const ScopeRequirements = z.strictObject({
  all_of: z.array(z.union([z.string(), z.strictObject({ any_of: z.array(z.string()).min(1) })])),
})

/** A JSON Schema as the published SDKs accept it; `manifest/tool-schema.ts` checks the dialect. */
export type JsonSchema = { [keyword: string]: unknown }
const ObjectSchema = z.looseObject({
  type: z.literal('object'),
  properties: z.record(z.string(), z.record(z.string(), z.unknown())),
})

/** A fact that callers get wrong: what happens, and what to do instead. */
const Pitfall = z.string().min(20).max(300)

/**
 * What a person who knows the API tells somebody who is about to use a tool. Search shows it; nothing depends on
 * it, so a better note is no new version of the toolkit. Most relations need no note: the build reads them from
 * the schemas (`relations/`).
 */
export const Guidance = z.strictObject({
  pitfalls: z.array(Pitfall).max(5).default([]),
  /** Tools of the toolkit that tell what this one needs, where the schemas do not show it. */
  before: z.array(ToolSlug).max(3).default([]),
  /** Tools of the toolkit that usually come next. */
  after: z.array(ToolSlug).max(3).default([]),
})

export const Tool = z.strictObject({
  slug: ToolSlug,
  /** Older names that resolve to this tool. */
  aliases: z.array(ToolSlug).default([]),
  name: z.string().min(1),
  description: z.string().min(1),
  human_description: z.string().optional(),
  tags: z.array(z.string()).default([]),
  /** Shown when a toolkit's tools are asked for without a filter. */
  important: z.boolean().default(false),
  deprecated: z.boolean().default(false),
  no_auth: z.boolean().default(false),
  scopes: ScopeRequirements.nullable().default(null),
  input: ObjectSchema,
  /** Schema of the `data` that a successful call returns. */
  output: ObjectSchema.default({ type: 'object', properties: {} }),
  exec: Exec,
  pagination: Pagination.optional(),
  result_hints: ResultHints.optional(),
  guidance: Guidance.optional(),
})

/** AWS Signature Version 4, over the finished request. Templates over `conn` and `cfg`. */
export const Signer = z.strictObject({
  kind: z.literal('aws_sigv4'),
  /** Service name in the credential scope: `s3`, `ec2`, `execute-api`. */
  service: Template,
  region: Template,
  access_key_id: Template.default('{{conn.access_key_id}}'),
  secret_access_key: Template.default('{{conn.secret_access_key}}'),
  session_token: Template.default('{{conn.session_token|default:}}'),
})

export const CurrentUser = z.strictObject({
  method: z.enum(['GET', 'POST']),
  path: z.string(),
  /** JSON body of a POST (a GraphQL query). */
  body: z.record(z.string(), z.unknown()).optional(),
  /** Dotted paths of what names the account to a person (e-mail, login), tried in order. */
  display: z.array(z.string()).optional(),
})

export const Quality = z.strictObject({
  grade: z.enum(['A', 'B', 'C', 'D']),
  /** Points of 100. */
  score: z.number().int().min(0).max(100),
  /** Where the authentication is from: the description, the provider table, a guess, or nowhere. */
  auth: z.enum(['declared', 'provider', 'inferred', 'none']),
  /** Whether the address is fixed, has fields to fill in, or is asked for. */
  server: z.enum(['absolute', 'templated', 'asked']),
})

export const Toolkit = z.strictObject({
  manifest: z.literal(1),
  slug: Slug,
  name: z.string().min(1),
  description: z.string().min(1),
  logo: z.url(),
  app_url: z.url().optional(),
  auth_guide_url: z.url().optional(),
  /** Category slugs; display names are in `manifest/categories.ts`. */
  categories: z.array(z.string()).default([]),
  /** Names by which people call the app: `gcal` for googlecalendar. */
  aliases: z.array(z.string()).default([]),
  http: z.strictObject({
    base_url: Template,
    /** Hosts besides the base URL's own that may receive the credential; `*.example.com` covers subdomains. */
    allow_hosts: z.array(z.string()).default([]),
    headers: z.record(z.string(), Template).default({}),
    /** How an API reports a failure with a 2xx status (Slack: `ok` is false). */
    failure: Failure.optional(),
    /** Dotted paths where an error body keeps its message, tried in order. */
    error_paths: z.array(z.string()).default([]),
    signer: Signer.optional(),
  }),
  auth: z.array(AuthScheme).min(1),
  /** The call that says whose account it is, and proves that a credential works. */
  current_user: CurrentUser.optional(),
  /** What holds for every tool: limits, formats, time zones. */
  guidance: Guidance.pick({ pitfalls: true }).optional(),
  /** How good a compiled toolkit is; see `compile/grade.ts`. Absent in one kept by hand. */
  quality: Quality.optional(),
  /** In the store, but left out of listings that do not ask for everything: the consoles of the large clouds. */
  off_by_default: z.boolean().optional(),
  tools: z.array(Tool),
  /** What the toolkit can tell of; see `trigger.ts`. */
  triggers: z.array(Trigger).optional(),
})

export type HintTag = (typeof hintTags)[number]
export type Signer = z.infer<typeof Signer>
export type ScopeRequirements = z.infer<typeof ScopeRequirements>
export type Guidance = z.infer<typeof Guidance>
export type Quality = z.infer<typeof Quality>
export type Tool = z.infer<typeof Tool>
export type Toolkit = z.infer<typeof Toolkit>
/** A manifest as a person writes it: fields with defaults may be left out. */
export type ToolkitInput = z.input<typeof Toolkit>
