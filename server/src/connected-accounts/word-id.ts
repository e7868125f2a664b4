/** Short names by which an agent tells several accounts of a toolkit apart: `gmail_red-castle`. */
import { randomInt } from 'node:crypto'
import { newWords } from '../db/words.ts'

/** A word id that is not among `taken`: 64 × 64 names for a toolkit, then numbered ones. */
export function newWordId(toolkit: string, taken: ReadonlySet<string>): string {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const id = `${toolkit}_${newWords(2)}`
    if (!taken.has(id)) return id
  }
  return `${toolkit}_${newWords(2)}-${randomInt(1_000_000)}`
}
