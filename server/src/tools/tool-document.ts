/** A tool as search indexes it, be it shipped, a project's own, or compared with those of a client. */
import type { CatalogTool, CatalogToolkit } from '@patchbay/catalog'
import type { ToolDocument } from '@patchbay/search'

/** Quality of the tools of a compiled toolkit by its grade. One kept by hand has no grade and stands before all. */
const qualityOfGrade = { A: 0.5, B: 0.4, C: 0.25, D: 0 }
const qualityOfKept = 1

/**
 * Name, description, tags, path and the names of the app. Names of parameters are left out on purpose: over the
 * benchmark's use cases they cost the first place more often than they won it.
 */
export function toolDocument(
  tool: CatalogTool,
  toolkit: Pick<CatalogToolkit, 'name' | 'aliases' | 'quality'> | undefined,
): ToolDocument {
  const { exec } = tool
  return {
    id: tool.slug,
    name: tool.name,
    description: tool.description,
    toolkit: tool.toolkit,
    toolkit_name: toolkit?.name ?? tool.toolkit,
    toolkit_aliases: toolkit?.aliases ?? [],
    tags: tool.tags,
    path: exec.kind === 'http' ? exec.path : undefined,
    important: tool.important,
    deprecated: tool.deprecated,
    quality: toolkit?.quality ? qualityOfGrade[toolkit.quality.grade] : qualityOfKept,
  }
}
