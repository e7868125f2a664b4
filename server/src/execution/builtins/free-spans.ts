/** What is left of a span of time when the busy ones are taken out. */

export interface Span {
  start: string
  end: string
}

/** The free spans, in order. Times are RFC 3339 and stay as they were written; busy spans may overlap. */
export function freeSpans(span: Span, busy: readonly Record<string, unknown>[]): Span[] {
  const taken = busy
    .map(({ start, end }) => ({ start: String(start), end: String(end) }))
    .toSorted((a, b) => Date.parse(a.start) - Date.parse(b.start))
  const free: Span[] = []
  let from = span.start
  for (const { start, end } of taken) {
    if (Date.parse(start) > Date.parse(from)) free.push({ start: from, end: earlier(start, span.end) })
    if (Date.parse(end) > Date.parse(from)) from = end
  }
  if (Date.parse(from) < Date.parse(span.end)) free.push({ start: from, end: span.end })
  return free
}

function earlier(one: string, other: string): string {
  return Date.parse(one) <= Date.parse(other) ? one : other
}
