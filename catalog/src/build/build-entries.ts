/** What goes into a store, toolkit by toolkit: kept by hand, compiled from descriptions, or both in layers. */
import type { Toolkit, ToolkitInput } from '../manifest/manifest.ts'
import { parseManifest } from '../manifest/parse-manifest.ts'
import { contentHash } from '../store/content-hash.ts'
import { following, publishedVersion } from '../store/published-versions.ts'
import type { PublishedVersions } from '../store/published-versions.ts'
import { lockedVersion, versionDate } from '../store/versions.ts'
import type { LockedVersion, VersionLock } from '../store/versions.ts'
import type { PublishedToolkit } from './compile-published.ts'
import { compileShipped } from './compile-shipped.ts'
import type { ShippedToolkit } from './compile-shipped.ts'
import { adapt, withKnownAliases } from './adapt.ts'
import { layer } from './layer.ts'

export type LoadedEntry = {
  toolkit: Toolkit
  dropped: ShippedToolkit['dropped']
  locked: LockedVersion
  source: string
}

/** A toolkit to be written; it is loaded when its turn comes, so that only one is in memory. */
export type BuildEntry = { slug: string; load: () => LoadedEntry }

/** All toolkits in alphabetical order. */
export function entriesOf(
  own: readonly (string | ToolkitInput)[],
  published: readonly PublishedToolkit[],
  versions: VersionLock,
  publishedVersions: PublishedVersions,
): BuildEntry[] {
  const described = new Map(published.map((toolkit) => [toolkit.slug, toolkit]))
  const entries: BuildEntry[] = own.map((source) => {
    const slug = typeof source === 'string' ? source : source.slug
    const beside = described.get(slug)
    described.delete(slug)
    return {
      slug,
      load: () => {
        const hand = loadOwn(source, versions)
        return beside ? layered(hand, beside, publishedVersions) : hand
      },
    }
  })
  for (const toolkit of described.values()) {
    entries.push({ slug: toolkit.slug, load: () => loadPublished(toolkit, publishedVersions) })
  }
  return entries.toSorted((a, b) => (a.slug < b.slug ? -1 : 1))
}

function loadOwn(source: string | ToolkitInput, versions: VersionLock): LoadedEntry {
  if (typeof source !== 'string') {
    const toolkit = parseManifest(source)
    return { toolkit, dropped: [], locked: versionOf(toolkit, '00010101_00'), source: 'own' }
  }
  const { toolkit, dropped } = compileShipped(source)
  return { toolkit, dropped, locked: lockedVersion(versions, source, contentHash(toolkit)), source: 'hand' }
}

function loadPublished(
  { published, source, load }: PublishedToolkit,
  versions: PublishedVersions,
): LoadedEntry {
  const { toolkit: described, dropped } = load()
  const toolkit = withKnownAliases(adapt(described))
  const earliest = `${published}_00`
  return { toolkit, dropped, locked: publishedLock(toolkit, earliest, versions), source }
}

/** The version of a layered toolkit follows that of its hand-kept part, one number on. */
function layered(
  own: LoadedEntry,
  { published, source, load }: PublishedToolkit,
  versions: PublishedVersions,
): LoadedEntry {
  const described = load()
  const { toolkit: whole, dropped, added } = layer(own.toolkit, adapt(described.toolkit))
  const toolkit = withKnownAliases(whole)
  const left = [...own.dropped, ...described.dropped, ...dropped]
  if (added === 0) return { ...own, dropped: left }
  const earliest =
    published > own.locked.version.slice(0, 8) ? `${published}_00` : following(own.locked.version)
  const locked = { ...publishedLock(toolkit, earliest, versions), created_at: own.locked.created_at }
  return { toolkit, dropped: left, locked, source: `hand, ${source}` }
}

function publishedLock(toolkit: Toolkit, earliest: string, versions: PublishedVersions): LockedVersion {
  const content_hash = contentHash(toolkit)
  const version = publishedVersion(versions, toolkit.slug, content_hash, earliest)
  return { version, content_hash, created_at: versionDate(earliest) }
}

const versionOf = (toolkit: Toolkit, version: string): LockedVersion => ({
  version,
  content_hash: contentHash(toolkit),
  created_at: versionDate(version),
})
