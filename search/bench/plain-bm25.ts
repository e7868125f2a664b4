import { FIELDS, type ToolDocument } from '../src/fields.ts'
import { idf } from '../src/lexicon.ts'
import { stem } from '../src/stem.ts'
import { STOP_WORDS } from '../src/stop-words.ts'
import { wordsOf } from '../src/tokenize.ts'

const K1 = 1.2
const B = 0.75

/**
 * The baseline: textbook BM25 over all fields as one text, stemmed, without stop words. It shares the
 * tokenizer with the index, so that what is compared is the ranking.
 */
export function plainBm25(tools: readonly ToolDocument[]): (query: string, k: number) => string[] {
  const counts = tools.map((tool) => count(FIELDS.map((field) => field.text(tool)).join('\n')))
  const lengths = counts.map((words) => [...words.values()].reduce((sum, n) => sum + n, 0))
  const average = lengths.reduce((sum, n) => sum + n, 0) / Math.max(1, lengths.length)
  const postings = new Map<string, number[]>()
  for (const [doc, words] of counts.entries()) {
    for (const word of words.keys()) {
      const docs = postings.get(word)
      if (docs) docs.push(doc)
      else postings.set(word, [doc])
    }
  }
  return (query, k) => {
    const scores = new Map<number, number>()
    for (const word of count(query).keys()) {
      const docs = postings.get(word) ?? []
      for (const doc of docs) {
        const tf = counts[doc]?.get(word) ?? 0
        const norm = K1 * (1 - B + (B * (lengths[doc] ?? 0)) / average)
        scores.set(
          doc,
          (scores.get(doc) ?? 0) + (idf(tools.length, docs.length) * tf * (K1 + 1)) / (tf + norm),
        )
      }
    }
    const ranked = [...scores].toSorted(([a, x], [b, y]) => y - x || a - b)
    return ranked.slice(0, k).map(([doc]) => tools[doc]?.id ?? '')
  }
}

function count(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of wordsOf(text)) {
    if (STOP_WORDS.has(word)) continue
    const form = stem(word)
    counts.set(form, (counts.get(form) ?? 0) + 1)
  }
  return counts
}
