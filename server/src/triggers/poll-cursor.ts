/** What is new in the answers of a poll. Pure: state and items in, events and the next state out. */
import type { Poll, TemplateScope } from '@patchbay/catalog'
import { hashOf, renderLoose, valueIn } from './values.ts'

/** Identity and version. A list, because neither JavaScript nor jsonb keeps the order of an object's keys. */
type Entry = [id: string, version: string]

/** What an instance remembers from poll to poll. */
export interface PollState {
  /** When the instance began, ISO 8601. */
  began: string
  /** Epoch seconds, a day before the last poll that worked. */
  since?: number
  cursor?: string
  /** The page to go on with, when a poll ended in the middle. */
  page?: string
  /** Identities seen, the oldest first, with the version where the cursor has one. */
  seen?: Entry[]
  /** Counts how often a list of rows got shorter. */
  generation?: number
}

export interface PollItem {
  /** Identity within the instance. */
  id: string
  item: Record<string, unknown>
}

export interface Step {
  items: PollItem[]
  state: PollState
}

interface Seen {
  id: string
  item: Record<string, unknown>
  value: unknown
}

/**
 * One step of a cursor.
 * @param items the whole list that was read, in the order of the provider
 * @param next the cursor that the answer names, for the kinds where it does
 * @param isWhole whether `items` is all there is, and not some pages of it
 */
export function advance(
  poll: Poll,
  state: PollState,
  items: readonly unknown[],
  scope: TemplateScope,
  { next, isWhole }: { next: string | undefined; isWhole: boolean },
): Step {
  const { cursor } = poll
  if (cursor.kind === 'rows') return advanceRows(state, items, scope)
  const listed = items.map((value): Seen => {
    const item = itemOf(value)
    return { id: renderLoose(poll.id, { ...scope, item }), item, value }
  })
  if (cursor.kind === 'snapshot') return advanceSnapshot(poll, cursor, state, listed, isWhole)
  if (cursor.kind === 'max') return advanceMax(poll, cursor, state, listed)
  const isFirst = state.cursor === undefined
  const fresh = isFirst ? [] : listed.filter(({ id }) => !hasSeen(state, id))
  return {
    items: fresh,
    state: { ...remember(state, listed, poll.dedupe), ...(next !== undefined && { cursor: next }) },
  }
}

/** Something listed, as templates see it: an object with itself under `_`. */
export function itemOf(value: unknown): Record<string, unknown> {
  const fields = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
  return { ...fields, _: value }
}

function advanceRows(state: PollState, rows: readonly unknown[], scope: TemplateScope): Step {
  const before = state.cursor === undefined ? undefined : Number(state.cursor)
  const first = Number(scope.input?.['start_row'] ?? 1)
  const shrank = before !== undefined && rows.length < before
  const generation = (state.generation ?? 0) + (shrank ? 1 : 0)
  const items =
    before === undefined
      ? []
      : rows.slice(before).flatMap((values, offset) => {
          const number = before + offset + 1
          return number < first
            ? []
            : [{ id: `${generation}:${number}:${hashOf(values)}`, item: { number, values } }]
        })
  return { items, state: { ...state, cursor: String(rows.length), generation } }
}

function advanceSnapshot(
  poll: Poll,
  cursor: Extract<Poll['cursor'], { kind: 'snapshot' }>,
  state: PollState,
  listed: readonly Seen[],
  isWhole: boolean,
): Step {
  const versionOf = ({ value }: Seen) =>
    cursor.version === undefined ? '' : String(valueIn(value, cursor.version) ?? '')
  const now = new Map(listed.map((one) => [one.id, versionOf(one)]))
  // All of the list as it is now is remembered, whatever the bound for what is no longer on it.
  const most = Math.max(poll.dedupe, listed.length)
  if (state.seen === undefined) return { items: [], state: { ...state, seen: [...now] } }
  const seen = new Map(state.seen)
  const items: PollItem[] = []
  for (const one of listed.toReversed()) {
    const before = seen.get(one.id)
    const version = versionOf(one)
    if (before === undefined && cursor.emits.includes('added')) items.push(one)
    if (before !== undefined && before !== version && cursor.emits.includes('changed'))
      items.push({ ...one, id: `${one.id}:${version}` })
  }
  if (isWhole && cursor.emits.includes('removed')) {
    for (const id of seen.keys()) {
      if (!now.has(id)) items.push({ id: `removed:${id}`, item: { id, _: { id } } })
    }
    return { items, state: { ...state, seen: [...now] } }
  }
  return { items, state: { ...state, seen: newest(state.seen, [...now], most) } }
}

function advanceMax(
  poll: Poll,
  cursor: Extract<Poll['cursor'], { kind: 'max' }>,
  state: PollState,
  listed: readonly Seen[],
): Step {
  const compare = cursor.as === 'time' ? compareTimes : compareNumbers
  const valued = listed
    .map((one) => ({ ...one, at: String(valueIn(one.value, cursor.field) ?? '') }))
    .filter(({ at }) => at !== '')
    .toSorted((a, b) => compare(a.at, b.at))
  const last = valued.at(-1)?.at
  const { cursor: before } = state
  const greatest = last !== undefined && (before === undefined || compare(last, before) > 0) ? last : before
  const fresh =
    before === undefined ? [] : valued.filter(({ id, at }) => compare(at, before) >= 0 && !hasSeen(state, id))
  // An empty list is a place to start from, too: whatever comes is new.
  const start = greatest ?? (cursor.as === 'number' ? '0' : state.began)
  return { items: fresh, state: { ...remember(state, valued, poll.dedupe), cursor: start } }
}

const compareTimes = (a: string, b: string) => Date.parse(a) - Date.parse(b) || 0

/** Whole numbers of any length (snowflakes) exactly, others as floating point. */
function compareNumbers(a: string, b: string): number {
  if (/^\d+$/.test(a) && /^\d+$/.test(b)) {
    const difference = BigInt(a) - BigInt(b)
    return difference > 0n ? 1 : difference < 0n ? -1 : 0
  }
  return Number(a) - Number(b) || 0
}

const hasSeen = ({ seen }: PollState, id: string) => seen?.some(([known]) => known === id) === true

function remember(state: PollState, listed: readonly { id: string }[], most: number): PollState {
  const now = new Map(listed.map(({ id }) => [id, '']))
  return { ...state, seen: newest(state.seen ?? [], [...now], Math.max(most, now.size)) }
}

/** The last `most` of both, those of `last` at the end. */
function newest(before: readonly Entry[], last: readonly Entry[], most: number): Entry[] {
  const listed = new Set(last.map(([id]) => id))
  return [...before.filter(([id]) => !listed.has(id)), ...last].slice(-most)
}
