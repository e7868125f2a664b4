/**
 * Tool router sessions: made once for a task, kept until deleted, and never reaching beyond their user.
 */
import { and, eq, isNull } from '../db/sql.ts'
import { findAuthConfig } from '../auth-configs/auth-configs.ts'
import { endChoiceLinks } from '../connect-link/choice-links.ts'
import { findConnectedAccount, knownAccounts } from '../connected-accounts/connected-accounts.ts'
import { mayUse } from '../connected-accounts/sharing.ts'
import { newId } from '../db/ids.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { checkPermissions } from '../permissions/session-permissions.ts'
import { assistivePrompt } from './assistive-prompt.ts'
import { sessionMetaTools } from './meta-tools.ts'
import type { SessionConfig } from './session-config.ts'
import { type CreateSessionBody, toSessionConfig } from './session-contract.ts'
import { customSet, type InlineCustoms, presentCustoms } from './search/custom-tools.ts'
import { checkSlugs, preloadedTools } from './session-tools.ts'
import { forget } from './session-memory.ts'
import { toolRouterSessions, type SessionRow } from './tool-router.table.ts'

export type { SessionRow } from './tool-router.table.ts'

/** From this many preloaded tools on, a warning says what they cost. */
const manyPreloadedTools = 20

/**
 * Creates a session. `remembers` keeps its custom tools for calls that come without.
 * @throws {ApiError} SessionInvalid for slugs, auth configs or accounts that do not exist or do not fit.
 */
export async function createSession(
  deps: Deps,
  projectId: string,
  body: CreateSessionBody,
  { remembers = false }: { remembers?: boolean } = {},
): Promise<SessionRow> {
  customSet(deps, body.experimental ?? undefined)
  const checked = await checkConfig(deps, projectId, toSessionConfig(body))
  const { custom_tools, custom_toolkits } = body.experimental ?? {}
  const hasCustoms = remembers && (custom_tools !== undefined || custom_toolkits !== undefined)
  const config = hasCustoms ? { ...checked, customs: { custom_tools, custom_toolkits } } : checked
  const [row] = await deps.db
    .insert(toolRouterSessions)
    .values({ id: newId('toolRouterSession'), projectId, userId: config.user_id, config })
    .returning()
  if (!row) throw new Error('the insert returned no row')
  return row
}

/**
 * Checks a configuration against the catalog and the project, and gives slugs their own spelling.
 * @throws {ApiError} SessionInvalid, AuthConfigNotFound, ConnectedAccountNotFound, SessionNotFound.
 */
export async function checkConfig(
  deps: Deps,
  projectId: string,
  given: SessionConfig,
): Promise<SessionConfig> {
  const config = checkSlugs(deps, given)
  preloadedTools(deps, config)
  await checkAuthConfigs(deps, projectId, config)
  await checkAccounts(deps, projectId, config)
  if (config.recording_session_id !== undefined)
    await findSession(deps, projectId, config.recording_session_id)
  return checkedPermissions(deps, projectId, config)
}

/**
 * The session of this id.
 * @throws {ApiError} SessionNotFound: unknown, deleted, or another project's.
 */
export async function findSession(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  id: string,
): Promise<SessionRow> {
  const [row] = await db
    .select()
    .from(toolRouterSessions)
    .where(
      and(
        eq(toolRouterSessions.projectId, projectId),
        eq(toolRouterSessions.id, id),
        isNull(toolRouterSessions.deletedAt),
      ),
    )
  if (!row) throw new ApiError('SessionNotFound', `Tool router session ${id} not found`)
  return row
}

/** Ends a session: its id answers 404 from now on. Connected accounts stay. */
export async function deleteSession(
  deps: Pick<Deps, 'db' | 'clock'>,
  projectId: string,
  id: string,
): Promise<void> {
  await findSession(deps, projectId, id)
  await deps.db
    .update(toolRouterSessions)
    .set({ deletedAt: deps.clock.now() })
    .where(and(eq(toolRouterSessions.projectId, projectId), eq(toolRouterSessions.id, id)))
  await endChoiceLinks(deps, { project: projectId, session: id })
  await forget(deps, { projectId, id })
}

/** A session as the API shows it. `origin` is the one that the client reaches this server under. */
export function presentSession({ catalog }: Pick<Deps, 'catalog'>, row: SessionRow, origin: string) {
  const preloaded = preloadedTools({ catalog }, row.config)
  const metaTools = sessionMetaTools(row.config).map(({ slug }) => slug)
  return {
    session_id: row.id,
    mcp: { type: 'http' as const, url: `${origin}/tool_router/v3/${row.id}/mcp` },
    tool_router_tools: [...metaTools, ...preloaded],
    config: row.config,
    config_version: row.configVersion,
    warnings: preloaded.length > manyPreloadedTools ? [preloadWarning(preloaded.length)] : [],
  }
}

/** What creating and attaching return besides: the prompt, and the custom tools as the agent will know them. */
export async function presentCreated(
  deps: Deps,
  row: SessionRow,
  origin: string,
  customs?: InlineCustoms | undefined,
) {
  return {
    ...presentSession(deps, row, origin),
    experimental: {
      assistive_prompt: await assistivePrompt(deps, row),
      ...presentCustoms(customs),
    },
  }
}

function preloadWarning(count: number) {
  return {
    code: 'PRELOAD_TOOLS_HIGH_CONTEXT_USAGE' as const,
    message: `This session preloads ${count} tools, and each takes room in the model's context; ${manyPreloadedTools} or fewer work best.`,
  }
}

/**
 * Permissions with slugs in their own spelling.
 * @throws {ApiError} SessionInvalid, a line for each override that could never hold.
 */
async function checkedPermissions(
  deps: Deps,
  projectId: string,
  config: SessionConfig,
): Promise<SessionConfig> {
  if (!config.permissions) return config
  const { permissions, errors, accounts } = checkPermissions(deps, config.permissions)
  const known = await knownAccounts(deps, projectId, accounts)
  const unknown = accounts.filter((id) => !known.has(id))
  const all = [...errors, ...unknown.map((id) => `permissions.overrides: no connected account ${id}`)]
  if (all.length > 0) {
    throw new ApiError('SessionInvalid', `The permissions name what does not exist: ${all[0]}`, {
      errors: all,
      suggestedFix: 'POST /api/v3.1/consumer/permissions/resolve makes overrides of what people answered.',
    })
  }
  return { ...config, permissions }
}

async function checkAuthConfigs(deps: Deps, projectId: string, config: SessionConfig): Promise<void> {
  for (const [toolkit, id] of Object.entries(config.auth_configs ?? {})) {
    const authConfig = await findAuthConfig(deps, projectId, id)
    if (authConfig.toolkit === toolkit) continue
    throw invalid(`auth_configs.${toolkit}: ${id} belongs to toolkit ${authConfig.toolkit}`)
  }
}

async function checkAccounts(deps: Deps, projectId: string, config: SessionConfig): Promise<void> {
  for (const [toolkit, ids] of Object.entries(config.connected_accounts ?? {})) {
    if (ids.length > 1 && config.multi_account?.enable !== true) {
      throw invalid(`connected_accounts.${toolkit}: one account, unless multi_account.enable is true`)
    }
    for (const id of ids) {
      const account = await findConnectedAccount(deps, projectId, id)
      const field = `connected_accounts.${toolkit}`
      if (account.toolkit !== toolkit) throw invalid(`${field}: ${id} belongs to toolkit ${account.toolkit}`)
      if (!mayUse(account, config.user_id))
        throw invalid(`${field}: ${id} is not an account of this session's user`)
      if (account.isDisabled) throw invalid(`${field}: ${id} is disabled`)
    }
  }
}

function invalid(problem: string): ApiError {
  return new ApiError('SessionInvalid', problem, { errors: [problem] })
}
