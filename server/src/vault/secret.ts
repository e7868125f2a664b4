/** A value that does not print: the only form in which a plaintext credential travels between functions. */
import { inspect } from 'node:util'

export const REDACTED = 'REDACTED'

/**
 * Holds a secret. Everything that turns an object into text (`JSON.stringify`, template strings,
 * `util.inspect` and so every logger, `structuredClone`) sees `REDACTED` or an empty object; only `reveal()`
 * gives the value, which makes each use findable.
 */
export class Secret<T> {
  readonly #value: T

  constructor(value: T) {
    this.#value = value
    Object.freeze(this)
  }

  /** The plaintext. Use it where it is sent; do not store it. */
  reveal(): T {
    return this.#value
  }

  toJSON(): string {
    return REDACTED
  }

  toString(): string {
    return REDACTED
  }

  [inspect.custom](): string {
    return `Secret(${REDACTED})`
  }
}

/**
 * Masks a secret for display: its first 4 characters and `...` (`gho_...`), or `REDACTED` when that would show
 * all of it. The published description masks from 4 characters on; a secret of exactly 4 stays hidden here.
 */
export function mask(value: string): string {
  const start = Array.from(value.slice(0, 10)).slice(0, 4).join('')
  return start.length < value.length ? `${start}...` : REDACTED
}
