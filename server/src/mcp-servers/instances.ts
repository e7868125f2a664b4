/** Users of an MCP server, by the project's own ids of them. */
import { and, asc, containing, count, desc, eq, ilike, sql } from '../db/sql.ts'
import {
  deleteAccount,
  listConnectedAccounts,
  type ConnectedAccount,
} from '../connected-accounts/connected-accounts.ts'
import { authConfigsById } from '../auth-configs/auth-configs.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { mcpServerInstances, type McpServerInstanceRow } from './mcp-servers.table.ts'
import { findMcpServer, type McpServer, type McpServerRow } from './mcp-servers.ts'

export type { McpServerInstanceRow } from './mcp-servers.table.ts'

export interface ListInstances {
  search: string | undefined
  orderBy: 'created_at' | 'updated_at'
  direction: 'asc' | 'desc'
  page: number
  limit: number
}

/** One page of a server's users. @throws {ApiError} McpServerNotFound */
export async function listInstances(
  deps: Pick<Deps, 'db'>,
  projectId: string,
  serverId: string,
  filter: ListInstances,
): Promise<{ server: McpServer; instances: McpServerInstanceRow[]; total: number }> {
  const server = await findMcpServer(deps, projectId, serverId)
  const { db } = deps
  const where = and(
    eq(mcpServerInstances.projectId, projectId),
    eq(mcpServerInstances.serverId, server.id),
    filter.search === undefined ? undefined : ilike(mcpServerInstances.userId, containing(filter.search)),
  )
  const column = filter.orderBy === 'created_at' ? mcpServerInstances.createdAt : mcpServerInstances.updatedAt
  const [total] = await db.select({ rows: count() }).from(mcpServerInstances).where(where)
  const instances = await db
    .select()
    .from(mcpServerInstances)
    .where(where)
    .orderBy(filter.direction === 'asc' ? asc(column) : desc(column), asc(mcpServerInstances.userId))
    .limit(filter.limit)
    .offset((filter.page - 1) * filter.limit)
  return { server, instances, total: total?.rows ?? 0 }
}

/**
 * Adds a user who has connected everything that the server needs.
 * @throws {ApiError} McpServerNotFound; McpInstanceUnconnected, a line for each auth config without an account;
 * McpInstanceExists.
 */
export async function createInstance(
  deps: Pick<Deps, 'db' | 'clock'>,
  projectId: string,
  serverId: string,
  userId: string,
): Promise<McpServerInstanceRow> {
  const server = await findMcpServer(deps, projectId, serverId)
  await requireConnections(deps, server, userId)
  const [row] = await deps.db
    .insert(mcpServerInstances)
    .values({ projectId, serverId: server.id, userId })
    .onConflictDoNothing()
    .returning()
  if (row) return row
  throw new ApiError('McpInstanceExists', `user_id: ${userId} has an instance of this MCP server already`, {
    headers: { 'x-should-retry': 'false' },
  })
}

/** Notes that these users were given a URL; those who have an instance keep it. */
export async function rememberUsers(
  { db }: Pick<Deps, 'db'>,
  { projectId, id: serverId }: McpServerRow,
  userIds: readonly string[],
): Promise<void> {
  if (userIds.length === 0) return
  await db
    .insert(mcpServerInstances)
    .values([...new Set(userIds)].map((userId) => ({ projectId, serverId, userId })))
    .onConflictDoUpdate({
      target: [mcpServerInstances.serverId, mcpServerInstances.userId],
      set: { updatedAt: sql`now()` },
    })
}

/**
 * Removes a user, and deletes the accounts that they connected through the server's auth configs.
 * @returns how many accounts were deleted
 * @throws {ApiError} McpServerNotFound; McpInstanceNotFound
 */
export async function deleteInstance(
  deps: Pick<Deps, 'db' | 'clock' | 'vault' | 'catalog' | 'config' | 'jobs'>,
  projectId: string,
  serverId: string,
  userId: string,
): Promise<number> {
  const server = await findMcpServer(deps, projectId, serverId)
  const [row] = await deps.db
    .delete(mcpServerInstances)
    .where(
      and(
        eq(mcpServerInstances.projectId, projectId),
        eq(mcpServerInstances.serverId, server.id),
        eq(mcpServerInstances.userId, userId),
      ),
    )
    .returning({ id: mcpServerInstances.id })
  if (!row)
    throw new ApiError('McpInstanceNotFound', `Instance ${userId} of MCP server ${server.id} not found`)
  const accounts = await accountsThrough(deps, server, userId)
  for (const { id } of accounts) await deleteAccount(deps, projectId, id)
  return accounts.length
}

/** The accounts of a user through a server's auth configs, in whatever status. */
async function accountsThrough(
  deps: Pick<Deps, 'db' | 'clock'>,
  { projectId, authConfigIds }: McpServerRow,
  userId: string,
): Promise<ConnectedAccount[]> {
  // No id is no filter to the list, and must not mean every account.
  if (authConfigIds.length === 0) return []
  const { items } = await listConnectedAccounts(deps, projectId, {
    user_ids: [userId],
    auth_config_ids: authConfigIds,
    account_type: 'ALL',
    limit: 1_000,
  })
  return items
}

async function requireConnections(
  deps: Pick<Deps, 'db' | 'clock'>,
  server: McpServerRow,
  userId: string,
): Promise<void> {
  const accounts = await accountsThrough(deps, server, userId)
  const usable = accounts.filter(({ status, isDisabled }) => status === 'ACTIVE' && !isDisabled)
  const connected = new Set(usable.map(({ authConfigId }) => authConfigId))
  const configs = await authConfigsById(deps, server.projectId, server.authConfigIds)
  const missing = [...configs.values()].filter(
    ({ id, authScheme }) => authScheme !== 'NO_AUTH' && !connected.has(id),
  )
  if (missing.length === 0) return
  const errors = missing.map(({ id, toolkit }) => `user_id: no active ${toolkit} account through ${id}`)
  throw new ApiError('McpInstanceUnconnected', `User ${userId} has to connect an account first`, { errors })
}
