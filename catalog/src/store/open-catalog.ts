/** Opens a store for reading: summaries in memory, toolkits and tools read from the file when asked for. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Archive, noArchive } from './archive.ts'
import type { Catalog, CatalogToolkit, ToolSummary } from './catalog.ts'
import { checkStore } from './check-store.ts'
import { CatalogStoreError, files, flags } from './format.ts'
import type { StoreIndex } from './format.ts'
import { BlockReader } from './read-blocks.ts'
import { readToolLine, StoredTool } from './tool-line.ts'

export interface OpenOptions {
  /** Where superseded versions are read from; none when left out. */
  archive?: Archive
}

/** Toolkits kept in full once read: every call of a tool reads its toolkit. */
const mostToolkits = 128

/**
 * Opens the store in a directory, after comparing it with its checksums. Opening and reading are synchronous.
 *
 * @throws CatalogStoreError when there is no store, or it is broken.
 */
export function openCatalog(directory: string, { archive = noArchive }: OpenOptions = {}): Catalog {
  const { hash } = checkStore(directory)
  const index = readIndex(directory)
  const blocks = new BlockReader(directory, index.blockBytes, index.blockLines)
  // Made when first asked for: a start does not wait for tens of thousands of small objects.
  const summaries = once(() => summariesOf(index))
  const places = once(() => placesByName(index))
  const ranges = rangesOf(index)
  const full = new Map<string, CatalogToolkit>()
  const toolkits = index.toolkits.map((toolkit) => {
    const older = archive.versions(toolkit.slug).filter((version) => version !== toolkit.version)
    return older.length === 0 ? toolkit : { ...toolkit, available_versions: [toolkit.version, ...older] }
  })

  /** Toolkit and tools share the numbering of lines: each toolkit's line comes before those of its tools. */
  const lineOf = (tool: number): number => tool + (ranges.get(summaries()[tool]?.toolkit ?? '')?.at ?? 0) + 1
  const rangeOf = (slug: string) => ranges.get(slug) ?? ranges.get(slug.toLowerCase())
  const placeOf = (slug: string) => places().get(slug) ?? places().get(slug.toUpperCase())
  const readTool = (tool: number) => readToolLine(blocks.line(lineOf(tool)))

  function current(slug: string): CatalogToolkit | undefined {
    const range = rangeOf(slug)
    const summary = range && toolkits[range.at]
    if (!summary) return undefined
    const known = full.get(summary.slug)
    if (known) return known
    const line = blocks.line(range.first + range.at)
    const read = {
      ...(JSON.parse(line.toString()) as CatalogToolkit),
      available_versions: summary.available_versions,
    }
    if (full.size >= mostToolkits) full.clear()
    full.set(summary.slug, read)
    return read
  }
  const isCurrent = (slug: string, version: string | undefined) =>
    version === undefined || toolkits[rangeOf(slug)?.at ?? -1]?.version === version

  return {
    hash,
    toolkits: () => toolkits,
    toolkit(slug, version) {
      if (version === undefined || isCurrent(slug, version)) return current(slug)
      const old = archive.read(slug.toLowerCase(), version)?.toolkit
      return (
        old && { ...old, available_versions: current(slug)?.available_versions ?? old.available_versions }
      )
    },
    stored(slug) {
      const place = placeOf(slug)
      return place === undefined ? undefined : new StoredTool(blocks.line(lineOf(place)))
    },
    tool(slug, version) {
      const place = placeOf(slug)
      const toolkit = place === undefined ? undefined : summaries()[place]?.toolkit
      if (version === undefined) return place === undefined ? undefined : readTool(place)
      if (place !== undefined && toolkit !== undefined && isCurrent(toolkit, version)) return readTool(place)
      return archive.tool(slug, version, toolkit)
    },
    tools(slug, version) {
      if (version !== undefined && !isCurrent(slug, version)) {
        return archive.read(slug.toLowerCase(), version)?.tools ?? []
      }
      const range = rangeOf(slug)
      if (!range || range.count === 0) return []
      const lines = blocks.lines(range.first + range.at + 1, range.count)
      return Array.from(lines, readToolLine)
    },
    summaries,
    summariesOf(slug) {
      const range = rangeOf(slug)
      return range ? summaries().slice(range.first, range.first + range.count) : []
    },
    *everyTool() {
      for (const { at, first, count } of ranges.values()) {
        for (const line of blocks.lines(first + at + 1, count)) yield readToolLine(line)
      }
    },
    changelog(slug) {
      const summary = toolkits[rangeOf(slug)?.at ?? -1]
      if (!summary) return []
      const notes = archive.changelog(summary.slug)
      const known = new Map(notes.map((note) => [note.version, note]))
      return summary.available_versions.map(
        (version) => known.get(version) ?? { version, changelog: 'First version that is kept here.' },
      )
    },
    close: () => blocks.close(),
  }
}

function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

/** `at`: which toolkit; `first`: its first tool; `count`: its tools. */
type Range = { at: number; first: number; count: number }

function rangesOf(index: StoreIndex): ReadonlyMap<string, Range> {
  const ranges = new Map<string, Range>()
  let first = 0
  for (const [at, { slug, tools_count: count }] of index.toolkits.entries()) {
    ranges.set(slug, { at, first, count })
    first += count
  }
  return ranges
}

function summariesOf(index: StoreIndex): ToolSummary[] {
  const summaries: ToolSummary[] = []
  for (const { slug: toolkit, tools_count: count } of index.toolkits) {
    for (let left = count; left > 0; left--) {
      const at = summaries.length
      const bits = index.flags[at] ?? 0
      summaries.push({
        slug: index.slugs[at] ?? '',
        toolkit,
        tags: index.tagSets[index.tags[at] ?? -1] ?? [],
        important: (bits & flags.important) !== 0,
        deprecated: (bits & flags.deprecated) !== 0,
      })
    }
  }
  return summaries
}

function placesByName(index: StoreIndex): ReadonlyMap<string, number> {
  const places = new Map<string, number>(index.aliases)
  for (const [place, slug] of index.slugs.entries()) places.set(slug, place)
  return places
}

function readIndex(directory: string): StoreIndex {
  try {
    return JSON.parse(readFileSync(join(directory, files.index), 'utf8')) as StoreIndex
  } catch (error) {
    throw new CatalogStoreError(`cannot read ${files.index} of the catalog in ${directory}`, { cause: error })
  }
}
