import { FITS, type SearchIndex } from '../src/index.ts'
import type { LabelledQuery } from './data-set.ts'

/** How often "nothing fits" is said, and how often it is right. */
export interface Refusals {
  readonly said: number
  readonly right: number
  /** use cases that no tool serves */
  readonly without: number
  /** use cases that have a tool */
  readonly served: number
}

/** Asks all queries; those without needs are to be refused. */
export function refusalsOf(index: SearchIndex, queries: readonly LabelledQuery[]): Refusals {
  const refused = queries.filter(({ text }) => (index.search(text, { limit: 1 })[0]?.confidence ?? 0) < FITS)
  const right = refused.filter(({ needs }) => needs.length === 0).length
  const without = queries.filter(({ needs }) => needs.length === 0).length
  return { said: refused.length, right, without, served: queries.length - without }
}

/** The same in a sentence. */
export function refusalLine(index: SearchIndex, queries: readonly LabelledQuery[]): string {
  const { said, right, without, served } = refusalsOf(index, queries)
  return (
    `No tool fits: said ${said} times, right ${right} times (precision ${percent(right, said)}), ` +
    `of ${without} use cases without a tool (recall ${percent(right, without)}); ` +
    `${percent(served - said + right, served)} of those with a tool kept.`
  )
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`
}
