/**
 * The idempotency key of a call that came without one: derived from what is called, with what and for whom. It holds
 * until the caller has its answer, so that a repetition after a lost answer is no second effect, while one after an
 * answer is meant, and runs.
 *
 * | the same call before                         | this call                                                      |
 * | -------------------------------------------- | -------------------------------------------------------------- |
 * | none, or its answer was delivered            | runs                                                           |
 * | is running                                   | waits for that answer                                          |
 * | ended, but its caller was gone               | gets that answer                                               |
 * | delivered, but the client says it is a retry | gets that answer, for two minutes                              |
 * | has an unknown outcome                       | gets that answer, until the tool that it names has been called |
 *
 * A key of the caller's own takes the place of this one.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { wasCalledSince } from '../../logs/logs.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../http/errors.ts'
import type { Delivery } from './delivery.ts'
import { canonical, endedAnswer, runHeld, waiting, type Answer, type Once } from './execute-once.ts'
import { forget, markTold, readKey, takeKey, type EffectKey, type Held } from './effect-store.ts'
import type { Effect } from './effect.ts'

type DerivedDeps = Pick<Deps, 'db' | 'vault' | 'log' | 'executionLog'>

export interface DerivedCall {
  projectId: string
  /** Where a repetition counts as one: the session, or the MCP server and user. */
  scope: string
  sessionId?: string | undefined
  userId?: string | undefined
  toolkit: string
  tool: string
  accountId?: string | undefined
  arguments: Readonly<Record<string, unknown>>
  /** How many like it come before it in the same request: a batch may hold one call twice. */
  nth?: number | undefined
  delivery: Delivery
}

interface Settled extends Answer {
  data?: unknown
}

/** Keys whose answers were delivered, until the database knows. */
const beingTold = new Map<string, Promise<void>>()

/**
 * Runs a call, or answers as the same call before was, or would have been, answered.
 * @param unknown makes the answer for a call that died after it may have had its effect.
 * @throws {ApiError} IdempotencyKeyBusy when the call before has not ended within 90 s; and what `run` throws.
 */
export async function executeDerived<T extends Settled>(
  deps: DerivedDeps,
  call: DerivedCall,
  run: (effect: Effect) => Promise<T>,
  unknown: () => Promise<T>,
): Promise<Once<T>> {
  const key = derivedKey(deps, call)
  const { delivery } = call
  // One that came while the other was running wants that answer, though its caller has had it meanwhile.
  let isMeant = !delivery.isRetry
  for (const pause of waiting()) {
    const held = await takeKey(deps, key, isMeant)
    if (held) {
      const answer = await runHeld(deps, held, run)
      if (!isUnknown(answer)) delivery.onDelivered(() => tell(deps, held))
      return { answer, isReplay: false }
    }
    const seen = await readKey(deps, key)
    const telling = seen && beingTold.get(seen.row.owner)
    if (telling && isMeant) {
      await telling
      continue
    }
    const answer = seen && (await endedAnswer<T>(deps, seen, unknown))
    if (!seen || !answer) {
      if (seen) isMeant = false
      await delay(pause)
      continue
    }
    const owned = { ...key, owner: seen.row.owner }
    if (!isUnknown(answer)) delivery.onDelivered(() => tell(deps, owned))
    else if (await wasChecked(deps, call, answer, seen.startedAt)) {
      await forget(deps, owned)
      continue
    }
    return { answer, isReplay: true }
  }
  throw new ApiError('IdempotencyKeyBusy', 'The same call is still running')
}

function derivedKey({ vault }: DerivedDeps, call: DerivedCall): EffectKey {
  const { projectId, scope, tool, accountId = null, arguments: args, nth = 0 } = call
  const what = canonical({ scope, tool, accountId, args, nth })
  return {
    projectId,
    keyHash: vault.hashToken(`derived\n${projectId}\n${what}`),
    fingerprint: vault.hashToken(`fingerprint\n${what}`),
  }
}

/** From here on a repetition is meant. The memory closes the gap until the row says so, too. */
function tell(deps: DerivedDeps, held: Held): void {
  const telling = markTold(deps, held)
    .catch((error: unknown) => deps.log.warn({ err: error }, 'noting a delivered answer failed'))
    .finally(() => beingTold.delete(held.owner))
  beingTold.set(held.owner, telling)
}

function noteOf({ data }: Settled): { kind?: unknown; verify_with?: unknown } {
  const failure = typeof data === 'object' && data !== null && 'failure' in data ? data.failure : undefined
  return typeof failure === 'object' && failure !== null ? failure : {}
}

const isUnknown = (answer: Settled) => answer.error !== null && noteOf(answer).kind === 'outcome_unknown'

/** Whether the caller has looked, since then, at what became of the call. */
function wasChecked(deps: DerivedDeps, call: DerivedCall, answer: Settled, since: Date): Promise<boolean> {
  const { verify_with: verify } = noteOf(answer)
  const { projectId, sessionId, userId, accountId, toolkit, tool } = call
  const whose = sessionId === undefined ? { userId, accountId } : { sessionId, accountId }
  const what = typeof verify === 'string' ? { tool: verify } : { toolkit, notTool: tool }
  return wasCalledSince(deps, projectId, { ...whose, ...what, since })
}
