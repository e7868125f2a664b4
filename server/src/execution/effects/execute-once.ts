/**
 * Idempotency keys: the same key with the same body is one execution, and one answer for 24 hours.
 *
 * | the key is                                  | a call with it                                             |
 * | ------------------------------------------- | ---------------------------------------------------------- |
 * | new, or over                                | runs                                                       |
 * | of another body                             | IdempotencyKeyReused                                       |
 * | answered                                    | gets that answer                                           |
 * | held by a call that is running              | waits for its answer                                       |
 * | held by one that died before it sent        | runs                                                       |
 * | held by one that died after it may have sent | is told that the outcome is unknown; nothing is sent again |
 *
 * A call that failed without an effect (refused before it was sent, no connection, 401, 429) lets its key go, so
 * that it can be made again once the cause is gone.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Deps } from '../../deps.ts'
import { ApiError, type ApiErrorOptions, type ErrorName } from '../../http/errors.ts'
import { Effect } from './effect.ts'
import {
  heartbeatMs,
  keepAnswer,
  letGo,
  markSent,
  openAnswer,
  readKey,
  renewLease,
  takeKey,
  type EffectKey,
  type Held,
  type Seen,
} from './effect-store.ts'

type OnceDeps = Pick<Deps, 'db' | 'vault' | 'log'>

export interface KeyedCall {
  projectId: string
  /** Value of the `Idempotency-Key` header; without one nothing is kept. */
  key: string | undefined
  /** The operation with all that it was asked, as JSON-like data: another request is another call. */
  request: object
}

/** Answers that tell success from failure the way every execute operation does. */
export interface Answer {
  error: string | null
}

export interface Once<T> {
  answer: T
  /** It was given before. */
  isReplay: boolean
}

type Kept<T> = { answer: T } | { thrown: { kind: ErrorName; message: string; options: ApiErrorOptions } }

/** A waiting call looks this often, in milliseconds, twice as long each time up to the last. */
const firstLookMs = 25
const slowestLookMs = 500
const longestWaitMs = 90_000

/**
 * Runs a call once for its key.
 * @param unknown makes the answer for a call that died after it may have had its effect.
 * @throws {ApiError} BadRequest for a key that is none; IdempotencyKeyReused; IdempotencyKeyBusy when the first
 * call has not ended within 90 s; and what `run` throws, or threw the first time.
 */
export async function executeOnce<T extends Answer>(
  deps: OnceDeps,
  call: KeyedCall,
  run: (effect: Effect | undefined) => Promise<T>,
  unknown: () => Promise<T>,
): Promise<Once<T>> {
  if (call.key === undefined) return { answer: await run(undefined), isReplay: false }
  const key = effectKey(deps, call, call.key)
  for (const pause of waiting()) {
    const held = await takeKey(deps, key)
    if (held) return { answer: await runHeld(deps, held, run), isReplay: false }
    const seen = await readKey(deps, key)
    const answer = seen && (await answerOf<T>(deps, key, seen, unknown))
    if (answer) return { answer, isReplay: true }
    await delay(pause)
  }
  throw new ApiError('IdempotencyKeyBusy', 'The first call with this Idempotency-Key is still running')
}

/** The pauses of a call that waits for another, in milliseconds; they end when it should give up. */
export function* waiting(): Generator<number> {
  const giveUpAt = performance.now() + longestWaitMs
  for (let pause = firstLookMs; performance.now() <= giveUpAt; pause = Math.min(pause * 2, slowestLookMs))
    yield pause
}

/** @throws {ApiError} BadRequest */
function effectKey({ vault }: OnceDeps, { projectId, request }: KeyedCall, key: string): EffectKey {
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    const line = 'Idempotency-Key: must be 1 to 255 visible ASCII characters'
    throw new ApiError('BadRequest', `Invalid header: ${line}`, { errors: [line] })
  }
  return {
    projectId,
    keyHash: vault.hashToken(`idempotency\n${projectId}\n${key}`),
    fingerprint: vault.hashToken(`fingerprint\n${canonical(request)}`),
  }
}

/** The same text for the same data. */
export const canonical = (request: object) => JSON.stringify(request, sortedKeys)

/** The order of an object's keys says nothing. */
function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(entries)
}

/** The answer of a call that has ended, one way or another; undefined while it may still be running. */
async function answerOf<T>(
  deps: OnceDeps,
  key: EffectKey,
  seen: Seen,
  unknown: () => Promise<T>,
): Promise<T | undefined> {
  if (seen.row.fingerprint !== key.fingerprint) {
    throw new ApiError('IdempotencyKeyReused', 'This Idempotency-Key was used for another request')
  }
  return endedAnswer(deps, seen, unknown)
}

/** @throws {ApiError} what the call threw, if it did. */
export async function endedAnswer<T>(
  deps: OnceDeps,
  { row, isOwnerAlive }: Seen,
  unknown: () => Promise<T>,
): Promise<T | undefined> {
  if ((row.state === 'done' || row.state === 'told') && row.answer !== null) {
    const kept = openAnswer<Kept<T>>(deps, row, row.answer)
    if ('answer' in kept) return kept.answer
    throw new ApiError(kept.thrown.kind, kept.thrown.message, kept.thrown.options)
  }
  return row.state === 'sent' && !isOwnerAlive ? unknown() : undefined
}

/** Runs a call that has its key, and keeps its answer unless it certainly had no effect. */
export async function runHeld<T extends Answer>(
  deps: OnceDeps,
  held: Held,
  run: (effect: Effect) => Promise<T>,
): Promise<T> {
  const effect = new Effect(() => markSent(deps, held))
  const heartbeat = setInterval(() => {
    renewLease(deps, held).catch((error: unknown) => deps.log.warn({ err: error }, 'renewing a lease failed'))
  }, heartbeatMs)
  try {
    const answer = await run(effect)
    const isToBeKept = answer.error === null || effect.mayHaveWritten
    await (isToBeKept ? keepAnswer(deps, held, { answer }) : letGo(deps, held))
    return answer
  } catch (error) {
    await afterThrow(deps, held, effect, error)
    throw error
  } finally {
    clearInterval(heartbeat)
  }
}

/** A bug of ours leaves the row as it is: after the lease the outcome counts as unknown. */
async function afterThrow(deps: OnceDeps, held: Held, effect: Effect, error: unknown): Promise<void> {
  if (!effect.mayHaveWritten) return letGo(deps, held)
  if (!(error instanceof ApiError)) return
  const { kind, message, options } = error
  const { cause: _internal, ...shown } = options
  await keepAnswer(deps, held, { thrown: { kind, message, options: shown } })
}
