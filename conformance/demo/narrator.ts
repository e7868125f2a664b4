/** A step of the story that failed, with its name. */
export class StepError extends Error {
  override readonly name = 'StepError'
  readonly step: string

  constructor(step: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.step = step
  }
}

export type Narrator = {
  /** Prints the heading, does the step, and names it when it fails. Throws {StepError}. */
  step<T>(title: string, act: () => Promise<T>): Promise<T>
  /** A fact below the heading, with a label. */
  tell(label: string, value: string | number | boolean): void
  /** A sentence below the heading. */
  say(text: string): void
}

const LABEL_WIDTH = 18
/** A longer value tells a person nothing. */
const VALUE_LIMIT = 160

/** Writes the story for a person at a terminal. */
export function createNarrator(write: (text: string) => void): Narrator {
  let count = 0
  return {
    async step(title, act) {
      count += 1
      write(`\n${count}. ${title}\n`)
      try {
        return await act()
      } catch (error) {
        throw new StepError(title, error)
      }
    },
    tell(label, value) {
      const text = String(value)
      const shown = text.length > VALUE_LIMIT ? `${text.slice(0, VALUE_LIMIT)}…` : text
      write(`   ${label.padEnd(LABEL_WIDTH)}${shown}\n`)
    },
    say: (text) => write(`   ${text}\n`),
  }
}

/** @throws {Error} with that message. */
export function ensure(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new Error(otherwise)
}
