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
    ...(summary === '' ? unnamed(operation) : []),
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

/** Spellings that are looked for as aliases only: a tool is not renamed for them. */
function looserSpellings(operation: Operation): string[] {
  const spellings = [
    upperSnake(splitCamel(operation.operationId)),
    upperSnake(splitCamel(withoutTag(operation.operationId, operation.tag))),
    upperSnake(splitCamel(operation.operationId.replace(/^.*[._/]/, ''))),
    upperSnake(splitCamel(operation.summary)),
    dottedName(operation.operationId),
    upperSnake(imperative(operation.summary)),
    upperSnake(withoutArticles(imperative(operation.summary))),
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

/** `listPetsByStatus` → `list Pets By Status`, `getURLFor` → `get URL For`. */
function splitCamel(text: string): string {
  return text
    .slice(0, 300)
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
}

/** `youtube.playlistItems.list` → `LIST_PLAYLIST_ITEMS`: the verb first, as in every other name. */
function dottedName(operationId: string): string {
  const parts = operationId.split('.')
  const verb = parts.at(-1) ?? ''
  const noun = parts.length >= 3 ? parts.slice(1, -1) : parts.slice(0, -1)
  return noun.length === 0 ? '' : upperSnake(splitCamel([verb, ...noun].join(' ')))
}

/** Names for an operation without a summary, to be read by people: words apart, the verb first. */
function unnamed({ operationId, tag }: Operation): string[] {
  if (/^[\w$-]+(\.[\w$-]+)+$/.test(operationId)) return [dottedName(operationId)]
  return [upperSnake(splitCamel(withoutTag(operationId, tag))), upperSnake(splitCamel(operationId))]
}

/** `Gets the envelope` → `get the envelope`. */
const imperative = (summary: string): string =>
  summary.replace(/^([A-Za-z]+?)(?:ies|es|s)\b/, (whole: string, stem: string) =>
    whole.toLowerCase().endsWith('ies')
      ? `${stem}y`
      : /(ch|sh|ss|x|ss)$/i.test(stem)
        ? stem
        : /(es)$/i.test(whole)
          ? `${stem}e`
          : stem,
  )

/**
 * Chooses a slug for every operation; the result has the order of the operations.
 *
 * Three passes, so that no operation loses a name that is known to be its own: summaries that are known slugs
 * first, then every other candidate that is known, then free names. Equal input gives equal slugs.
 *
 * @param exact no aliases for known names that only say the same: their owners are known by hand.
 */
export function assignSlugs(
  operations: readonly Operation[],
  prefix: string,
  known: ReadonlySet<string>,
  exact = false,
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
  const alike = operations.map(() => [] as string[])
  if (!exact) {
    claim(
      operations.map((operation) => looserSpellings(operation).map((name) => prefix + name)),
      alike,
      taken,
      known,
    )
    claimAlike(operations, prefix, alike, taken, known)
  }
  return ladders.map((ladder, index) => {
    const [slug = freeName([...ladder, ...(others[index] ?? [])], prefix, taken), ...aliases] =
      hits[index] ?? []
    taken.add(slug)
    return { slug, aliases: [...aliases, ...(alike[index] ?? [])] }
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

const fillers = new Set([
  'a',
  'an',
  'the',
  'of',
  'for',
  'from',
  'to',
  'in',
  'on',
  'by',
  'with',
  'id',
  'using',
  'and',
  'or',
  's',
  'all',
  'new',
  'specific',
  'specified',
  'existing',
  'single',
  'given',
  'v1',
  'v2',
  'v3',
  'v4',
])

const sameVerb: Readonly<Record<string, string>> = {
  retrieve: 'get',
  fetch: 'get',
  read: 'get',
  show: 'get',
  view: 'get',
  return: 'get',
  find: 'get',
  lookup: 'get',
  obtain: 'get',
  add: 'create',
  post: 'create',
  insert: 'create',
  make: 'create',
  edit: 'update',
  modify: 'update',
  put: 'update',
  patch: 'update',
  change: 'update',
  set: 'update',
  remove: 'delete',
  destroy: 'delete',
  erase: 'delete',
}

/**
 * What a name says, whatever its wording: verbs of one meaning, no articles, in no order. Nouns lose their plural,
 * but not after "get", where one thing and a list of them are two operations.
 */
function meaning(name: string): string {
  const words = name
    .toLowerCase()
    .split('_')
    .filter((word) => !fillers.has(word))
  const [first = '', ...nouns] = words
  const verb = base(first)
  const plain = verb === 'get' ? nouns : nouns.map(singular)
  return [...new Set([verb, ...plain])].toSorted().join(' ')
}

const base = (verb: string) => {
  const stem = sameVerb[verb] ?? verb
  const bare = stem.endsWith('s') ? stem.slice(0, -1) : stem
  return sameVerb[bare] ?? bare
}

const singular = (word: string) =>
  word.endsWith('ies')
    ? `${word.slice(0, -3)}y`
    : word.length > 3 && word.endsWith('s') && !word.endsWith('ss')
      ? word.slice(0, -1)
      : word

/**
 * Aliases for known names that say the same as an operation in other words. A name is given only where exactly
 * one operation and one known name share the meaning: a wrong alias is worse than none.
 */
function claimAlike(
  operations: readonly Operation[],
  prefix: string,
  hits: readonly string[][],
  taken: Set<string>,
  known: ReadonlySet<string>,
): void {
  const open = [...known].filter((name) => !taken.has(name))
  const names = groupBy(open, (name) => [meaning(name.slice(prefix.length))])
  const mine = groupBy([...operations.keys()], (index) => {
    const operation = operations[index]
    return operation ? meaningsOf(operation) : []
  })
  for (const [key, found] of names) {
    const [name, ...others] = found
    const [index, ...more] = mine.get(key) ?? []
    if (name === undefined || index === undefined || others.length > 0 || more.length > 0) continue
    taken.add(name)
    hits[index]?.push(name)
  }
}

function meaningsOf(operation: Operation): string[] {
  const texts = [
    ...slugCandidates(operation),
    ...furtherSpellings(operation),
    ...looserSpellings(operation),
    upperSnake(splitCamel(verbNoun(operation))),
  ]
  return [...new Set(texts.map((text) => meaning(text)))].filter((text) => text.includes(' '))
}

function groupBy<T>(items: readonly T[], keys: (item: T) => string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    for (const key of keys(item)) groups.set(key, [...(groups.get(key) ?? []), item])
  }
  return groups
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
