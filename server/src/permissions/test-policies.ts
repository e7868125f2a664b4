/** Holding policies against calls of the past, to see what they would have done. */
import { proxyToolkitName } from './proxy-name.ts'
import type { Deps } from '../deps.ts'
import { searchLogs } from '../logs/search-logs.ts'
import { readTool } from '../tools/tool-store.ts'
import { REDACTED } from '../vault/secret.ts'
import { decidingPolicy, policyWithoutArguments } from './judge.ts'
import type { PolicyEffect, PolicyMatch } from './policy-rules.ts'

interface TriedPolicy {
  id: string | null
  name: string
  effect: PolicyEffect
  match: PolicyMatch
}

type LogRow = Awaited<ReturnType<typeof searchLogs>>['rows'][number]

const pageSize = 500
const mostSamples = 50

/** What the policies would have made of the latest calls. Calls of meta tools are left out: no policy is about them. */
export async function testPolicies(
  deps: Pick<Deps, 'db' | 'catalog' | 'clock' | 'executionLog'>,
  projectId: string,
  policies: readonly TriedPolicy[],
  { since, limit }: { since: Date | undefined; limit: number },
) {
  // The id tells which one decided; those that are only tried have none yet.
  const tried = policies.map((policy, index) => ({ ...policy, id: String(index) }))
  const matched = policies.map(() => 0)
  const effects = { allow: 0, ask: 0, deny: 0, unmatched: 0, undecided: 0 }
  const samples: Sample[] = []
  let tested = 0
  for await (const row of pastCalls(deps, projectId, since, limit)) {
    tested += 1
    const found = decide(deps, tried, row)
    const policy = found === 'maybe' || !found ? undefined : found
    const effect = found === 'maybe' ? 'undecided' : (found?.effect ?? 'unmatched')
    effects[effect] += 1
    if (policy) matched[Number(policy.id)] = (matched[Number(policy.id)] ?? 0) + 1
    if (effect === 'allow' || effect === 'unmatched' || samples.length === mostSamples) continue
    samples.push(sampleOf(row, effect, policy?.name ?? ''))
  }
  const counted = policies.map(({ id, name, effect }, index) => ({
    id,
    name,
    effect,
    matched: matched[index] ?? 0,
  }))
  return { tested, effects, policies: counted, samples }
}

type Sample = ReturnType<typeof sampleOf>

function sampleOf(row: LogRow, effect: 'ask' | 'deny' | 'undecided', policy: string) {
  return {
    log_id: row.id,
    tool_slug: row.tool,
    user_id: row.userId,
    created_at: row.createdAt.toISOString(),
    effect,
    policy,
  }
}

async function* pastCalls(
  deps: Pick<Deps, 'db' | 'clock' | 'executionLog'>,
  projectId: string,
  since: Date | undefined,
  limit: number,
): AsyncGenerator<LogRow> {
  const timeRange = since && { from: since.getTime(), to: deps.clock.now().getTime() + 60_000 }
  const filters = [{ field: 'toolkit_slug', operator: '!=', value: 'composio' }] as const
  let left = limit
  for (let cursor: string | undefined; left > 0;) {
    const search = { limit: Math.min(left, pageSize), cursor, filters, timeRange }
    const { rows, nextCursor } = await searchLogs(deps, projectId, search)
    yield* rows
    left -= rows.length
    if (nextCursor === null) return
    cursor = nextCursor
  }
}

function decide(deps: Pick<Deps, 'catalog'>, policies: readonly TriedPolicyWithId[], row: LogRow) {
  const tool = readTool(deps.catalog, row.tool)
  const toolkit = row.toolkit ?? tool?.toolkit ?? ''
  const call = {
    names: tool ? [tool.slug, ...tool.aliases] : [row.tool, proxyToolkitName(toolkit)],
    toolkit,
    tags: tool?.tags ?? [],
    userId: row.userId ?? undefined,
  }
  const given = storedArguments(row)
  if (!given) return policyWithoutArguments(policies, call)
  return decidingPolicy(policies, { ...call, arguments: given })
}

type TriedPolicyWithId = TriedPolicy & { id: string }

/** Undefined when they are not stored, or not whole. */
function storedArguments({ payload }: LogRow): Record<string, unknown> | undefined {
  const request = payload?.request
  if (typeof request !== 'object' || request === null) return undefined
  const text = JSON.stringify(request)
  if (text.includes('…') || text.includes(REDACTED)) return undefined
  return request as Record<string, unknown>
}
