/** The search index of a catalog: built from its tools, or read from the file beside its store. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Catalog } from '@patchbay/catalog'
import { buildIndex, readIndex, type SearchIndex, type ToolDocument, writeIndex } from '@patchbay/search'
import { toolDocument } from '../../tools/tool-document.ts'
import { indexFile } from './stores.ts'

/** Indexes every tool of the catalog for search: some 8 s for 83,000 tools. */
export function indexCatalog(catalog: Catalog): SearchIndex {
  return buildIndex(documentsOf(catalog))
}

/** Reads the index beside a store; undefined when there is none that this program can use. */
export async function readStoredIndex(store: string): Promise<SearchIndex | undefined> {
  const file = join(store, indexFile)
  if (!existsSync(file)) return undefined
  // Whatever is wrong with it, the remedy is to build it again.
  return readIndex(file).catch(() => undefined)
}

/** Builds the index of a store's catalog and writes it beside the store. */
export async function storeIndex(store: string, catalog: Catalog): Promise<void> {
  await writeIndex(indexCatalog(catalog), join(store, indexFile))
}

/** Every tool of the catalog as search indexes it. */
export function* documentsOf(catalog: Catalog): Generator<ToolDocument> {
  const toolkits = new Map(catalog.toolkits().map((toolkit) => [toolkit.slug, toolkit]))
  for (const tool of catalog.everyTool()) yield toolDocument(tool, toolkits.get(tool.toolkit))
}
