/** What the operations of MCP servers take and give. */
import { z } from 'zod'
import { queryList, queryString } from '../http/contract.ts'

const slug = z.string().min(1).max(128)
const slugs = z.array(slug).max(2_000)
const authConfigIds = z.array(z.string().min(1).max(64)).max(100)

const Name = z
  .string()
  .min(4, 'must have at least 4 characters')
  .max(30, 'must have at most 30 characters')
  .regex(/^[a-zA-Z0-9- ]+$/, 'may hold letters, digits, spaces and hyphens only')

export const CreateMcpServer = z.strictObject({
  name: Name,
  auth_config_ids: authConfigIds,
  no_auth_apps: slugs.default([]),
  allowed_tools: slugs.default([]),
  managed_auth_via_composio: z.boolean().default(false),
})

export const CreateCustomMcpServer = z.strictObject({
  name: Name,
  auth_config_ids: authConfigIds.default([]),
  toolkits: slugs.default([]),
  allowed_tools: slugs.optional(),
  /** What older clients call `allowed_tools`. */
  custom_tools: slugs.optional(),
  managed_auth_via_composio: z.boolean().default(false),
})

export const ChangeMcpServer = z.strictObject({
  name: Name.optional(),
  toolkits: slugs.optional(),
  allowed_tools: slugs.optional(),
  custom_tools: slugs.optional(),
  managed_auth_via_composio: z.boolean().optional(),
  auth_config_ids: authConfigIds.optional(),
})

export const GenerateMcpUrls = z.strictObject({
  mcp_server_id: z.string().min(1).max(64),
  managed_auth_by_composio: z.boolean().default(false),
  user_ids: z.array(z.string().min(1).max(256)).max(1_000).default([]),
  connected_account_ids: z.array(z.string().min(1).max(64)).max(1_000).default([]),
})

/** `page_no` counts from 1; `null` and nothing mean the default. */
function pageNumber(usual: number, most: number) {
  return z.preprocess(
    (value) => (value === '' || value === 'null' ? undefined : value),
    z.coerce
      .number({ error: 'must be a number' })
      .int('must be a whole number')
      .min(1, 'must be at least 1')
      .max(most, `must be at most ${most}`)
      .default(usual),
  )
}

const paging = (limit: number) => ({
  order_by: z.enum(['created_at', 'updated_at']).default('updated_at'),
  order_direction: z.enum(['asc', 'desc']).default('desc'),
  page_no: pageNumber(1, 1_000_000),
  limit: pageNumber(limit, 1_000),
})

export const ListMcpServersQuery = z.object({
  name: queryString,
  toolkits: queryList(slug.toLowerCase()),
  auth_config_ids: queryList(z.string().max(64)),
  ...paging(10),
})

export const ListInstancesQuery = z.object({ search: queryString, ...paging(20) })

const Commands = z.object({ cursor: z.string(), claude: z.string(), windsurf: z.string() })

export const CustomMcpServer = z.object({
  id: z.string(),
  name: z.string(),
  auth_config_ids: z.array(z.string()),
  allowed_tools: z.array(z.string()),
  mcp_url: z.string(),
  commands: Commands,
})

export const McpServerContract = CustomMcpServer.extend({
  toolkits: z.array(z.string()),
  toolkit_icons: z.record(z.string(), z.string()),
  updated_at: z.string(),
  created_at: z.string(),
  server_instance_count: z.number(),
  managed_auth_via_composio: z.boolean(),
})

export const McpServerDetails = McpServerContract.extend({ deleted: z.boolean() })

export const McpServerPage = z.object({
  items: z.array(McpServerContract),
  total_pages: z.number(),
  current_page: z.number(),
})

export const GeneratedMcpUrls = z.object({
  mcp_url: z.string(),
  connected_account_urls: z.array(z.string()),
  user_ids_url: z.array(z.string()),
})

export const InstanceContract = z.object({
  id: z.string(),
  instance_id: z.string(),
  mcp_server_id: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
})

export const InstancePage = z.object({
  instances: z.array(InstanceContract),
  server_id: z.string(),
  server_name: z.string(),
  total_pages: z.number(),
  current_page: z.number(),
})
