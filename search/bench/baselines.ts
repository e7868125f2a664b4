import MiniSearch from 'minisearch'
import { FIELDS, type ToolDocument } from '../src/fields.ts'
import { stem } from '../src/stem.ts'
import { STOP_WORDS } from '../src/stop-words.ts'
import { wordsOf } from '../src/tokenize.ts'

/** MiniSearch over the same fields, with stems, prefixes, slips, and twice the weight for the name. */
export function miniSearch(tools: readonly ToolDocument[]): (query: string, k: number) => string[] {
  const index = new MiniSearch<Record<string, string>>({
    fields: FIELDS.map((field) => field.name),
    idField: '$id',
    tokenize: wordsOf,
    processTerm: (term) => (STOP_WORDS.has(term) ? null : stem(term)),
    searchOptions: { prefix: true, fuzzy: 0.2, boost: { name: 2 } },
  })
  const known = new Set<string>()
  for (const tool of tools) {
    if (known.has(tool.id)) continue
    known.add(tool.id)
    const texts = Object.fromEntries(FIELDS.map((field) => [field.name, field.text(tool)]))
    index.add({ ...texts, $id: tool.id })
  }
  return (query, k) => {
    const found = index.search(query).slice(0, k)
    return found.map((result) => String(result.id))
  }
}
