/**
 * Changing a session: the blocks that a client names, under optimistic concurrency. What a change replaces is kept
 * as history.
 */
import { and, count, desc, eq, isNull, sql } from '../db/sql.ts'
import type { Deps } from '../deps.ts'
import { type Page, type PageRequest, pageResult } from '../http/contract.ts'
import { ApiError } from '../http/errors.ts'
import type { SessionConfig } from './session-config.ts'
import { type PatchSessionBody, toSessionConfig } from './session-contract.ts'
import { checkConfig, findSession } from './sessions.ts'
import { toolRouterSessionHistory, toolRouterSessions, type SessionRow } from './tool-router.table.ts'

/** A configuration that a session has or had. */
export interface ConfigVersion {
  version: number
  /** Of a past one: when it was superseded. */
  createdAt: Date
  config: SessionConfig
  isCurrent: boolean
}

/**
 * Changes a session's configuration; the version goes up by one.
 * @throws {ApiError} SessionNotFound; SessionConfigConflict when the session has another version than the client
 * expects; what creating a session with the result would throw.
 */
export async function patchSession(
  deps: Deps,
  projectId: string,
  id: string,
  { expected_config_version: expected, experimental, ...patch }: PatchSessionBody,
): Promise<SessionRow> {
  const before = await findSession(deps, projectId, id)
  refuseConflict(before, expected)
  const config = await checkConfig(
    deps,
    projectId,
    withExperimental(patched(before.config, patch), experimental),
  )
  const now = deps.clock.now()
  return deps.db.transaction(async (tx) => {
    const version = before.configVersion
    const [row] = await tx
      .update(toolRouterSessions)
      .set({ config, configVersion: version + 1, updatedAt: now })
      .where(
        and(
          eq(toolRouterSessions.projectId, projectId),
          eq(toolRouterSessions.id, id),
          // Whoever changed it since it was read wins, expected or not: the patch was made for what was read.
          eq(toolRouterSessions.configVersion, version),
          isNull(toolRouterSessions.deletedAt),
        ),
      )
      .returning()
    if (!row) throw conflict(id, version)
    await tx
      .insert(toolRouterSessionHistory)
      .values({ projectId, sessionId: id, version, config: before.config, archivedAt: now })
    // MCP clients that listen are told, whichever node they are at.
    await tx.execute(sql`select pg_notify('patchbay_sessions', ${id})`)
    return row
  })
}

/** One page of a session's configurations, newest first, the current one before all. @throws SessionNotFound */
export async function configHistory(
  deps: Pick<Deps, 'db'>,
  projectId: string,
  id: string,
  request: PageRequest,
): Promise<Page<ConfigVersion>> {
  const session = await findSession(deps, projectId, id)
  const where = and(
    eq(toolRouterSessionHistory.projectId, projectId),
    eq(toolRouterSessionHistory.sessionId, id),
  )
  const [past] = await deps.db.select({ rows: count() }).from(toolRouterSessionHistory).where(where)
  const first = request.offset === 0
  const rows = await deps.db
    .select()
    .from(toolRouterSessionHistory)
    .where(where)
    .orderBy(desc(toolRouterSessionHistory.version))
    .limit(first ? request.limit - 1 : request.limit)
    .offset(first ? 0 : request.offset - 1)
  const archived = rows.map(({ version, archivedAt: createdAt, config }) => ({
    version,
    createdAt,
    config,
    isCurrent: false,
  }))
  const current = {
    version: session.configVersion,
    createdAt: session.updatedAt,
    config: session.config,
    isCurrent: true,
  }
  return pageResult(first ? [current, ...archived] : archived, (past?.rows ?? 0) + 1, request)
}

/** Blocks of which only the fields that are given change, with their names in the stored configuration. */
const merged = {
  manage_connections: {
    enable: 'enabled',
    callback_url: 'callback_url',
    enable_wait_for_connections: 'enable_wait_for_connections',
    enable_connection_removal: 'enable_connection_removal',
  },
  workbench: {
    enable: 'enable',
    enable_proxy_execution: 'proxy_execution_enabled',
    auto_offload_threshold: 'auto_offload_threshold',
    sandbox_size: 'sandbox_size',
  },
  multi_account: {
    enable: 'enable',
    max_accounts_per_toolkit: 'max_accounts_per_toolkit',
    require_explicit_selection: 'require_explicit_selection',
  },
} as const

type Blocks = Omit<PatchSessionBody, 'expected_config_version' | 'experimental'>

/** The configuration with the blocks of the patch: replaced, merged, or with `null` back to their defaults. */
export function patched(config: SessionConfig, patch: Blocks): SessionConfig {
  const named = Object.entries(patch).filter(([, block]) => block !== undefined)
  const given = Object.fromEntries(named.filter(([, block]) => block !== null))
  const fresh = toSessionConfig({ user_id: config.user_id, ...given })
  const next: Record<string, unknown> = { ...config }
  for (const [name, block] of named) {
    const made = Object.entries(fresh).find(([key]) => key === name)?.[1]
    const names = block === null ? undefined : merged[name as keyof typeof merged]
    if (names) next[name] = { ...(next[name] as object), ...picked(made, block as object, names) }
    else if (made === undefined) delete next[name]
    else next[name] = made
  }
  return next as unknown as SessionConfig
}

/** The experimental options as the patch has them; `null` takes one, or all of them, back. */
function withExperimental(
  config: SessionConfig,
  experimental: PatchSessionBody['experimental'],
): SessionConfig {
  if (experimental === undefined) return config
  const next = { ...config }
  for (const name of ['permissions', 'link_url_overwrite', 'mode', 'recording_session_id'] as const) {
    const given = experimental === null ? null : experimental[name]
    if (given === null) delete next[name]
    else if (given !== undefined) Object.assign(next, { [name]: given })
  }
  return next
}

/** The fields of a new block that the client gave. */
function picked(made: unknown, given: object, names: Readonly<Record<string, string>>): object {
  const wanted = new Set(Object.keys(given).map((key) => names[key]))
  return Object.fromEntries(Object.entries(made ?? {}).filter(([key]) => wanted.has(key)))
}

function refuseConflict({ id, configVersion }: SessionRow, expected: number | undefined): void {
  if (expected !== undefined && expected !== configVersion) throw conflict(id, configVersion)
}

function conflict(id: string, version: number): ApiError {
  return new ApiError(
    'SessionConfigConflict',
    `Tool router session ${id} has config_version ${version} or later`,
    {
      headers: { 'x-should-retry': 'false' },
    },
  )
}
