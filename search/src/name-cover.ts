import type { IndexData } from './index-data.ts'
import { documentFrequency, idf } from './lexicon.ts'

/**
 * Share of a document's name that the query covers, 0 to 1, words weighted by rarity. A name fully said by
 * the query is stronger evidence than the same words scattered over a description.
 */
export function nameCover(data: IndexData, doc: number, stemGains: ReadonlyMap<number, number>): number {
  let all = 0
  let covered = 0
  const end = data.nameStarts[doc + 1] ?? 0
  for (let i = data.nameStarts[doc] ?? 0; i < end; i++) {
    const term = data.nameTerms[i] ?? 0
    const weight = idf(data.size, documentFrequency(data.stems, term))
    all += weight
    covered += Math.min(weight, stemGains.get(term) ?? 0)
  }
  return all === 0 ? 0 : covered / all
}
