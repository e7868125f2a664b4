/**
 * How much was used. Counted from the rows that each use left behind, so a figure is exact at any time, whoever
 * writes meanwhile, and there is no counter to keep in step.
 */
import { type SQL, and, fromEpoch, inArray, sql } from '../db/sql.ts'
import type { UsageSource } from '../db/usage-source.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { toolCallUsage } from '../logs/usage-source.ts'
import { sessionUsage } from '../tool-router/usage-source.ts'

const sources: ReadonlyMap<string, UsageSource> = new Map([
  ['tool_calls', toolCallUsage],
  ['sessions', sessionUsage],
])

/** Which rows count. Lists hold alternatives; all that is given has to hold. */
export interface UsageScope {
  projectIds: readonly string[]
  /** Epoch milliseconds; 30 days before `to` unless said. */
  from: number | undefined
  /** Epoch milliseconds, not included; now unless said. */
  to: number | undefined
  userIds: readonly string[] | undefined
  sessionIds: readonly string[] | undefined
}

export interface UsageTotal {
  unit: string
  /** A whole number as text, as the contract has it. */
  total_quantity: string
  event_count: number
}

export interface BreakdownOptions {
  groupBy: string | undefined
  orderBy: 'key' | 'total_quantity' | 'event_count'
  direction: 'asc' | 'desc'
  limit: number
}

const usualRangeMs = 30 * 24 * 3_600_000

/**
 * Totals of each kind of use.
 * @throws {ApiError} UsageInvalid for a kind that does not exist, or a range that ends before it starts.
 */
export async function usageSummary(
  deps: Pick<Deps, 'db' | 'clock' | 'executionLog'>,
  scope: UsageScope,
  entityTypes: readonly string[] = [...sources.keys()],
): Promise<Record<string, UsageTotal>> {
  const totals: [string, UsageTotal][] = []
  for (const type of new Set(entityTypes)) {
    totals.push([type, await total(deps, sourceOf(type, 'entity_types'), scope)])
  }
  return Object.fromEntries(totals)
}

/**
 * The total of one kind of use, and its groups. Rows without the group's value are left out of the groups.
 * @throws {ApiError} UsageInvalid for a kind or group that does not exist.
 */
export async function usageBreakdown(
  deps: Pick<Deps, 'db' | 'clock' | 'executionLog'>,
  scope: UsageScope,
  type: string,
  options: BreakdownOptions,
) {
  const source = sourceOf(type, 'entity_type')
  const column = groupOf(source, options.groupBy)
  const order = options.orderBy === 'key' ? sql`key` : sql`rows`
  await source.settled?.(deps)
  const direction = options.direction === 'asc' ? sql`asc` : sql`desc`
  const { rows } = await deps.db.execute<{ key: string; rows: string }>(
    sql`select ${column} as key, count(*) as rows from ${source.table}
        where ${conditions(deps, source, scope)} and ${column} is not null
        group by ${column} order by ${order} ${direction}, key limit ${options.limit}`,
  )
  const groups = rows.map(({ key, rows: quantity }) => ({
    key,
    total_quantity: quantity,
    event_count: Number(quantity),
  }))
  return { entity_type: type, ...(await total(deps, source, scope)), groups }
}

async function total(
  deps: Pick<Deps, 'db' | 'clock' | 'executionLog'>,
  source: UsageSource,
  scope: UsageScope,
): Promise<UsageTotal> {
  await source.settled?.(deps)
  const { rows } = await deps.db.execute<{ rows: string }>(
    sql`select count(*) as rows from ${source.table} where ${conditions(deps, source, scope)}`,
  )
  const quantity = rows[0]?.rows ?? '0'
  return { unit: source.unit, total_quantity: quantity, event_count: Number(quantity) }
}

function conditions({ clock }: Pick<Deps, 'clock'>, source: UsageSource, scope: UsageScope): SQL {
  const to = scope.to ?? clock.now().getTime()
  const from = scope.from ?? to - usualRangeMs
  if (from > to) throw invalid('from', `must not be after to (${to})`)
  const all = and(
    // No project is no condition to Drizzle, and must not mean every project.
    scope.projectIds.length > 0 ? inArray(source.projectId, [...scope.projectIds]) : sql`false`,
    sql`${source.at} >= ${fromEpoch(from)} and ${source.at} < ${fromEpoch(to)}`,
    scope.userIds && inArray(source.userId, [...scope.userIds]),
    scope.sessionIds && inArray(source.sessionId, [...scope.sessionIds]),
  )
  return all ?? sql`false`
}

function sourceOf(type: string, field: string): UsageSource {
  const source = sources.get(type)
  if (!source) throw invalid(field, `${type} is none of ${[...sources.keys()].join(', ')}`)
  return source
}

function groupOf(source: UsageSource, name = source.defaultGroup) {
  const column = Object.hasOwn(source.groups, name) ? source.groups[name] : undefined
  if (!column) throw invalid('group_by', `${name} is none of ${Object.keys(source.groups).join(', ')}`)
  return column
}

function invalid(field: string, problem: string): ApiError {
  const line = `${field}: ${problem}`
  return new ApiError('UsageInvalid', line, { errors: [line] })
}
