/** Which words of a request are the content of what is to be made, and not what to do: "… about a login bug". */
import type { Chunk } from './tokenize.ts'
import { verbClassOfWords } from './verb-class.ts'

const OPENERS: ReadonlySet<string> = new Set(
  'about regarding concerning titled entitled named called saying says stating mentioning'.split(' '),
)

/** Words that lead back to where it is to be done. */
const CLOSERS: ReadonlySet<string> = new Set(
  'in into to on onto for from at via using with and then'.split(' '),
)

/**
 * Marks the words between an opener and the next closer. Only where the request makes something: in "find issues
 * about login" the topic is what to search for, and often the tool's subject.
 */
export function payloadOf(chunks: readonly Chunk[]): ReadonlySet<number> {
  const marked = new Set<number>()
  if (verbClassOfWords(chunks.map((chunk) => chunk.word)) !== 'create') return marked
  let inside = false
  for (const [at, { word }] of chunks.entries()) {
    if (OPENERS.has(word)) inside = at > 0
    else if (CLOSERS.has(word)) inside = false
    else if (inside) marked.add(at)
  }
  return marked
}
