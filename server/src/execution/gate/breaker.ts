/**
 * A circuit breaker: an origin that has not answered several times in a row is left alone for a while.
 *
 * | state     | calls                  | becomes                                              |
 * | --------- | ---------------------- | ---------------------------------------------------- |
 * | closed    | go out                 | open, after 5 failures in a row                      |
 * | open      | are refused            | half open, after 5 s; twice as long each time, to 60 s |
 * | half open | one goes, others refused | closed by its success, open again by its failure     |
 */

const mostFailures = 5
const firstPauseMs = 5_000
const longestPauseMs = 60_000

export class Breaker {
  #failures = 0
  #pauseMs = firstPauseMs
  #openUntil = 0
  #isProbing = false

  /** Nothing is remembered against the origin. */
  get isClean(): boolean {
    return this.#failures === 0
  }

  /** Milliseconds until a call may go out; 0 for now. A call that may go has to be followed by `note`. */
  enter(now: number): number {
    if (this.#failures < mostFailures) return 0
    if (now < this.#openUntil) return this.#openUntil - now
    if (this.#isProbing) return firstPauseMs
    this.#isProbing = true
    return 0
  }

  /** How a call that went out ended: whether there was an answer. */
  note(hasAnswered: boolean, now: number): void {
    const wasProbe = this.#isProbing
    this.#isProbing = false
    if (hasAnswered) {
      this.#failures = 0
      this.#pauseMs = firstPauseMs
      return
    }
    this.#failures += 1
    if (this.#failures < mostFailures) return
    // Calls that were on their way when it opened say nothing new.
    if (this.#failures > mostFailures && !wasProbe) return
    if (wasProbe) this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs)
    this.#openUntil = now + this.#pauseMs
  }
}
