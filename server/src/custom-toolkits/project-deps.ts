/** What a feature is given when it works for one project: catalog, search and configuration with the project's toolkits. */
import type { CatalogTool, CatalogToolkit } from '@patchbay/catalog'
import { and, eq, sql } from '../db/sql.ts'
import type { Deps } from '../deps.ts'
import { madeOnce } from '../made-once.ts'
import { stampOfApps, withAppsOfProject } from '../managed-auth/managed-apps.ts'
import { projectCatalog, type OwnToolkit } from './project-catalog.ts'
import { customToolkits, type CustomToolkitRow } from './custom-toolkits.table.ts'
import { projectSearch } from './project-search.ts'
import { isHeld } from './project-catalog.ts'

type View = Pick<Deps, 'config'> & Partial<Pick<Deps, 'catalog' | 'search'>>
type Wide = Pick<Deps, 'db' | 'vault' | 'catalog' | 'search' | 'config'>

interface Known {
  base: Deps['catalog']
  hash: string
  stamp: string
  checkedAt: number
  view: View | undefined
}

/** How long another process may go on with what it knows, in milliseconds. This one forgets at once. */
const freshFor = 1_000
const mostProjects = 50
const knownOf = madeOnce<Deps['config'], Map<string, Known>>(() => new Map())
/** Reads under way, which calls that come meanwhile wait for: hundreds at a time would otherwise ask the same. */
const readingsOf = madeOnce<Deps['config'], Map<string, Promise<Known>>>(() => new Map())

/**
 * A copy of the deps, with the project's own toolkits in catalog and search, and its organisation's OAuth apps in
 * the config. Those apps, the operator's, and its addresses are never combined with a toolkit of a project: its
 * endpoints are its own.
 */
export async function withProjectToolkits<D extends Wide>(deps: D, projectId: string): Promise<D> {
  const base = momentOf(deps)
  const view = await viewOf(base, projectId)
  return view ? { ...base, ...view, base } : base
}

const moments = new WeakMap<Wide, Wide>()

/** Both may be replaced while the server runs; a copy keeps those of this moment together, for all calls of it. */
function momentOf<D extends Wide>(deps: D): D {
  const before = moments.get(deps) as D | undefined
  if (before?.catalog === deps.catalog && before.search === deps.search) return before
  const copy = { ...deps }
  moments.set(deps, copy)
  return copy
}

/** Makes the next call read the project's toolkits again. */
export function forgetProject({ config }: Pick<Deps, 'config'>, projectId: string): void {
  knownOf(config).delete(projectId)
  readingsOf(config).delete(projectId)
}

/** Makes the next call of every project read again: an organisation's apps are for all of its projects. */
export function forgetProjects({ config }: Pick<Deps, 'config'>): void {
  knownOf(config).clear()
  readingsOf(config).clear()
}

async function viewOf(deps: Wide, projectId: string): Promise<View | undefined> {
  const before = knownOf(deps.config).get(projectId)
  if (before && isOf(before, deps) && performance.now() - before.checkedAt < freshFor) return before.view
  const underWay = readingsOf(deps.config)
  const other = underWay.get(projectId)
  if (other) {
    const read = await other
    if (isOf(read, deps)) return read.view
  }
  const reading = readView(deps, projectId, before)
  underWay.set(projectId, reading)
  try {
    const read = await reading
    // What was forgotten meanwhile may have been read before the change.
    if (underWay.get(projectId) === reading) keep(knownOf(deps.config), projectId, read)
    return read.view
  } finally {
    if (underWay.get(projectId) === reading) underWay.delete(projectId)
  }
}

const isOf = ({ base, hash }: Known, { catalog }: Wide) => base === catalog && hash === catalog.hash

async function readView(deps: Wide, projectId: string, before: Known | undefined): Promise<Known> {
  const { catalog: base } = deps
  const { hash } = base
  const checkedAt = performance.now()
  const stamps = await Promise.all([stampOf(deps, projectId), stampOfApps(deps, projectId)])
  const stamp = stamps.some((part) => part !== '') ? stamps.join(' ') : ''
  const isSame = before !== undefined && isOf(before, deps) && before.stamp === stamp
  const view = isSame ? before.view : await build(deps, projectId, stamp)
  return { base, hash, stamp, checkedAt, view }
}

function keep(projects: Map<string, Known>, projectId: string, read: Known): void {
  projects.delete(projectId)
  projects.set(projectId, read)
  for (const oldest of projects.keys()) {
    if (projects.size <= mostProjects) break
    projects.delete(oldest)
  }
}

/** Changes with every change of the project's toolkits; empty when it has none. */
async function stampOf({ db }: Pick<Deps, 'db'>, projectId: string): Promise<string> {
  const [row] = await db
    .select({ stamp: sql<string>`string_agg(slug || ':' || revision, ',' order by slug)` })
    .from(customToolkits)
    .where(eq(customToolkits.projectId, projectId))
  return row?.stamp ?? ''
}

async function build(deps: Wide, projectId: string, stamp: string): Promise<View | undefined> {
  if (stamp === '') return undefined
  const config = await withAppsOfProject(deps, projectId)
  const rows = await deps.db
    .select()
    .from(customToolkits)
    .where(and(eq(customToolkits.projectId, projectId)))
  if (rows.length === 0) return { config }
  const own = rows.map(ownToolkit)
  const catalog = projectCatalog(deps.catalog, own)
  const slugs = new Set(own.map(({ toolkit }) => toolkit.slug).filter((slug) => !deps.catalog.toolkit(slug)))
  const tools = own.flatMap((each) => each.tools).filter((tool) => slugs.has(tool.toolkit) && !isHeld(tool))
  const toolkits = Object.fromEntries(Object.entries(config.toolkits).filter(([slug]) => !slugs.has(slug)))
  return { catalog, search: projectSearch(deps.search, tools, catalog), config: { ...config, toolkits } }
}

/** A row as the catalog has toolkits. */
export function ownToolkit(row: CustomToolkitRow): OwnToolkit {
  const { tools, ...rest } = row.manifest
  const toolkit: CatalogToolkit = {
    ...rest,
    version: row.version,
    available_versions: [row.version],
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
    tools_count: tools.length,
    triggers_count: 0,
    of_project: true,
  }
  return {
    toolkit,
    tools: tools.map((tool): CatalogTool => ({ ...tool, toolkit: row.slug, version: row.version })),
  }
}
