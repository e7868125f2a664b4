/** Quotas: how often a user, or a project, may call tools in a window, counted over all nodes. */
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { takeFrom } from '../http/shared-limit.ts'
import { matchesGlob } from '../permissions/glob.ts'
import { projectConfigForCall } from '../projects/project-config.ts'
import type { ToolQuota } from './tool-quota.ts'

export interface CountedCall {
  projectId: string
  userId: string | undefined
  tool: string
  /** All that the tool is called by. */
  names: readonly string[]
}

/**
 * Counts a call against the quotas that name its tool. One that a later quota refuses is given back to those before.
 * @throws {ApiError} QuotaExceeded
 */
export async function countCall(deps: Pick<Deps, 'db' | 'clock'>, call: CountedCall): Promise<void> {
  const { tool_quotas: quotas = [] } = await projectConfigForCall(deps, call.projectId)
  const now = deps.clock.now().getTime()
  const taken: (() => Promise<unknown>)[] = []
  for (const quota of quotas.filter((each) => concerns(each, call))) {
    const limit = { key: keyOf(quota, call), limit: quota.limit, windowSeconds: quota.window_seconds }
    const { granted } = await takeFrom(deps.db, limit, 1, now)
    if (granted < 1) {
      for (const giveBack of taken) await giveBack()
      throw exceeded(quota, call)
    }
    taken.push(() => takeFrom(deps.db, limit, -1, now))
  }
}

function concerns({ tools }: ToolQuota, { names }: CountedCall): boolean {
  return tools === undefined || tools.some((pattern) => names.some((name) => matchesGlob(pattern, name)))
}

/** Another limit goes on counting where the one before was; a quota for other tools begins anew. */
function keyOf({ tools, window_seconds, per }: ToolQuota, { projectId, userId }: CountedCall): string {
  const whose = per === 'user' ? (userId ?? '') : null
  return `quota ${JSON.stringify([projectId, tools ?? null, window_seconds, per, whose])}`
}

function exceeded({ limit, window_seconds: seconds, per }: ToolQuota, { tool }: CountedCall): ApiError {
  const whose = per === 'user' ? 'this user' : 'the project'
  return new ApiError(
    'QuotaExceeded',
    `${tool}: the quota of ${whose}, ${counted(limit, 'call')} in ${counted(seconds, 'second')}, is used up`,
    { headers: { 'retry-after': String(Math.max(1, Math.ceil(seconds / Math.max(1, limit)))) } },
  )
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
