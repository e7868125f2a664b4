/** What a request says it does not want: "not email, slack", "in asana, not in jira", "instead of dropbox". */
import { STOP_WORDS } from './stop-words.ts'
import { type Chunk, chunksOf, fold } from './tokenize.ts'

const DENIALS: ReadonlySet<string> = new Set(
  'not never don dont without except nicht ohne kein keine pas sans'.split(' '),
)

/** Words that open a denial together with the one after them. */
const PAIRS: Readonly<Record<string, string>> = { instead: 'of', rather: 'than' }

/** A denial reaches this many words at most. */
const REACH = 5

/** Marks that end a clause. */
const BORDER = /[,;.:!?()\n]/

/** A run of words that a request denies, end exclusive. */
export interface Denial {
  readonly from: number
  readonly to: number
  /** whether it stands at the head of its clause: then it denies an action as well as an app */
  readonly head: boolean
}

/** The denied runs of a text already cut into chunks. */
export function denialsOf(chunks: readonly Chunk[], text: string): Denial[] {
  const denials: Denial[] = []
  for (const [at, { word }] of chunks.entries()) {
    const pair = Object.hasOwn(PAIRS, word) && chunks[at + 1]?.word === PAIRS[word]
    if (!DENIALS.has(word) && !pair) continue
    const from = at + (pair ? 2 : 1)
    let to = from
    while (to < chunks.length && to - from < REACH && (to === from || !isBorder(chunks, to, text))) to++
    denials.push({ from, to, head: at === 0 || isBorder(chunks, at, text) })
  }
  return denials
}

/** Whether a step only says what is not wanted: "not by email". */
export function deniesAll(step: string): boolean {
  const chunks = chunksOf(step)
  const denials = denialsOf(chunks, fold(step)).filter(({ head }) => head)
  const isDenied = (at: number) => denials.some(({ from, to }) => at >= from && at < to)
  return (
    denials.length > 0 &&
    chunks.every(({ word }, at) => isDenied(at) || DENIALS.has(word) || STOP_WORDS.has(word))
  )
}

/** Whether a clause ends between the chunk before and this one. */
function isBorder(chunks: readonly Chunk[], at: number, text: string): boolean {
  const before = chunks[at - 1]
  const own = chunks[at]
  if (!before || !own) return true
  return own.word === 'but' || BORDER.test(text.slice(before.at + before.raw.length, own.at))
}
