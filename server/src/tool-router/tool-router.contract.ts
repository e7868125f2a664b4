/** Response contracts of the session operations. */
import { hintTags } from '@patchbay/catalog'
import { z } from 'zod'
import { SessionPermissions } from '../permissions/session-permissions.ts'

const TagFilter = z.object({
  enabled: z.array(z.enum(hintTags)).optional(),
  disabled: z.array(z.enum(hintTags)).optional(),
})
const AllowOrDeny = z.union([
  z.object({ enabled: z.array(z.string()) }),
  z.object({ disabled: z.array(z.string()) }),
])

const SessionConfig = z.object({
  user_id: z.string(),
  toolkits: AllowOrDeny.optional(),
  auth_configs: z.record(z.string(), z.string()).optional(),
  connected_accounts: z.record(z.string(), z.array(z.string())).optional(),
  manage_connections: z.object({
    enabled: z.boolean(),
    callback_url: z.string().optional(),
    enable_wait_for_connections: z.boolean(),
    enable_connection_removal: z.boolean(),
  }),
  tools: z.record(z.string(), z.union([...AllowOrDeny.options, z.object({ tags: TagFilter })])).optional(),
  tags: TagFilter.optional(),
  workbench: z.object({
    enable: z.boolean(),
    proxy_execution_enabled: z.boolean(),
    auto_offload_threshold: z.number().optional(),
    sandbox_size: z.string().optional(),
  }),
  multi_account: z
    .object({
      enable: z.boolean().optional(),
      max_accounts_per_toolkit: z.number().optional(),
      require_explicit_selection: z.boolean().optional(),
    })
    .optional(),
  preload: z.object({ tools: z.union([z.array(z.string()), z.literal('all')]) }),
  search: z.object({ enable: z.boolean() }),
  execute: z.object({ enable_multi_execute: z.boolean() }),
  /** Not in the published contract, as far as they are set. */
  permissions: SessionPermissions.optional(),
  mode: z.enum(['live', 'record', 'simulate']).optional(),
  recording_session_id: z.string().optional(),
  link_url_overwrite: z.string().optional(),
})

/** A custom tool, under the slug that the agent knows it by. */
const EchoedTool = z.object({
  slug: z.string(),
  original_slug: z.string(),
  name: z.string(),
  description: z.string(),
  input_schema: z.record(z.string(), z.unknown()),
  output_schema: z.record(z.string(), z.unknown()).optional(),
  preload: z.boolean().optional(),
})

export const ConfigHistoryItem = z.object({
  version: z.number(),
  created_at: z.string(),
  config: SessionConfig,
  is_current: z.boolean(),
})

/** Not in the published contract: the provider was not asked, and where the data comes from instead. */
const SimulatedFields = z.object({
  simulated: z.literal(true).optional(),
  simulated_from: z.enum(['recording', 'example']).optional(),
  recorded_at: z.string().optional(),
})

export const Session = z.object({
  session_id: z.string(),
  mcp: z.object({ type: z.literal('http'), url: z.string() }),
  tool_router_tools: z.array(z.string()),
  config: SessionConfig,
  config_version: z.number(),
  experimental: z
    .object({
      assistive_prompt: z.string().optional(),
      custom_tools: z.array(EchoedTool.extend({ extends_toolkit: z.string().optional() })).optional(),
      custom_toolkits: z
        .array(
          z.object({
            slug: z.string(),
            name: z.string(),
            description: z.string(),
            preload: z.boolean().optional(),
            tools: z.array(EchoedTool),
          }),
        )
        .optional(),
    })
    .optional(),
  warnings: z.array(z.object({ code: z.literal('PRELOAD_TOOLS_HIGH_CONTEXT_USAGE'), message: z.string() })),
})

export const SessionToolkit = z.object({
  name: z.string(),
  slug: z.string(),
  enabled: z.boolean(),
  is_no_auth: z.boolean(),
  composio_managed_auth_schemes: z.array(z.string()),
  meta: z.object({ logo: z.string(), description: z.string() }),
  connected_account: z
    .object({
      id: z.string(),
      user_id: z.string(),
      status: z.string(),
      created_at: z.string(),
      auth_config: z.object({ id: z.string(), auth_scheme: z.string(), is_composio_managed: z.boolean() }),
    })
    .nullable(),
})

const ToolSchema = z.object({
  toolkit: z.string(),
  tool_slug: z.string(),
  description: z.string().optional(),
  input_schema: z.record(z.string(), z.unknown()).optional(),
  hasFullSchema: z.boolean().optional(),
  schemaRef: z
    .object({
      tool: z.literal('COMPOSIO_GET_TOOL_SCHEMAS'),
      args: z.object({ tool_slugs: z.array(z.string()) }),
      message: z.string().optional(),
    })
    .optional(),
})

export const SearchResult = z.object({
  success: z.boolean(),
  error: z.string().nullable(),
  results: z.array(
    z.object({
      index: z.number(),
      use_case: z.string(),
      execution_guidance: z.string().optional(),
      difficulty: z.string().optional(),
      recommended_plan_steps: z.array(z.string()).optional(),
      known_pitfalls: z.array(z.string()).optional(),
      reference_workbench_snippets: z
        .array(z.object({ description: z.string(), code: z.string() }))
        .optional(),
      primary_tool_slugs: z.array(z.string()),
      related_tool_slugs: z.array(z.string()),
      toolkits: z.array(z.string()),
      error: z.string().nullable(),
    }),
  ),
  toolkit_connection_statuses: z.array(
    z.object({
      toolkit: z.string(),
      description: z.string(),
      has_active_connection: z.boolean(),
      connection_details: z.record(z.string(), z.unknown()).optional(),
      account_type: z.enum(['PRIVATE', 'SHARED']).optional(),
      accounts: z
        .array(
          z.object({
            id: z.string(),
            alias: z.string().optional(),
            status: z.string(),
            created_at: z.string(),
            is_default: z.boolean(),
            account_type: z.enum(['PRIVATE', 'SHARED']).optional(),
          }),
        )
        .optional(),
      account_selection: z.literal('required').optional(),
      status_message: z.string(),
    }),
  ),
  tool_schemas: z.record(z.string(), ToolSchema),
  time_info: z.object({
    current_time_utc: z.string(),
    current_time_utc_epoch_seconds: z.number(),
    message: z.string(),
  }),
  session: z.object({ id: z.string(), generate_id: z.boolean(), instructions: z.string() }),
  next_steps_guidance: z.array(z.string()),
})

export const ExecuteResult = z.object({
  data: z.record(z.string(), z.unknown()),
  error: z.string().nullable(),
  log_id: z.string(),
  ...SimulatedFields.shape,
  /** Not in the published contract: the arguments that read the next page. */
  next: z.object({ arguments: z.record(z.string(), z.unknown()) }).optional(),
})

export const ChoiceLink = z.object({
  link_token: z.string(),
  redirect_url: z.string(),
  expires_at: z.string(),
})

export const LinkResult = z.object({
  link_token: z.string(),
  redirect_url: z.string(),
  expires_at: z.string(),
  connected_account_id: z.string(),
  experimental: z
    .object({
      account_type: z.enum(['PRIVATE', 'SHARED']),
      acl_config_for_shared: z
        .object({
          allow_all_users: z.boolean(),
          allowed_user_ids: z.array(z.string()),
          not_allowed_user_ids: z.array(z.string()),
        })
        .optional(),
    })
    .optional(),
})
