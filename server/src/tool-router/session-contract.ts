/** What a client may say when it creates a session, and how that becomes the stored configuration. */
import { hintTags } from '@patchbay/catalog'
import { z } from 'zod'
import { idOf } from '../http/contract.ts'
import { SessionPermissions } from '../permissions/session-permissions.ts'
import { InlineCustoms } from './search/custom-tools.ts'
import type { AllowOrDeny, SessionConfig, TagFilter } from './session-config.ts'

const Slugs = z.array(z.string().min(1).max(100)).max(2000)
const Tag = z.enum(hintTags)
const Tags = z.union(
  [z.array(Tag), z.strictObject({ enable: z.array(Tag).optional(), disable: z.array(Tag).optional() })],
  { error: `give a list, or lists under enable and disable, of ${hintTags.join(', ')}` },
)
const EnableOrDisable = z.union([z.strictObject({ enable: Slugs }), z.strictObject({ disable: Slugs })], {
  error: 'give either enable or disable, a list of slugs',
})

const LinkUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http(s) URL' })
  .max(2_048)
  .refine((text) => !/[?#]/.test(text), { error: 'must have no query' })

const Mode = z.enum(['live', 'record', 'simulate'])

/** The body of `POST /tool_router/session`. */
export const CreateSessionBody = z.strictObject({
  user_id: z.string().min(1).max(256),
  toolkits: EnableOrDisable.optional(),
  auth_configs: z.record(z.string(), idOf('authConfig')).optional(),
  connected_accounts: z
    .record(
      z.string(),
      // Older SDKs send a single id.
      z.preprocess(
        (value) => (typeof value === 'string' ? [value] : value),
        z.array(idOf('connectedAccount')).min(1),
      ),
    )
    .nullish(),
  manage_connections: z
    .strictObject({
      enable: z.boolean().nullish(),
      callback_url: z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' }).nullish(),
      enable_wait_for_connections: z.boolean().nullish(),
      enable_connection_removal: z.boolean().nullish(),
    })
    .optional(),
  tools: z
    .record(
      z.string(),
      z.union(
        [
          z.strictObject({ enable: Slugs }),
          z.strictObject({ disable: Slugs }),
          z.strictObject({ tags: Tags }),
        ],
        {
          error: 'give one of enable, disable or tags',
        },
      ),
    )
    .optional(),
  tags: Tags.optional(),
  workbench: z
    .strictObject({
      enable: z.boolean().optional(),
      enable_proxy_execution: z.boolean().optional(),
      auto_offload_threshold: z.number().positive().optional(),
      sandbox_size: z.enum(['standard', 'medium', 'large', 'xlarge']).optional(),
    })
    .nullish(),
  multi_account: z
    .strictObject({
      enable: z.boolean().optional(),
      max_accounts_per_toolkit: z.int().min(2).max(10).optional(),
      require_explicit_selection: z.boolean().optional(),
    })
    .nullish(),
  preload: z.strictObject({ tools: z.union([Slugs, z.literal('all')]).optional() }).optional(),
  search: z.strictObject({ enable: z.boolean().optional() }).optional(),
  execute: z.strictObject({ enable_multi_execute: z.boolean().optional() }).optional(),
  experimental: z
    .strictObject({
      assistive_prompt_config: z.strictObject({ user_timezone: z.string().max(100).optional() }).optional(),
      ...InlineCustoms.shape,
      permissions: SessionPermissions.optional(),
      link_url_overwrite: LinkUrl.optional(),
      mode: Mode.optional(),
      recording_session_id: idOf('toolRouterSession').optional(),
    })
    .nullish(),
})

const blocks = CreateSessionBody.shape

/** The body of `PATCH /tool_router/session/{id}`: the blocks to change; `null` takes one back to its default. */
export const PatchSessionBody = z.strictObject({
  toolkits: blocks.toolkits.nullable(),
  auth_configs: blocks.auth_configs.nullable(),
  connected_accounts: blocks.connected_accounts,
  manage_connections: blocks.manage_connections.nullable(),
  tools: blocks.tools.nullable(),
  tags: blocks.tags.nullable(),
  workbench: blocks.workbench,
  multi_account: blocks.multi_account,
  preload: blocks.preload.nullable(),
  search: blocks.search.nullable(),
  execute: blocks.execute.nullable(),
  experimental: z
    .strictObject({
      permissions: SessionPermissions.nullish(),
      link_url_overwrite: LinkUrl.nullish(),
      mode: Mode.nullish(),
      recording_session_id: idOf('toolRouterSession').nullish(),
    })
    .nullish(),
  /** The version that the client believes it changes. */
  expected_config_version: z.int().min(1).optional(),
})

export type PatchSessionBody = z.output<typeof PatchSessionBody>

export type CreateSessionBody = z.output<typeof CreateSessionBody>

/** Slugs are lower case inside, whatever the client wrote. */
export function toSessionConfig(body: CreateSessionBody): SessionConfig {
  const { manage_connections: manage, workbench, multi_account, experimental } = body
  return {
    user_id: body.user_id,
    ...(body.toolkits && { toolkits: lowerCased(allowOrDeny(body.toolkits)) }),
    ...(body.auth_configs && { auth_configs: lowerKeys(body.auth_configs) }),
    ...(body.connected_accounts && { connected_accounts: lowerKeys(body.connected_accounts) }),
    manage_connections: {
      enabled: manage?.enable ?? true,
      ...(manage?.callback_url && { callback_url: manage.callback_url }),
      enable_wait_for_connections: manage?.enable_wait_for_connections ?? false,
      enable_connection_removal: manage?.enable_connection_removal ?? true,
    },
    ...(body.tools && { tools: toolFilters(body.tools) }),
    ...(body.tags && { tags: tagFilter(body.tags) }),
    workbench: {
      enable: workbench?.enable ?? true,
      proxy_execution_enabled: workbench?.enable_proxy_execution ?? true,
      ...(workbench?.auto_offload_threshold !== undefined && {
        auto_offload_threshold: workbench.auto_offload_threshold,
      }),
      ...(workbench?.sandbox_size !== undefined && { sandbox_size: workbench.sandbox_size }),
    },
    ...(multi_account && { multi_account: definedOnly(multi_account) }),
    preload: { tools: body.preload?.tools ?? [] },
    search: { enable: body.search?.enable ?? true },
    execute: { enable_multi_execute: body.execute?.enable_multi_execute ?? true },
    ...(experimental?.permissions && { permissions: experimental.permissions }),
    ...(experimental?.assistive_prompt_config?.user_timezone !== undefined && {
      user_timezone: experimental.assistive_prompt_config.user_timezone,
    }),
    ...(experimental?.link_url_overwrite && { link_url_overwrite: experimental.link_url_overwrite }),
    ...(experimental?.mode && { mode: experimental.mode }),
    ...(experimental?.recording_session_id && { recording_session_id: experimental.recording_session_id }),
  }
}

function allowOrDeny(filter: { enable: string[] } | { disable: string[] }): AllowOrDeny {
  return 'enable' in filter ? { enabled: filter.enable } : { disabled: filter.disable }
}

function lowerCased(filter: AllowOrDeny): AllowOrDeny {
  const lower = (slugs: string[]) => slugs.map((slug) => slug.toLowerCase())
  return 'enabled' in filter ? { enabled: lower(filter.enabled) } : { disabled: lower(filter.disabled) }
}

function lowerKeys<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key.toLowerCase(), value]))
}

function toolFilters(tools: NonNullable<CreateSessionBody['tools']>): NonNullable<SessionConfig['tools']> {
  return Object.fromEntries(
    Object.entries(tools).map(([toolkit, filter]) => [
      toolkit.toLowerCase(),
      'tags' in filter ? { tags: tagFilter(filter.tags) } : allowOrDeny(filter),
    ]),
  )
}

function tagFilter(tags: z.output<typeof Tags>): TagFilter {
  if (Array.isArray(tags)) return { enabled: tags }
  return definedOnly({ enabled: tags.enable, disabled: tags.disable })
}

function definedOnly<T extends object>(record: T): T {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T
}
