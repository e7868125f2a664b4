/** Contracts of the toolkits that a project brings along. */
import { z } from 'zod'
import type { Tool } from '@patchbay/catalog'

/** Slugs and names that would be taken for something of the product. */
const Slug = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/, 'must be lower case letters, digits and single underscores')

const Url = z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' }).max(2_000)
const HeaderName = z.string().regex(/^[A-Za-z0-9-]{1,64}$/, 'must be a header name')

/** How the API takes its credential, where the description does not say or says it wrongly. */
const Auth = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('NO_AUTH') }),
  z.strictObject({ mode: z.literal('BEARER_TOKEN') }),
  z.strictObject({ mode: z.literal('BASIC') }),
  z.strictObject({
    mode: z.literal('API_KEY'),
    in: z.enum(['header', 'query']).default('header'),
    name: z.string().min(1).max(64).default('x-api-key'),
    /** What comes before the key: `Token `. */
    prefix: z.string().max(32).default(''),
  }),
  /** For MCP servers: OAuth with endpoints that the server names and an app that it registers. */
  z.strictObject({ mode: z.literal('DCR_OAUTH') }),
  z.strictObject({
    mode: z.literal('OAUTH2'),
    authorize_url: Url,
    token_url: Url,
    scopes: z.array(z.string().max(200)).max(100).default([]),
  }),
])
export type Auth = z.output<typeof Auth>

const SourceInput = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('openapi'),
    /** Where the description is; read again by sync. */
    url: Url.optional(),
    /** The description itself, as an object or as JSON or YAML text. */
    document: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
  }),
  z.strictObject({ type: z.literal('mcp'), url: Url }),
])
export type SourceInput = z.output<typeof SourceInput>

/** What is kept of the source. A description that was sent is not kept: sync takes it again. */
export type Source = { type: 'openapi' | 'mcp'; url?: string | undefined }

const OverlayStep = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('rename'), tool: z.string(), to: z.string() }),
  z.strictObject({ op: z.literal('alias'), tool: z.string(), aliases: z.array(z.string()) }),
  z.strictObject({ op: z.literal('hide'), tool: z.string() }),
  z.strictObject({ op: z.literal('tag'), tool: z.string(), tags: z.array(z.string()) }),
  z.strictObject({ op: z.literal('important'), tools: z.array(z.string()) }),
  z.strictObject({
    op: z.literal('patch'),
    tool: z.string(),
    set: z.strictObject({
      name: z.string().min(1).optional(),
      description: z.string().min(1).optional(),
      deprecated: z.boolean().optional(),
      no_auth: z.boolean().optional(),
    }),
  }),
  z.strictObject({
    op: z.literal('property'),
    tool: z.string(),
    property: z.string(),
    set: z.record(z.string(), z.unknown()),
  }),
])

const settings = {
  name: z.string().min(1).max(80).optional(),
  description: z.string().min(1).max(500).optional(),
  logo: Url.optional(),
  base_url: Url.optional(),
  auth: z.array(Auth).min(1).max(5).optional(),
  /** Hosts besides the base URL's own that may receive the credential. */
  allow_hosts: z
    .array(z.string().regex(/^(\*\.)?[a-z0-9.-]{1,253}$/))
    .max(20)
    .optional(),
  /** Edits of the compiled tools, kept and applied again at every sync. */
  overlay: z.array(OverlayStep).max(500).optional(),
}
const Settings = z.strictObject(settings)
export type Settings = z.output<typeof Settings>

/** A secret for reading the source once: it is neither kept nor logged. */
const ReadWith = z.strictObject({
  header: HeaderName.default('authorization'),
  value: z.string().min(1).max(8_000),
})
export type ReadWith = z.output<typeof ReadWith>

export const UpsertBody = z.strictObject({
  slug: Slug,
  source: SourceInput,
  ...settings,
  read_with: ReadWith.optional(),
  /** Compile and report, publish nothing. */
  preview: z.boolean().optional(),
})

export const SyncBody = z.strictObject({
  slug: Slug,
  /** The description again, for a toolkit whose description was sent rather than linked. */
  document: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
  read_with: ReadWith.optional(),
  /** Reads an MCP server with the credential of this account. */
  connected_account_id: z.string().max(100).optional(),
})

export const ReviewBody = z.strictObject({
  /** Slugs of held tools; `all` for every one. */
  approve: z.union([z.literal('all'), z.array(z.string()).max(2_000)]),
  /** The `review_token` that came with what was looked at; a later change is then not approved unseen. */
  review_token: z.string().max(64).optional(),
})

/** What compiling left out, and why. */
export const Report = z.object({
  dropped_count: z.number(),
  dropped: z.array(z.object({ operation: z.string(), reason: z.string() })),
})
export type Report = z.output<typeof Report>

/** A change of a remote tool that waits for a person. */
export interface HeldTool {
  change: 'added' | 'changed'
  tool: Tool
}

export const Grade = z.object({
  grade: z.enum(['A', 'B', 'C', 'D']),
  reasons: z.array(z.string()),
})

const Held = z.object({
  slug: z.string(),
  change: z.enum(['added', 'changed']),
  description: z.object({ before: z.string().nullable(), after: z.string() }),
  input_parameters: z.object({
    before: z.record(z.string(), z.unknown()).nullable(),
    after: z.record(z.string(), z.unknown()),
  }),
})

export const CustomToolkitBody = z.object({
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  source: z.object({ type: z.enum(['openapi', 'mcp']), url: z.string().nullable() }),
  version: z.string(),
  base_url: z.string(),
  /** Every host that may receive the credential. */
  hosts: z.array(z.string()),
  auth_schemes: z.array(z.string()),
  tools_count: z.number(),
  tools: z.array(z.object({ slug: z.string(), name: z.string(), description: z.string() })),
  held: z.array(Held),
  review_token: z.string(),
  quality: Grade,
  report: Report,
  /** Whether it is served; not for a preview. */
  published: z.boolean(),
})

export const idParams = z.object({ slug: z.string().min(1).max(64) })
