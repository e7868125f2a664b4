/** Makes sure that a compiled catalog is in the data folder, opens it, and builds the search index over it. */
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { catalogHash, openCatalog, type Catalog } from '@patchbay/catalog'
import { buildIndex, type SearchIndex, type ToolDocument } from '@patchbay/search'

/**
 * Opens the catalog below `dataDir/catalog`, compiling it first when the manifests or the compiler changed
 * since it was built. A store is immutable and named by the hash of what went into it.
 */
export async function loadCatalog(dataDir: string, onBuild: () => void): Promise<Catalog> {
  const { folder } = await buildStore(dataDir, undefined, onBuild)
  return openCatalog(folder)
}

/** Compiles the catalog into `outDir`, or into its place in the data folder unless it is there already. */
export async function buildStore(
  dataDir: string,
  outDir?: string,
  onBuild: () => void = () => {},
): Promise<{ folder: string; built: boolean }> {
  const folder = outDir ?? join(dataDir, 'catalog', catalogHash())
  if (outDir === undefined && existsSync(folder)) return { folder, built: false }
  onBuild()
  await mkdir(dirname(folder), { recursive: true })
  // Loaded only here: a start that finds a built store does not pay for the compiler.
  const { buildCatalog } = await import('@patchbay/catalog/build')
  await buildCatalog({ outDir: folder })
  return { folder, built: true }
}

/** Indexes every tool of the catalog for search. */
export function indexCatalog(catalog: Catalog): SearchIndex {
  const toolkits = new Map(catalog.toolkits().map((toolkit) => [toolkit.slug, toolkit]))
  function* documents(): Generator<ToolDocument> {
    for (const tool of catalog.everyTool()) {
      const toolkit = toolkits.get(tool.toolkit)
      yield {
        id: tool.slug,
        name: tool.name,
        description: tool.description,
        toolkit: tool.toolkit,
        toolkit_name: toolkit?.name ?? tool.toolkit,
        toolkit_aliases: toolkit?.aliases ?? [],
        tags: tool.tags,
        important: tool.important,
        deprecated: tool.deprecated,
      }
    }
  }
  return buildIndex(documents())
}
