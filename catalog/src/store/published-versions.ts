/**
 * Versions of the toolkits that are compiled from published descriptions, alone or beneath hand-kept tools.
 *
 * `published-versions.txt` is committed: a line each, slug, version and the beginning of the content's hash. A
 * description keeps its release while the compiler around it changes; the lock tells that what is compiled from it
 * has changed, and the version goes on. Unlike the lock of the hand-kept toolkits it stops no build: whoever builds
 * cannot help what a compiler makes.
 */
import { existsSync, readFileSync } from 'node:fs'

/** Version and hash by slug. */
export type PublishedVersions = ReadonlyMap<string, { version: string; hash: string }>

export const publishedVersionsFile = new URL('../../published-versions.txt', import.meta.url)

const hashLength = 16
const line = /^([a-z0-9_-]+) (\d{8}_\d{2}) ([0-9a-f]{16})$/

/** @throws Error naming a line that is none. */
export function readPublishedVersions(file: URL = publishedVersionsFile): PublishedVersions {
  const versions = new Map<string, { version: string; hash: string }>()
  for (const text of existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []) {
    if (text === '') continue
    const [, slug, version, hash] = line.exec(text) ?? []
    if (slug === undefined || version === undefined || hash === undefined)
      throw new Error(`published-versions.txt: this is no slug, version and hash: ${text.slice(0, 100)}`)
    versions.set(slug, { version, hash })
  }
  return versions
}

/** The lock as text, in alphabetical order. */
export function writePublishedVersions(
  toolkits: readonly { slug: string; version: string; contentHash: string }[],
): string {
  const lines = toolkits.map(
    ({ slug, version, contentHash }) => `${slug} ${version} ${contentHash.slice(0, hashLength)}\n`,
  )
  return lines.toSorted().join('')
}

/**
 * The version of this content: the locked one when the content is, else the next one after it; at least `earliest`,
 * which its source's release or its hand-kept part gives it.
 */
export function publishedVersion(
  locked: PublishedVersions,
  slug: string,
  contentHash: string,
  earliest: string,
): string {
  const known = locked.get(slug)
  if (!known || known.version < earliest) return earliest
  return contentHash.startsWith(known.hash) ? known.version : following(known.version)
}

/** `20260131_02` → `20260131_03`. */
export function following(version: string): string {
  const [day = '', number = '00'] = version.split('_')
  const next = Number(number) + 1
  if (next > 99) throw new RangeError(`more than 100 versions of ${day}`)
  return `${day}_${String(next).padStart(2, '0')}`
}
