/** Which tool a slug that does not exist was meant to be. */
import type { Catalog } from '@patchbay/catalog'
import { nearToolkits } from '../toolkits/near-toolkits.ts'
import { spellingDistance } from '../toolkits/spelling.ts'

const longest = 64
/** Share of a slug that may differ: of its words, or of its letters. */
const tolerance = 0.3
/** Letters that may differ, however long the slug is: more is not a slip. */
const mostSlips = 5

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
  for (const tool of [...guess.toolkits].flatMap((toolkit) => catalog.summariesOf(toolkit))) {
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
  const own = one.split('_')
  const words = 1 - sharedWords(own, other.split('_'))
  // A few slips leave most words of a long slug whole; to compare letters only then takes a quarter of the time.
  if (own.length > 3 && words > 0.6) return words
  const length = Math.max(one.length, other.length, 1)
  const limit = Math.min(mostSlips, Math.floor(length * tolerance))
  const slips = spellingDistance(one, other, limit)
  return slips > limit ? words : Math.min(slips / length, words)
}

/** Dice coefficient of two lists of words. */
function sharedWords(one: readonly string[], other: readonly string[]): number {
  const shared = other.filter((word) => one.includes(word)).length
  const sharedBack = one.filter((word) => other.includes(word)).length
  // A word that one of them repeats counts once for each time that both have it.
  return (2 * Math.min(shared, sharedBack)) / (one.length + other.length)
}
