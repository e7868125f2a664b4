/** How much can be expected of a compiled toolkit. */
import type { Toolkit } from '../manifest/manifest.ts'

export interface Grade {
  grade: 'A' | 'B' | 'C' | 'D'
  /** What kept it from a better one. */
  reasons: string[]
}

/** Share of tools whose description says more than their name, below which it counts. */
const enoughDescribed = 0.6
const longestInput = 10_000

/** One step down from A for each fault. */
export function grade(toolkit: Toolkit, facts: { declaresAuth: boolean; dropped: number }): Grade {
  const reasons: string[] = []
  const described = toolkit.tools.filter(({ name, description }) => description.length > name.length + 10)
  if (!facts.declaresAuth) reasons.push('it does not say how it authenticates')
  if (toolkit.http.base_url.startsWith('http:')) reasons.push('its server is not on https')
  if (described.length < toolkit.tools.length * enoughDescribed)
    reasons.push('most tools have no description')
  if (toolkit.tools.some(({ input }) => JSON.stringify(input).length > longestInput))
    reasons.push(`a tool takes more than ${longestInput} characters to describe`)
  if (facts.dropped > toolkit.tools.length) reasons.push('more operations were left out than kept')
  return { grade: (['A', 'B', 'C', 'D'] as const)[Math.min(3, reasons.length)] ?? 'D', reasons }
}
