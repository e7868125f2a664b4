/** MCP servers of a project: kept configurations, each reachable at a URL of its own. */
import {
  type SQL,
  and,
  arrayOverlaps,
  asc,
  containing,
  count,
  desc,
  eq,
  ilike,
  isNull,
  sql,
} from '../db/sql.ts'
import { authConfigsById } from '../auth-configs/auth-configs.ts'
import { keptRows } from '../db/kept-rows.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { checkOffer, type CheckedOffer, type Offer } from './offer.ts'
import { mcpServers, type McpServerRow } from './mcp-servers.table.ts'

export type { McpServerRow } from './mcp-servers.table.ts'

type ServerDeps = Pick<Deps, 'db' | 'catalog' | 'config'>

/** A server with the number of its users. */
export interface McpServer extends McpServerRow {
  instances: number
}

export interface NewMcpServer extends Offer {
  name: string
  managedAuth: boolean
}

export interface ListMcpServers {
  name: string | undefined
  toolkits: readonly string[] | undefined
  authConfigIds: readonly string[] | undefined
  orderBy: 'created_at' | 'updated_at'
  direction: 'asc' | 'desc'
  page: number
  limit: number
}

/** @throws {ApiError} AuthConfigNotFound; McpServerInvalid, a line for each toolkit or tool that does not fit. */
export async function createMcpServer(
  deps: ServerDeps,
  projectId: string,
  { name, managedAuth, ...offer }: NewMcpServer,
): Promise<McpServer> {
  const checked = await checkedOffer(deps, projectId, offer)
  const [row] = await deps.db
    .insert(mcpServers)
    .values({ projectId, name, managedAuth, ...checked })
    .returning()
  if (!row) throw new Error('an insert returns its row')
  return { ...row, instances: 0 }
}

/** @throws {ApiError} McpServerNotFound, for another project's too. */
export async function findMcpServer(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  id: string,
): Promise<McpServer> {
  const [row] = await db
    .select({ server: mcpServers, instances: instanceCount })
    .from(mcpServers)
    .where(live(projectId, id))
  if (!row) throw mcpServerNotFound(id)
  return { ...row.server, instances: row.instances }
}

const served = keptRows<McpServerRow>('mcp_servers')

/** The server that a URL names; the caller checks whose it is. */
export async function mcpServerOfUrl(
  { db }: Pick<Deps, 'db'>,
  id: string,
): Promise<McpServerRow | undefined> {
  return served.read(db, id.toLowerCase(), async () => {
    const [row] = await db
      .select()
      .from(mcpServers)
      .where(and(eq(mcpServers.id, id), isNull(mcpServers.deletedAt)))
    return row
  })
}

/** One page of a project's servers and their number. */
export async function listMcpServers(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  filter: ListMcpServers,
): Promise<{ servers: McpServer[]; total: number }> {
  const where = and(
    eq(mcpServers.projectId, projectId),
    isNull(mcpServers.deletedAt),
    filter.name === undefined ? undefined : ilike(mcpServers.name, containing(filter.name)),
    filter.toolkits && arrayOverlaps(mcpServers.toolkits, [...filter.toolkits]),
    filter.authConfigIds && arrayOverlaps(mcpServers.authConfigIds, [...filter.authConfigIds]),
  )
  const column = filter.orderBy === 'created_at' ? mcpServers.createdAt : mcpServers.updatedAt
  const [total] = await db.select({ rows: count() }).from(mcpServers).where(where)
  const rows = await db
    .select({ server: mcpServers, instances: instanceCount })
    .from(mcpServers)
    .where(where)
    .orderBy(filter.direction === 'asc' ? asc(column) : desc(column), asc(mcpServers.id))
    .limit(filter.limit)
    .offset((filter.page - 1) * filter.limit)
  return {
    servers: rows.map(({ server, instances }) => ({ ...server, instances })),
    total: total?.rows ?? 0,
  }
}

/**
 * Changes what is named and leaves the rest.
 * @throws {ApiError} McpServerNotFound, and what `createMcpServer` throws for the result.
 */
export async function changeMcpServer(
  deps: ServerDeps,
  projectId: string,
  id: string,
  change: Partial<NewMcpServer>,
): Promise<McpServer> {
  const before = await findMcpServer(deps, projectId, id)
  const offer = await checkedOffer(deps, projectId, {
    authConfigIds: change.authConfigIds ?? before.authConfigIds,
    toolkits: change.toolkits ?? (await withoutConfigs(deps, before)),
    allowedTools: change.allowedTools ?? before.allowedTools,
  })
  const [row] = await deps.db
    .update(mcpServers)
    .set({
      ...offer,
      name: change.name ?? before.name,
      managedAuth: change.managedAuth ?? before.managedAuth,
      updatedAt: sql`now()`,
    })
    .where(live(projectId, id))
    .returning()
  if (!row) throw mcpServerNotFound(id)
  return { ...row, instances: before.instances }
}

/** Takes a server off its URL at once. @throws {ApiError} McpServerNotFound */
export async function deleteMcpServer(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  id: string,
): Promise<void> {
  const [row] = await db
    .update(mcpServers)
    .set({ deletedAt: sql`now()`, updatedAt: sql`now()` })
    .where(live(projectId, id))
    .returning({ id: mcpServers.id })
  if (!row) throw mcpServerNotFound(id)
}

export function mcpServerNotFound(id: string): ApiError {
  return new ApiError('McpServerNotFound', `MCP server ${id.slice(0, 64)} not found`)
}

/** The toolkits of a server but for those of its auth configs, which come and go with these. */
async function withoutConfigs(deps: Pick<Deps, 'db'>, server: McpServerRow): Promise<string[]> {
  const configs = await authConfigsById(deps, server.projectId, server.authConfigIds)
  const theirs = new Set([...configs.values()].map(({ toolkit }) => toolkit))
  return server.toolkits.filter((slug) => !theirs.has(slug))
}

async function checkedOffer(deps: ServerDeps, projectId: string, offer: Offer): Promise<CheckedOffer> {
  const configs = await authConfigsById(deps, projectId, offer.authConfigIds)
  return checkOffer(deps, offer, configs)
}

function live(projectId: string, id: string): SQL | undefined {
  return and(eq(mcpServers.projectId, projectId), eq(mcpServers.id, id), isNull(mcpServers.deletedAt))
}

/** Written out: in a select from one table, Drizzle leaves the table off a column, and `id` would be the instance's. */
const instanceCount = sql<number>`(
  select count(*)::integer from mcp_server_instances i where i.server_id = "mcp_servers"."id"
)`
