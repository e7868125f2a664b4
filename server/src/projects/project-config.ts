/** The settings of a project, with what holds where nobody has said otherwise. */
import { z } from 'zod'
import { eq, sql, type SQL } from '../db/sql.ts'
import { keptRows } from '../db/kept-rows.ts'
import type { Deps } from '../deps.ts'
import { ToolQuota } from '../quotas/tool-quota.ts'
import { projects } from './projects.table.ts'

const webUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
  .max(2_048, 'must have at most 2048 characters')

/** An origin as browsers write it: scheme, host, and a port where it is not the usual one. */
const webOrigin = z.string().refine(isWebOrigin, 'must be an origin such as https://app.example')

/** What /openapi.json says of settings whose names say too little. */
const meaning = {
  is_2FA_enabled:
    'Kept and shown, without an effect: people sign in with keys here, which have no second factor to ask for. Scopes, an IP allow-list and an expiry limit a key.',
  is_composio_link_enabled_for_managed_auth:
    'Whether links are made for managed auth. Where not, asking for one is refused; POST /connected_accounts still answers with its redirect_url.',
}

/** What may be set. An empty text takes a logo, name or address back; an empty list allows every origin. */
export const ProjectConfigInput = z.strictObject({
  is_2FA_enabled: z.boolean({ error: 'must be true or false' }).describe(meaning.is_2FA_enabled).optional(),
  logo_url: z.union([z.literal(''), webUrl], { error: 'must be an http or https URL, or empty' }).optional(),
  display_name: z.string().max(100, 'must have at most 100 characters').optional(),
  mask_secret_keys_in_connected_account: z.boolean({ error: 'must be true or false' }).optional(),
  log_visibility_setting: z.enum(['show_all', 'dont_store_data']).optional(),
  /** Not in the published contract: how long the log keeps arguments and results. */
  log_data_retention_in_days: z
    .int({ error: 'must be a whole number of days' })
    .min(1, 'must be at least 1')
    .max(3_650, 'must be at most 3650')
    .optional(),
  require_mcp_api_key: z.boolean({ error: 'must be true or false' }).optional(),
  is_composio_link_enabled_for_managed_auth: z
    .boolean({ error: 'must be true or false' })
    .describe(meaning.is_composio_link_enabled_for_managed_auth)
    .optional(),
  /** Not in the published contract: whether content of others in a session makes later calls ask. */
  is_taint_tracking_enabled: z.boolean({ error: 'must be true or false' }).optional(),
  signed_url_file_expiry_in_seconds: z
    .number({ error: 'must be a number of seconds' })
    .min(1, 'must be at least 1')
    .max(86_400, 'must be at most 86400')
    .optional(),
  allowed_callback_origins: z.array(webOrigin).max(100, 'must have at most 100 entries').optional(),
  /** Not in the published contract: how often tools may be called. An empty list takes all away. */
  tool_quotas: z.array(ToolQuota).max(50, 'must have at most 50 entries').optional(),
  oauth_callback_verifier_url: z
    .union([z.literal(''), webUrl], { error: 'must be an http or https URL, or empty' })
    .optional(),
})

/** What is shown. */
export const ProjectConfig = z.object({
  is_2FA_enabled: z.boolean().describe(meaning.is_2FA_enabled),
  logo_url: z.string().optional(),
  display_name: z.string().optional(),
  mask_secret_keys_in_connected_account: z.boolean(),
  log_visibility_setting: z.enum(['show_all', 'dont_store_data']),
  log_data_retention_in_days: z.number(),
  require_mcp_api_key: z.boolean(),
  is_composio_link_enabled_for_managed_auth: z
    .boolean()
    .describe(meaning.is_composio_link_enabled_for_managed_auth),
  is_taint_tracking_enabled: z.boolean(),
  signed_url_file_expiry_in_seconds: z.number(),
  /** Where connecting users may be sent back to; anywhere when absent. */
  allowed_callback_origins: z.array(z.string()).optional(),
  /** How often tools may be called. */
  tool_quotas: z.array(ToolQuota).optional(),
  /** Where the project tells whose browser made a connection, before it becomes ACTIVE. */
  oauth_callback_verifier_url: z.string().optional(),
})

export type ProjectConfigInput = z.output<typeof ProjectConfigInput>
export type ProjectConfig = z.output<typeof ProjectConfig>

/** The careful choice in each row: secrets masked, MCP URLs of no use without a key, links of an hour. */
export const defaultProjectConfig: ProjectConfig = {
  is_2FA_enabled: false,
  mask_secret_keys_in_connected_account: true,
  log_visibility_setting: 'show_all',
  log_data_retention_in_days: 30,
  require_mcp_api_key: true,
  is_composio_link_enabled_for_managed_auth: true,
  is_taint_tracking_enabled: false,
  signed_url_file_expiry_in_seconds: 3_600,
}

/** The settings of a project; the defaults when it went away meanwhile. */
export async function projectConfig({ db }: Pick<Deps, 'db'>, projectId: string): Promise<ProjectConfig> {
  const [row] = await db.select({ config: projects.config }).from(projects).where(eq(projects.id, projectId))
  return withDefaults(row?.config ?? {})
}

const kept = keptRows<ProjectConfig>('projects')

/** As `projectConfig`, for a call: from memory as long as no project was changed. */
export async function projectConfigForCall(
  deps: Pick<Deps, 'db'>,
  projectId: string,
): Promise<Readonly<ProjectConfig>> {
  const known = await kept.read(deps.db, projectId, () => projectConfig(deps, projectId))
  return known ?? defaultProjectConfig
}

/** Part of a statement: each project (`project_id`) and for how many `days` its log keeps arguments and results. */
export function retentionOfProjects(): SQL {
  const usual = sql.raw(String(defaultProjectConfig.log_data_retention_in_days))
  return sql`(select id as project_id, coalesce((config ->> 'log_data_retention_in_days')::int, ${usual}) as days
    from ${projects})`
}

/** Condition of a statement: whether sessions of the project remember that they read content of others. */
export function tracksTaint(projectId: SQL): SQL {
  const setting = sql`select ${projects.config} ->> 'is_taint_tracking_enabled' from ${projects} where ${projects.id} = ${projectId}`
  return sql`coalesce((${setting}) = 'true', false)`
}

/** Changes the settings that the request names, in one statement, so that two callers do not undo each other. */
export async function changeProjectConfig(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  change: ProjectConfigInput,
): Promise<ProjectConfig> {
  const [row] = await db
    .update(projects)
    .set({ config: sql`${projects.config} || ${JSON.stringify(change)}::jsonb`, updatedAt: sql`now()` })
    .where(eq(projects.id, projectId))
    .returning({ config: projects.config })
  return withDefaults(row?.config ?? {})
}

function withDefaults(config: ProjectConfigInput): ProjectConfig {
  const named = {
    logo_url: config.logo_url || undefined,
    display_name: config.display_name || undefined,
    oauth_callback_verifier_url: config.oauth_callback_verifier_url || undefined,
    allowed_callback_origins: config.allowed_callback_origins?.length
      ? config.allowed_callback_origins
      : undefined,
  }
  const quotas = config.tool_quotas?.length ? config.tool_quotas : undefined
  return ProjectConfig.parse({ ...defaultProjectConfig, ...config, ...named, tool_quotas: quotas })
}

function isWebOrigin(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && /^https?:\/\/[\w.:[\]-]+$/.test(text) && url.origin === text
}
