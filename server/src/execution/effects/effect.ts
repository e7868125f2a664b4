/** What a call with an idempotency key has done to the world so far. */

export class Effect {
  readonly #beforeFirst: () => Promise<void>
  #first: Promise<void> | undefined
  #writes = 0

  /** @param beforeFirst notes durably that the first request which may change something is about to leave. */
  constructor(beforeFirst: () => Promise<void>) {
    this.#beforeFirst = beforeFirst
  }

  /** Whether a request that may have changed something has left. */
  get mayHaveWritten(): boolean {
    return this.#writes > 0
  }

  /** To be awaited before each request that may change something. */
  async beforeWrite(): Promise<void> {
    await (this.#first ??= this.#beforeFirst())
    this.#writes += 1
  }

  /** The request before which `beforeWrite` was called certainly changed nothing: refused, or it never left. */
  hadNone(): void {
    this.#writes -= 1
  }
}
