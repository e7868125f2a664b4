/**
 * The manifest: one declarative format for every toolkit, compiled or written by hand.
 *
 * The Zod schema below is the only definition; the types are inferred from it. Loading a manifest never runs
 * code: what a declarative call cannot do names a built-in (`exec.kind: 'builtin'`) that the server provides.
 *
 * Templates are strings with `{{namespace.name}}` or `{{namespace.name|filter}}`. Namespaces: `conn` (fields of
 * the connected account, its tokens included), `cfg` (fields of the auth config), `input` (tool arguments).
 * There are no expressions.
 */
import { z } from 'zod'

export const authModes = [
  'OAUTH2',
  'OAUTH1',
  'API_KEY',
  'BASIC',
  'BILLCOM_AUTH',
  'BEARER_TOKEN',
  'GOOGLE_SERVICE_ACCOUNT',
  'NO_AUTH',
  'BASIC_WITH_JWT',
  'CALCOM_AUTH',
  'SERVICE_ACCOUNT',
  'SAML',
  'DCR_OAUTH',
  'S2S_OAUTH2',
] as const

export const hintTags = ['readOnlyHint', 'destructiveHint', 'idempotentHint', 'openWorldHint'] as const

const Template = z.string()
const Slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]*$/, 'a toolkit slug is lower case letters, digits, _ and -')
const ToolSlug = z
  .string()
  .max(64)
  .regex(/^[A-Z0-9][A-Z0-9_]*$/, 'a tool slug is UPPER_SNAKE_CASE')

/** A field that a person fills in: when an auth config is made, or when an account is connected. */
export const Field = z.strictObject({
  name: z.string(),
  display_name: z.string(),
  description: z.string(),
  type: z.enum(['string', 'number', 'boolean']).default('string'),
  required: z.boolean().default(true),
  secret: z.boolean().default(false),
  default: z.string().optional(),
  /** Where a person finds the value, shown beside the input on the connect page. */
  help_url: z.url().optional(),
})

/** OAuth 2 endpoints and the provider's departures from RFC 6749. */
export const OAuth2 = z.strictObject({
  authorize_url: Template,
  token_url: Template,
  revoke_url: Template.optional(),
  default_scopes: z.array(z.string()).default([]),
  scope_separator: z.string().default(' '),
  /** RFC 7636 with S256. Off only for a provider that rejects the parameters. */
  pkce: z.boolean().default(true),
  client_auth: z.enum(['basic', 'body', 'none']).default('body'),
  authorize_params: z.record(z.string(), z.string()).default({}),
  token_params: z.record(z.string(), z.string()).default({}),
  /** Query parameter that carries the scopes asked of the user rather than of the app (Slack: `user_scope`). */
  user_scope_param: z.string().optional(),
  /** The provider sends a new refresh token with each refresh and invalidates the old one. */
  rotates_refresh_token: z.boolean().default(false),
})

export const AuthScheme = z.strictObject({
  mode: z.enum(authModes),
  /** Name shown for this method, for example `github_oauth2`. */
  name: z.string(),
  /** Where a person creates the credentials. */
  hint_url: z.url().optional(),
  auth_config_fields: z.array(Field).default([]),
  connected_account_fields: z.array(Field).default([]),
  /** How the credential enters a request. Values are templates over `conn` and `cfg`. */
  inject: z
    .strictObject({
      headers: z.record(z.string(), Template).default({}),
      query: z.record(z.string(), Template).default({}),
    })
    .default({ headers: {}, query: {} }),
  oauth2: OAuth2.optional(),
})

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

/** Where one tool argument goes in the request. */
export const Parameter = z.strictObject({
  /** Property of the tool's input schema. */
  name: z.string(),
  in: z.enum(['path', 'query', 'header', 'body']),
  /** Name on the wire when it differs from `name`. In a body, dots nest: `start.dateTime`. */
  wire: z.string().optional(),
  /** How an array becomes a query string: `a=1&a=2`, `a=1,2`, `a=1 2`, `a=1|2`; or an object as `a[k]=v`. */
  style: z.enum(['repeat', 'comma', 'space', 'pipe', 'deepObject']).default('repeat'),
  /** The argument is an object whose own keys go to the location one by one (`additional_fields`). */
  spread: z.boolean().default(false),
  /**
   * In a path: the segments that stand for the argument, `{}` for its value: `{ me: 'me', '*': 'users/{}' }`
   * is `me` for the value "me" and `users/ANN` for "ANN".
   */
  routes: z.record(z.string(), z.string()).optional(),
  /** In a path: the argument is itself a path, `a/b/c`, and takes as many segments as it has. */
  segments: z.boolean().optional(),
})

export const HttpExec = z.strictObject({
  kind: z.literal('http'),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD']),
  /** Path below the toolkit's base URL, with `{name}` for each path parameter; or an absolute URL template. */
  path: z.string(),
  parameters: z.array(Parameter).default([]),
  /** Constants added to the query or the body. */
  query: z.record(z.string(), z.string()).default({}),
  body: z.record(z.string(), z.unknown()).optional(),
  /** `raw`: the single body parameter is the body itself; anything but a string is sent as JSON. */
  body_type: z.enum(['json', 'form', 'raw']).default('json'),
  headers: z.record(z.string(), Template).default({}),
})

/** A function of the server, by name, for what a declarative call cannot do (building a MIME message, say). */
export const BuiltinExec = z.strictObject({
  kind: z.literal('builtin'),
  name: z.string(),
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
  exec: z.discriminatedUnion('kind', [HttpExec, BuiltinExec]),
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
    /** How an API reports a failure with status 200: this field of the body equals `equals` (Slack: ok=false). */
    failure: z
      .strictObject({ path: z.string(), equals: z.union([z.string(), z.number(), z.boolean()]) })
      .optional(),
    /** Dotted paths where an error body keeps its message, tried in order. */
    error_paths: z.array(z.string()).default([]),
  }),
  auth: z.array(AuthScheme).min(1),
  /** The call that says whose account it is, and proves that a credential works. */
  current_user: z.strictObject({ method: z.enum(['GET', 'POST']), path: z.string() }).optional(),
  tools: z.array(Tool),
})

export type AuthMode = (typeof authModes)[number]
export type HintTag = (typeof hintTags)[number]
export type Field = z.infer<typeof Field>
export type OAuth2 = z.infer<typeof OAuth2>
export type AuthScheme = z.infer<typeof AuthScheme>
export type ScopeRequirements = z.infer<typeof ScopeRequirements>
export type Parameter = z.infer<typeof Parameter>
export type HttpExec = z.infer<typeof HttpExec>
export type BuiltinExec = z.infer<typeof BuiltinExec>
export type Tool = z.infer<typeof Tool>
export type Toolkit = z.infer<typeof Toolkit>
/** A manifest as a person writes it: fields with defaults may be left out. */
export type ToolkitInput = z.input<typeof Toolkit>
