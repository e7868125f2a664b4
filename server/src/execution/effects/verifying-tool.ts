/** Which tool tells whether a call took effect: a reading tool of the same toolkit about the same thing. */
import type { CatalogTool } from '@patchbay/catalog'
import type { Deps } from '../../deps.ts'

/** Verbs and fillers of slugs, which say nothing of the thing. */
const fillers = new Set(
  `add append archive batch cancel change clear copy create delete disable draft duplicate edit enable execute
   insert invite make mark modify move new open post publish put remove rename reply replace reset restore run
   schedule send set share start stop submit update upload upsert write a an the by for from in of on to with and
   all list get search find fetch query retrieve read lookup`.split(/\s+/),
)
const listing = /_(?:LIST|SEARCH|FIND|FETCH|QUERY)_/

/** The part of the catalog that is needed. */
export interface Toolkits {
  catalog: Pick<Deps['catalog'], 'summariesOf'>
}

/**
 * The best reading tool to check a call's outcome with; undefined when the toolkit has none about the thing.
 * Shared words of the slugs count, tools that list before those that read one, and tools that the catalog relates.
 */
export function verifyingTool({ catalog }: Toolkits, tool: CatalogTool): string | undefined {
  const wanted = wordsOf(tool.slug, tool.toolkit)
  const related = new Set([
    ...(tool.relations?.next ?? []),
    ...(tool.relations?.sources ?? []).flatMap(({ tools }) => tools),
  ])
  let best: { slug: string; score: number } | undefined
  for (const { slug, tags, important, deprecated } of catalog.summariesOf(tool.toolkit)) {
    if (deprecated || slug === tool.slug || !tags.includes('readOnlyHint')) continue
    const words = wordsOf(slug, tool.toolkit)
    const shared = [...words].filter((word) => wanted.has(word)).length
    if (shared === 0) continue
    const handy = Number(listing.test(`_${slug}_`)) + 0.5 * Number(important) + Number(related.has(slug))
    const score = 2 * shared - (words.size - shared) + handy
    if (!best || score > best.score) best = { slug, score }
  }
  return best?.slug
}

/** Words of the thing, in the singular. */
function wordsOf(slug: string, toolkit: string): Set<string> {
  const words = slug
    .toLowerCase()
    .replace(`${toolkit.toLowerCase()}_`, '')
    .split('_')
    .filter((word) => word.length > 1 && !fillers.has(word))
  return new Set(words.map((word) => word.replace(/s$/, '')))
}
