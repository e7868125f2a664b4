/** The catalog as its readers see it. */
import type { Tool, Toolkit } from '../manifest/manifest.ts'
import type { ToolRelations } from '../relations/toolkit-relations.ts'

export interface CatalogToolkit extends Omit<Toolkit, 'tools'> {
  /** `YYYYMMDD_NN` */
  version: string
  /** Versions whose content this store holds, newest first. */
  available_versions: string[]
  /** ISO 8601. */
  created_at: string
  /** ISO 8601: the day of the version. */
  updated_at: string
  tools_count: number
  triggers_count: number
}

export interface CatalogTool extends Tool {
  /** Slug of the toolkit. */
  toolkit: string
  version: string
  /** How it hangs together with the other tools of the toolkit, read from their schemas at build time. */
  relations?: ToolRelations
}

/** What lists, filters and search need of a tool; all of them are in memory. */
export type ToolSummary = {
  slug: string
  name: string
  description: string
  toolkit: string
  tags: string[]
  important: boolean
  deprecated: boolean
}

export interface Catalog {
  /** All toolkits, by slug in alphabetical order. */
  toolkits(): readonly CatalogToolkit[]
  toolkit(slug: string): CatalogToolkit | undefined
  /** A tool by its slug or an alias; letter case is ignored when there is no exact match. */
  tool(slug: string): CatalogTool | undefined
  /** All tools of a toolkit in the order of its manifest; none when there is no such toolkit. */
  tools(toolkitSlug: string): CatalogTool[]
  /** All tools, toolkit by toolkit. */
  summaries(): readonly ToolSummary[]
  /** What the store was built from; equal to `catalogHash()` when it is current. */
  readonly hash: string
  /** Closes the files; reading tools afterwards throws. Closing twice is fine. */
  close(): void
}
