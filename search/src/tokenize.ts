/** The longest text read from one field or one query, in UTF-16 units; what lies beyond is ignored. */
export const MAX_TEXT = 12_000

/** The longest single word kept; longer runs are keys, hashes and noise. */
const MAX_WORD = 48

const CHUNK = /[\p{L}\p{N}]+/gu
const PART = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lo}+|\p{N}+/gu
const UNSPACED = /^\p{Lo}{3,}$/u
const MARK = /\p{M}+/gu
const PLAIN_CHUNK = /^(?:[a-z]+|[A-Z]?[a-z]+|[0-9]+)$/

/** One run of letters and digits, as written and cut at its inner borders. */
export interface Chunk {
  /** as written, accents removed */
  readonly raw: string
  /** lower-case */
  readonly word: string
  /** lower-case parts at changes of case and between letters and digits; empty when there is one part */
  readonly parts: readonly string[]
  /** position of the run in the folded text, in UTF-16 units */
  readonly at: number
}

/**
 * Cuts text into runs of letters and digits. Compatibility forms are folded (NFKD) and accents removed,
 * so that a full-width or accented spelling meets the plain one.
 */
export function chunksOf(text: string): Chunk[] {
  const folded = fold(text)
  const chunks: Chunk[] = []
  for (const match of folded.matchAll(CHUNK)) {
    const raw = match[0]
    if (raw.length > MAX_WORD * 4) continue
    chunks.push({ raw, word: raw.toLowerCase(), parts: partsOf(raw), at: match.index })
  }
  return chunks
}

/**
 * The lower-case words of a text. An identifier gives its parts and its whole (`createIssue` gives
 * `create`, `issue`, `createissue`), so that a name typed either way is found.
 */
export function wordsOf(text: string): string[] {
  const words: string[] = []
  for (const chunk of chunksOf(text)) pushWords(chunk, words)
  return words
}

/** Adds the words of one chunk to `into`. */
export function pushWords(chunk: Chunk, into: string[]): void {
  for (const part of chunk.parts) into.push(part)
  if (chunk.word.length <= MAX_WORD) into.push(chunk.word)
}

/** Text with compatibility forms folded and accents removed, at most `MAX_TEXT` long. */
export function fold(text: string): string {
  const head = text.length > MAX_TEXT ? text.slice(0, MAX_TEXT) : text
  return isAscii(head) ? head : head.normalize('NFKD').slice(0, MAX_TEXT).replace(MARK, '')
}

function partsOf(raw: string): string[] {
  if (PLAIN_CHUNK.test(raw)) return []
  if (UNSPACED.test(raw)) return pairsOf(raw)
  const parts: string[] = []
  for (const part of raw.match(PART) ?? []) {
    if (part.length > 1 && part.length <= MAX_WORD) parts.push(part.toLowerCase())
  }
  return parts.length === 1 && parts[0]?.length === raw.length ? [] : parts
}

/** Scripts written without spaces are searched by pairs of characters. */
function pairsOf(run: string): string[] {
  const characters = [...run]
  const pairs: string[] = []
  for (let i = 0; i + 1 < characters.length; i++) pairs.push(`${characters[i]}${characters[i + 1]}`)
  return pairs
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false
  return true
}
