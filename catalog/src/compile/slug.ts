/**
 * Tool slugs: `TOOLKIT_` and UPPER_SNAKE of the summary.
 *
 * The names that people already have in their code are an interface. Where a list of known slugs is given, the
 * first candidate found in it wins and the other hits become aliases; without a hit the first free candidate
 * within 64 characters is taken.
 */
import type { Operation } from './openapi.ts'

export const maxSlug = 64

export type SlugChoice = { slug: string; aliases: string[] }

/** The names an operation could have, best first, without the toolkit prefix. */
export function slugCandidates(operation: Operation): string[] {
  const { summary, operationId, tag } = operation
  const candidates = [
    upperSnake(dropApostrophes(summary)),
    upperSnake(withoutTag(operationId, tag)),
    upperSnake(operationId),
    upperSnake(dropApostrophes(withoutArticles(summary))),
    upperSnake(verbNoun(operation)),
    upperSnake(`${operation.method} ${operation.path}`),
  ]
  return [...new Set(candidates.filter(Boolean))]
}

/** Further spellings: looked for in the list of known slugs, and taken when the ladder has nothing that fits. */
export function furtherSpellings(operation: Operation): string[] {
  const shortened = withoutArticles(dropApostrophes(operation.summary)).replaceAll(
    /\b(repositor(?:y|ies)|organizations?|authenticated)\b/gi,
    (word) => shortForms[word.toLowerCase()] ?? word,
  )
  const spellings = [
    upperSnake(shortened),
    upperSnake(operation.summary),
    upperSnake(operation.operationId.replaceAll(/\brepos\b/g, 'repo_s')),
    upperSnake(operation.operationId.replaceAll(/\bgists\b/g, 'gist_s')),
  ]
  return [...new Set(spellings.filter(Boolean))]
}

const shortForms: Readonly<Record<string, string>> = {
  repository: 'repo',
  repositories: 'repos',
  organization: 'org',
  organizations: 'orgs',
  authenticated: 'auth',
}

/**
 * Chooses a slug for every operation; the result has the order of the operations.
 *
 * Three passes, so that no operation loses a name that is known to be its own: summaries that are known slugs
 * first, then every other candidate that is known, then free names. Equal input gives equal slugs.
 */
export function assignSlugs(
  operations: readonly Operation[],
  prefix: string,
  known: ReadonlySet<string>,
): SlugChoice[] {
  const taken = new Set<string>()
  const hits = operations.map(() => [] as string[])
  const ladders = operations.map((operation) => slugCandidates(operation).map((name) => prefix + name))
  const others = operations.map((operation) => furtherSpellings(operation).map((name) => prefix + name))
  claim(
    ladders.map((ladder) => ladder.slice(0, 1)),
    hits,
    taken,
    known,
  )
  claim(ladders, hits, taken, known)
  claim(others, hits, taken, known)
  return ladders.map((ladder, index) => {
    const [slug = freeName([...ladder, ...(others[index] ?? [])], prefix, taken), ...aliases] =
      hits[index] ?? []
    taken.add(slug)
    return { slug, aliases }
  })
}

function claim(
  ladders: readonly string[][],
  hits: readonly string[][],
  taken: Set<string>,
  known: ReadonlySet<string>,
): void {
  for (const [index, ladder] of ladders.entries()) {
    for (const name of ladder) {
      if (!known.has(name) || taken.has(name)) continue
      taken.add(name)
      hits[index]?.push(name)
    }
  }
}

function freeName(ladder: readonly string[], prefix: string, taken: ReadonlySet<string>): string {
  const found = ladder.find((name) => name.length <= maxSlug && !taken.has(name))
  if (found) return found
  // Cut at a word: `…_IN_AN_O` reads like a mistake.
  const stem = `${ladder[0] ?? `${prefix}OPERATION`}_`.slice(0, maxSlug - 4).replace(/(?<=.)_[^_]*$/, '')
  for (let number = 2; ; number += 1) if (!taken.has(`${stem}_${number}`)) return `${stem}_${number}`
}

const upperSnake = (text: string): string =>
  text
    .slice(0, 500)
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .toUpperCase()

const dropApostrophes = (text: string): string => text.replaceAll(/['’‘]/g, '')

const withoutArticles = (text: string): string => text.replaceAll(/\b(an?|the)\b/gi, ' ')

/** `repos/list-commits` → `list-commits`; `issues_create` tagged `issues` → `create`. */
function withoutTag(operationId: string, tag: string): string {
  const slash = operationId.lastIndexOf('/')
  if (slash >= 0) return operationId.slice(slash + 1)
  const start = operationId.toLowerCase()
  const name = tag.toLowerCase()
  if (name === '' || !start.startsWith(name)) return operationId
  const rest = operationId.slice(tag.length).replace(/^[^A-Za-z0-9]+/, '')
  return rest === '' ? operationId : rest
}

const verbs = {
  get: 'get',
  head: 'check',
  post: 'create',
  put: 'set',
  patch: 'update',
  delete: 'delete',
} as const

/** The method's verb and the last fixed part of the path: `DELETE /lists/{id}/members/{m}` → `delete members`. */
function verbNoun({ method, path }: Operation): string {
  const fixed = path.split('/').filter((part) => part !== '' && !part.includes('{'))
  const noun = fixed.at(-1)
  if (noun === undefined) return ''
  const list = method === 'get' && !path.endsWith('}')
  return `${list ? 'list' : verbs[method]} ${noun}`
}
