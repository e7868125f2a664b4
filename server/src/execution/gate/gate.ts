/**
 * What stands before a request of a tool: its project's turn at the origin, and the breaker of that origin.
 *
 * Both belong to this process. A breaker is one project's own: another's slow queries must not shut an origin that
 * works for everybody else.
 */
import { usualConnections, EgressError, type Egress, type EgressErrorCode } from '../../egress/egress.ts'
import { Breaker } from './breaker.ts'
import { NoTurn, Turns, type TurnLimits } from './turns.ts'

/** As many as there are connections to an origin, and no longer than a caller may be expected to wait. */
const usualLimits: TurnLimits = {
  most: usualConnections,
  mostOfProject: (3 * usualConnections) / 4,
  mostWaiting: 1_000,
  longestWaitMs: 30_000,
}

/** The request was not made, as it would have been in vain or too much. */
export class NotMade extends EgressError {
  /** When to come again. */
  readonly retryAfterSeconds: number

  constructor(message: string, retryAfterSeconds: number) {
    super('connect_failed', message, { retryable: false, sent: false })
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** Failures that the origin is to blame for. */
const silences = new Set<EgressErrorCode>([
  'dns_failed',
  'connect_failed',
  'connect_timeout',
  'tls_failed',
  'timeout',
  'reset',
])
/** Answers of a gateway whose server is down. */
const downStatuses = new Set([502, 503, 504])

export class Gate {
  readonly #limits: TurnLimits
  readonly #turns = new Map<string, Turns>()
  readonly #breakers = new Map<string, Breaker>()

  constructor(limits: TurnLimits = usualLimits) {
    this.#limits = limits
  }

  /**
   * Makes a request in its turn.
   * @throws {NotMade} when the origin has been silent, or too many calls of the project wait for it; {EgressError}
   */
  async pass<T extends { status: number }>(
    { project, origin, now }: { project: string; origin: string; now: () => number },
    attempt: () => Promise<T>,
  ): Promise<T> {
    const turns = this.#turns.get(origin) ?? new Turns(this.#limits)
    this.#turns.set(origin, turns)
    try {
      return await turns.take(project, () => this.#guarded(project, origin, now, attempt))
    } catch (error) {
      if (!(error instanceof NoTurn)) throw error
      throw new NotMade(`Too many calls of this project wait for ${new URL(origin).host}`, 1)
    } finally {
      if (turns.isIdle) this.#turns.delete(origin)
    }
  }

  async #guarded<T extends { status: number }>(
    project: string,
    origin: string,
    now: () => number,
    attempt: () => Promise<T>,
  ): Promise<T> {
    const key = `${project} ${origin}`
    const breaker = this.#breakers.get(key) ?? new Breaker()
    const waitMs = breaker.enter(now())
    if (waitMs > 0) {
      const seconds = Math.ceil(waitMs / 1_000)
      throw new NotMade(
        `${new URL(origin).host} has not answered several calls in a row and is left alone for ${seconds} s`,
        seconds,
      )
    }
    this.#breakers.set(key, breaker)
    try {
      const response = await attempt()
      breaker.note(!downStatuses.has(response.status), now())
      return response
    } catch (error) {
      // Any other failure says nothing against the origin, and a probe has to end one way or the other.
      breaker.note(!(error instanceof EgressError && silences.has(error.code)), now())
      throw error
    } finally {
      if (breaker.isClean) this.#breakers.delete(key)
    }
  }
}

const gates = new WeakMap<Pick<Egress, 'either'>, Gate>()

/** The gate of a way out: there is one for each, as the connections are its. */
export function gateOf(egress: Pick<Egress, 'either'>): Gate {
  const known = gates.get(egress)
  if (known) return known
  const gate = new Gate()
  gates.set(egress, gate)
  return gate
}
