/** The catalog as its readers see it. */
import type { AuthMode, Tool, Toolkit } from '../manifest/manifest.ts'
import type { ToolRelations } from '../relations/toolkit-relations.ts'
import type { StoredTool } from './tool-line.ts'

/** A toolkit in full, without its tools. Read from the store when asked for. */
export interface CatalogToolkit extends Omit<Toolkit, 'tools'> {
  /** `YYYYMMDD_NN` */
  version: string
  /** Versions whose content can be read, the current one first, then the newest. */
  available_versions: string[]
  /** ISO 8601. */
  created_at: string
  /** ISO 8601: the day of the version. */
  updated_at: string
  tools_count: number
  triggers_count: number
  /** Brought along by the project that sees it, rather than shipped. */
  of_project?: true
}

/** What lists, filters and search need of a toolkit; all of them are in memory. */
export interface ToolkitSummary extends Omit<
  CatalogToolkit,
  'manifest' | 'http' | 'auth' | 'current_user' | 'guidance' | 'triggers'
> {
  /** How it authenticates, in the order of the manifest. */
  auth_modes: AuthMode[]
  /** Tools that were picked by hand. */
  important_count: number
}

export interface CatalogTool extends Tool {
  /** Slug of the toolkit. */
  toolkit: string
  version: string
  /** How it hangs together with the other tools of the toolkit, read from their schemas at build time. */
  relations?: ToolRelations
}

/** What lists and filters need of a tool; all of them are in memory. */
export interface ToolSummary {
  slug: string
  toolkit: string
  tags: readonly string[]
  important: boolean
  deprecated: boolean
}

/** What changed in a version of a toolkit. */
export interface VersionNote {
  version: string
  changelog: string
}

/**
 * Everything is synchronous: what is not in memory is one small read. Objects that are returned are shared between
 * callers and must not be changed. To serve more than the store holds, wrap it: `{ ...catalog, toolkit: … }`.
 */
export interface Catalog {
  /** All toolkits, by slug in alphabetical order. */
  toolkits(): readonly ToolkitSummary[]
  /** A toolkit by its slug, in any letter case; at an older version when one is named. */
  toolkit(slug: string, version?: string): CatalogToolkit | undefined
  /**
   * A tool by its slug or an alias; letter case is ignored when there is no exact match. At an older version when
   * one is named: that of the toolkit the tool is in now, or was in then.
   */
  tool(slug: string, version?: string): CatalogTool | undefined
  /**
   * What the store holds of a tool, current version only, found as `tool` finds it: for answers that pass its schemas
   * on without reading them. Undefined too of a tool that is not from a store.
   */
  stored(slug: string): StoredTool | undefined
  /** All tools of a toolkit in the order of its manifest; none when there is no such toolkit or version. */
  tools(toolkitSlug: string, version?: string): CatalogTool[]
  /** All tools, toolkit by toolkit. */
  summaries(): readonly ToolSummary[]
  /** The tools of one toolkit, in the order of its manifest. */
  summariesOf(toolkitSlug: string): readonly ToolSummary[]
  /** Every tool in full, one after the other: what a search index is built from. */
  everyTool(): Iterable<CatalogTool>
  /** What changed in each version of a toolkit that is kept, the newest first. */
  changelog(toolkitSlug: string): readonly VersionNote[]
  /** What the store was built from; equal to `catalogHash()` when it is current. */
  readonly hash: string
  /** Closes the files; reading tools afterwards throws. Closing twice is fine. */
  close(): void
}

/** A toolkit as lists show it. */
export function summarizeToolkit(toolkit: CatalogToolkit, tools: readonly Tool[]): ToolkitSummary {
  const {
    manifest: _format,
    http: _http,
    auth,
    current_user: _user,
    guidance: _notes,
    triggers: _triggers,
    ...rest
  } = toolkit
  return {
    ...rest,
    auth_modes: auth.map(({ mode }) => mode),
    important_count: tools.filter(({ important }) => important).length,
  }
}

/** A tool as lists and filters see it. */
export function summarizeTool({ slug, toolkit, tags, important, deprecated }: CatalogTool): ToolSummary {
  return { slug, toolkit, tags, important, deprecated }
}
