/** What goes into a store, toolkit by toolkit: kept by hand, compiled from descriptions, or both in layers. */
import type { Toolkit, ToolkitInput } from '../manifest/manifest.ts'
import { parseManifest } from '../manifest/parse-manifest.ts'
import { contentHash } from '../store/content-hash.ts'
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
): BuildEntry[] {
  const described = new Map(published.map((toolkit) => [toolkit.slug, toolkit]))
  const entries: BuildEntry[] = own.map((source) => {
    const slug = typeof source === 'string' ? source : source.slug
    const beside = described.get(slug)
    described.delete(slug)
    return {
      slug,
      load: () => (beside ? layered(loadOwn(source, versions), beside) : loadOwn(source, versions)),
    }
  })
  for (const toolkit of described.values()) {
    entries.push({ slug: toolkit.slug, load: () => loadPublished(toolkit) })
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

function loadPublished({ published, source, load }: PublishedToolkit): LoadedEntry {
  const { toolkit: described, dropped } = load()
  const toolkit = withKnownAliases(adapt(described))
  return { toolkit, dropped, locked: versionOf(toolkit, `${published}_00`), source }
}

/** The version of a layered toolkit follows that of its hand-kept part, one number on. */
function layered(own: LoadedEntry, { published, source, load }: PublishedToolkit): LoadedEntry {
  const described = load()
  const { toolkit: whole, dropped, added } = layer(own.toolkit, adapt(described.toolkit))
  const toolkit = withKnownAliases(whole)
  const left = [...own.dropped, ...described.dropped, ...dropped]
  if (added === 0) return { ...own, dropped: left }
  const [day = '', number = '00'] = own.locked.version.split('_')
  const version =
    published > day ? `${published}_00` : `${day}_${String(Number(number) + 1).padStart(2, '0')}`
  const locked = { ...versionOf(toolkit, version), created_at: own.locked.created_at }
  return { toolkit, dropped: left, locked, source: `hand, ${source}` }
}

const versionOf = (toolkit: Toolkit, version: string): LockedVersion => ({
  version,
  content_hash: contentHash(toolkit),
  created_at: versionDate(version),
})
