/** Makes sure that a compiled catalog is in the data folder, opens it, and builds the search index over it. */
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { catalogHash, openCatalog, type Catalog } from '@patchbay/catalog'
import { buildIndex, type SearchIndex } from '@patchbay/search'

/**
 * Opens the catalog below `dataDir/catalog`, compiling it first when the manifests or the compiler changed
 * since it was built. A store is immutable and named by the hash of what went into it.
 */
export async function loadCatalog(dataDir: string, onBuild: () => void): Promise<Catalog> {
  const folder = join(dataDir, 'catalog')
  const store = join(folder, await catalogHash())
  if (!existsSync(store)) {
    onBuild()
    await mkdir(folder, { recursive: true })
    // Loaded only here: a start that finds a built store does not pay for the compiler.
    const { buildCatalog } = await import('@patchbay/catalog/build')
    await buildCatalog({ outDir: store })
  }
  return openCatalog(store)
}

/** Indexes every tool of the catalog for search. */
export function indexCatalog(catalog: Catalog): SearchIndex {
  const toolkits = new Map(catalog.toolkits().map((toolkit) => [toolkit.slug, toolkit]))
  return buildIndex(
    catalog.summaries().map((tool) => {
      const toolkit = toolkits.get(tool.toolkit)
      return {
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
    }),
  )
}
