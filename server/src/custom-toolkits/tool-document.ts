/** A tool as search indexes it. */
import type { CatalogTool, CatalogToolkit } from '@patchbay/catalog'
import type { ToolDocument } from '@patchbay/search'

export function toolDocument(
  tool: CatalogTool,
  toolkit: Pick<CatalogToolkit, 'name' | 'aliases'> | undefined,
): ToolDocument {
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
}
