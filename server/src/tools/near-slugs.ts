/** Which tool a slug that does not exist was meant to be. */
import type { Catalog } from '@patchbay/catalog'
import { nearToolkits } from '../toolkits/near-toolkits.ts'
import { spellingDistance } from '../toolkits/spelling.ts'

const longest = 64
/** Share of a slug that may be misspelt. */
const tolerance = 0.3

/**
 * The slugs that a wrong one may have meant, nearest first, three at most. Only the tools of the toolkit that the
 * slug begins with are compared (its name may be misspelt too), which bounds the work to a toolkit or two.
 */
export function nearSlugs(catalog: Catalog, slug: string): string[] {
  const wanted = slug.slice(0, longest).toUpperCase()
  const guess = guessToolkits(catalog, wanted)
  if (guess.toolkits.size === 0) return []
  const rest = wanted.slice(guess.prefix.length)
  const near: { slug: string; distance: number }[] = []
  for (const tool of catalog.summaries()) {
    if (!guess.toolkits.has(tool.toolkit)) continue
    const distance = unlikeness(rest, tool.slug.slice(prefixOf(tool.toolkit).length))
    if (distance <= tolerance) near.push({ slug: tool.slug, distance })
  }
  return near
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map((each) => each.slug)
}

interface Guess {
  /** How the slug begins: the toolkit as it was written, with the underscore after it. */
  prefix: string
  toolkits: ReadonlySet<string>
}

/** Toolkits named by the first words of a slug: exactly, or else nearly. */
function guessToolkits(catalog: Catalog, wanted: string): Guess {
  const exact = catalog
    .toolkits()
    .map(({ slug }) => slug)
    .filter((slug) => wanted.startsWith(prefixOf(slug)))
    .toSorted((a, b) => b.length - a.length)[0]
  if (exact !== undefined) return { prefix: prefixOf(exact), toolkits: new Set([exact]) }
  for (const words of [1, 2]) {
    const prefix = wanted.split('_').slice(0, words).join('_')
    const near = nearToolkits(catalog, prefix)
    if (near.length > 0) return { prefix: `${prefix}_`, toolkits: new Set(near.map(({ slug }) => slug)) }
  }
  return { prefix: '', toolkits: new Set() }
}

function prefixOf(toolkit: string): string {
  return `${toolkit.toUpperCase().replaceAll('-', '_')}_`
}

/** 0 (equal) to 1: by letters, or by words, whichever is nearer; `CREATE_ISSUE` is close to `CREATE_AN_ISSUE`. */
function unlikeness(one: string, other: string): number {
  const length = Math.max(one.length, other.length, 1)
  const letters = spellingDistance(one, other, Math.floor(length * tolerance)) / length
  return Math.min(letters, 1 - sharedWords(one.split('_'), other.split('_')))
}

/** Dice coefficient of two lists of words. */
function sharedWords(one: readonly string[], other: readonly string[]): number {
  const words = new Set(one)
  const shared = new Set(other.filter((word) => words.has(word))).size
  return (2 * shared) / (words.size + new Set(other).size)
}
