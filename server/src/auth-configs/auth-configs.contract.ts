/** Request and response contracts of auth configs. */
import { z } from 'zod'
import { authModes } from '@patchbay/catalog'
import { queryFlag, queryLimit, queryList, queryString } from '../http/contract.ts'

const Scopes = z.union([z.string().max(8192), z.array(z.string().max(512)).max(500)])
const ToolSlugs = z.array(z.string().max(128)).max(1000)
const Values = z.record(z.string().max(128), z.unknown())
const Credentials = z.looseObject({ scopes: Scopes.nullish(), user_scopes: Scopes.nullish() })

const ProxyConfig = z.strictObject({
  proxy_url: z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' }),
  proxy_auth_key: z.string().max(8192).optional(),
})

const ToolAccess = z.strictObject({
  tools_for_connected_account_creation: ToolSlugs.optional(),
  tools_available_for_execution: ToolSlugs.optional(),
})

const common = {
  name: z.string().max(256).optional(),
  restrict_to_following_tools: ToolSlugs.optional(),
  tool_access_config: ToolAccess.optional(),
  shared_credentials: Values.optional(),
  is_enabled_for_tool_router: z.boolean().optional(),
}

export const CreateAuthConfig = z.strictObject({
  toolkit: z.strictObject({ slug: z.string().min(1).max(128) }),
  auth_config: z
    .discriminatedUnion('type', [
      z.strictObject({
        type: z.literal('use_composio_managed_auth'),
        ...common,
        credentials: Credentials.optional(),
      }),
      z.strictObject({
        type: z.literal('use_custom_auth'),
        ...common,
        authScheme: z.enum(authModes),
        credentials: Credentials.optional(),
        proxy_config: ProxyConfig.nullish(),
      }),
    ])
    .optional(),
})
export type CreateAuthConfig = z.output<typeof CreateAuthConfig>

const changes = { ...common, name: z.string().trim().min(1).max(256).optional() }

export const ChangeAuthConfig = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('custom'),
    ...changes,
    credentials: Credentials.optional(),
    proxy_config: ProxyConfig.nullish(),
  }),
  z.strictObject({
    type: z.literal('default'),
    ...changes,
    scopes: Scopes.optional(),
    user_scopes: Scopes.optional(),
  }),
])
export type ChangeAuthConfig = z.output<typeof ChangeAuthConfig>

export const ListAuthConfigs = z.object({
  is_composio_managed: queryFlag,
  toolkit_slug: queryList(z.string()),
  /** What `deprecated_params.toolkit_id` says. */
  deprecated_app_id: queryString,
  deprecated_status: z.preprocess(
    (value) => (value === '' ? undefined : value),
    z.enum(['ENABLED', 'DISABLED']).optional(),
  ),
  show_disabled: queryFlag,
  search: queryString,
  limit: queryLimit(1000, 20),
  cursor: queryString,
})
export type ListAuthConfigs = z.output<typeof ListAuthConfigs>

export const CreatedAuthConfig = z.object({
  toolkit: z.object({ slug: z.string() }),
  auth_config: z.object({
    id: z.string(),
    auth_scheme: z.string(),
    is_composio_managed: z.boolean(),
    restrict_to_following_tools: z.array(z.string()),
  }),
})

/** A field that a person fills in, as the SDKs read it. */
export const InputField = z.object({
  name: z.string(),
  displayName: z.string(),
  description: z.string(),
  type: z.string(),
  required: z.boolean(),
  default: z.string().nullable(),
  is_secret: z.boolean(),
})

export const AuthConfig = z.object({
  id: z.string(),
  uuid: z.string(),
  type: z.enum(['default', 'custom']),
  toolkit: z.object({
    slug: z.string(),
    logo: z.string(),
    auth_guide_url: z.string().nullable(),
    auth_hint_url: z.string().nullable(),
  }),
  name: z.string(),
  auth_scheme: z.enum(authModes),
  is_composio_managed: z.boolean(),
  credentials: z.record(z.string(), z.unknown()),
  proxy_config: z.object({ proxy_url: z.string(), proxy_auth_key: z.string().optional() }).nullable(),
  status: z.enum(['ENABLED', 'DISABLED']),
  created_by: z.string(),
  created_at: z.string(),
  last_updated_at: z.string(),
  no_of_connections: z.number(),
  expected_input_fields: z.array(InputField),
  restrict_to_following_tools: z.array(z.string()),
  tool_access_config: z.object({
    tools_for_connected_account_creation: z.array(z.string()),
    tools_available_for_execution: z.array(z.string()),
  }),
  shared_credentials: z.record(z.string(), z.string()),
  is_enabled_for_tool_router: z.boolean(),
  deprecated_params: z.object({
    default_connector_id: z.string().nullable(),
    member_uuid: z.string(),
    toolkit_id: z.string(),
    expected_input_fields: z.array(InputField),
  }),
})

export const AuthConfigChanged = z.object({
  success: z.literal(true),
  id: z.string(),
  status: z.enum(['ENABLED', 'DISABLED']),
})
