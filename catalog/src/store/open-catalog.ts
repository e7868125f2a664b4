/** Opens a store for reading: toolkits and summaries in memory, tools read from the file when asked for. */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import type { Catalog, CatalogTool, CatalogToolkit, ToolSummary } from './catalog.ts'
import { CatalogStoreError, files, StoreIndex } from './format.ts'

type Place = { offset: number; length: number }

/**
 * Opens the store in a directory. Opening and reading are synchronous: a tool is one `pread` of some kilobytes.
 *
 * @throws CatalogStoreError when there is no store, or it is broken.
 */
export function openCatalog(directory: string): Catalog {
  const index = readIndex(directory)
  const toolkits = readJson<CatalogToolkit[]>(directory, files.toolkits)
  const summaries = readSummaries(directory, index)
  const bySlug = new Map(toolkits.map((toolkit) => [toolkit.slug, toolkit]))
  const ranges = new Map(index.toolkits.map(([slug, first, count]) => [slug, { first, count }]))
  const places = placesByName(index)
  const file = openFile(directory)
  let open = true

  const read = ({ offset, length }: Place): string => {
    if (!open) throw new CatalogStoreError('the catalog is closed')
    return readSpan(file, offset, length)
  }
  return {
    hash: index.hash,
    toolkits: () => toolkits,
    toolkit: (slug) => bySlug.get(slug) ?? bySlug.get(slug.toLowerCase()),
    tool(slug) {
      const place = places.get(slug) ?? places.get(slug.toUpperCase())
      return place && parseTool(read(place))
    },
    tools(toolkitSlug) {
      const range = ranges.get(toolkitSlug) ?? ranges.get(toolkitSlug.toLowerCase())
      if (!range || range.count === 0) return []
      return read(spanOf(index, range)).split('\n').map(parseTool)
    },
    summaries: () => summaries,
    close() {
      if (open) closeSync(file)
      open = false
    },
  }
}

function placesByName(index: StoreIndex): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>()
  for (const [slug, offset, length, aliases] of index.tools) {
    const place = { offset, length }
    for (const name of [slug, ...aliases]) places.set(name, place)
  }
  return places
}

/** The tools of a toolkit lie side by side, one newline between two. */
function spanOf(index: StoreIndex, { first, count }: { first: number; count: number }): Place {
  const [, start = 0] = index.tools[first] ?? []
  const [, offset = 0, length = 0] = index.tools[first + count - 1] ?? []
  return { offset: start, length: offset + length - start }
}

const parseTool = (line: string) => JSON.parse(line) as CatalogTool

function readSpan(file: number, offset: number, length: number): string {
  const buffer = Buffer.allocUnsafe(length)
  const got = readSync(file, buffer, 0, length, offset)
  if (got !== length) throw new CatalogStoreError(`${files.tools} is shorter than its index says`)
  return buffer.toString('utf8')
}

function readIndex(directory: string): StoreIndex {
  const parsed = StoreIndex.safeParse(readJson(directory, files.index))
  if (!parsed.success) throw new CatalogStoreError(`${directory} is not a catalog of this format`)
  return parsed.data
}

function readSummaries(directory: string, index: StoreIndex): ToolSummary[] {
  const lines = readWhole(directory, files.summaries).split('\n').slice(0, -1)
  if (lines.length !== index.tools.length)
    throw new CatalogStoreError(`${files.summaries} does not fit the index`)
  return lines.map((line) => JSON.parse(line) as ToolSummary)
}

function readJson<T>(directory: string, name: string): T {
  try {
    return JSON.parse(readWhole(directory, name)) as T
  } catch (error) {
    if (error instanceof CatalogStoreError) throw error
    throw new CatalogStoreError(`${name} is not JSON`, { cause: error })
  }
}

function readWhole(directory: string, name: string): string {
  try {
    return readFileSync(join(directory, name), 'utf8')
  } catch (error) {
    throw new CatalogStoreError(`cannot read ${name} of the catalog in ${directory}`, { cause: error })
  }
}

function openFile(directory: string): number {
  try {
    return openSync(join(directory, files.tools), 'r')
  } catch (error) {
    throw new CatalogStoreError(`cannot open ${files.tools} of the catalog in ${directory}`, { cause: error })
  }
}
