/** Compiles toolkits into a store. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Toolkit, ToolkitInput } from '../manifest/manifest.ts'
import { ToolkitRelations } from '../relations/toolkit-relations.ts'
import type { CatalogTool, CatalogToolkit } from '../store/catalog.ts'
import { catalogHash } from '../store/catalog-hash.ts'
import { entriesOf } from './build-entries.ts'
import type { BuildEntry } from './build-entries.ts'
import { compilePublished } from './compile-published.ts'
import type { LeftOut, PublishedOptions } from './compile-published.ts'
import { shippedSlugs } from './compile-shipped.ts'
import type { ShippedToolkit } from './compile-shipped.ts'
import { openCatalog } from '../store/open-catalog.ts'
import { readPublishedVersions } from '../store/published-versions.ts'
import type { PublishedVersions } from '../store/published-versions.ts'
import { readVersions, versionDate } from '../store/versions.ts'
import type { LockedVersion, VersionLock } from '../store/versions.ts'
import { writeStore } from '../store/write-store.ts'
import type { StoreWriter } from '../store/write-store.ts'

export type BuildOptions = {
  /** Directory of the store; made anew, an older store there is replaced. */
  outDir: string
  /**
   * Slugs of shipped toolkits, or manifests of one's own; all shipped toolkits when left out. A manifest of
   * one's own is not in the version lock and has the version `00010101_00`.
   */
  toolkits?: readonly (string | ToolkitInput)[]
  /** The version lock; the committed one when left out. */
  versions?: VersionLock
  /** The lock of what is compiled from published descriptions; the committed one when left out. */
  publishedVersions?: PublishedVersions
  /**
   * Compiles the published descriptions too: with the shipped toolkits (then `toolkits` is left out) the whole
   * catalog. Needs the network until the packages are in `cacheDir`.
   */
  published?: Omit<PublishedOptions, 'signal' | 'onProgress'>
  /** Stops the build between two toolkits; the promise rejects with the signal's reason, and nothing is left. */
  signal?: AbortSignal
  /** Called before each step and once at its end. */
  onProgress?: (progress: BuildProgress) => void
}

/** How far a build is. `done` of `total` toolkits of this phase; `name` is the one at hand. */
export type BuildProgress = { phase: BuildPhase; done: number; total: number; name: string }
/** `fetch` counts packages; `compile` counts the toolkits of one package after another. */
export type BuildPhase = 'fetch' | 'compile' | 'write'

export type BuildReport = {
  hash: string
  toolkits: {
    slug: string
    version: string
    contentHash: string
    tools: number
    aliases: number
    /** `hand`, or the package that it was compiled from; both where a description adds to a toolkit of ours. */
    source: string
    dropped: ShippedToolkit['dropped']
  }[]
  /** Documents and toolkits that are not in the store, with the reason. */
  leftOut: LeftOut[]
  tools: number
  /** Bytes of all tools as JSON. */
  bytes: number
  /** Characters of every tool's input schema as JSON, ascending. */
  inputSizes: number[]
}

/** Two toolkits of one build claim the same name. */
export class CatalogConflictError extends Error {
  override readonly name = 'CatalogConflictError'
}

/**
 * Builds a store. Toolkits are compiled and written one at a time, and other work gets its turn in between.
 *
 * It is written beside `outDir` and renamed into place when it is complete and on disk, so a crash leaves
 * either the old store or none, never half of one. The same input gives the same bytes.
 *
 * @throws ManifestError, OverlayError, VersionLockError, CatalogConflictError, or the reason of `signal`
 */
export async function buildCatalog(options: BuildOptions): Promise<BuildReport> {
  const { outDir, toolkits } = options
  const target = resolve(outDir)
  mkdirSync(dirname(target), { recursive: true })
  const temporary = mkdtempSync(join(dirname(target), `.${basename(target)}-`))
  const writer = writeStore(temporary)
  try {
    const report = await addAll(writer, options)
    report.hash = buildHash(toolkits, options.published !== undefined)
    report.bytes = writer.finish(report.hash)
    moveIntoPlace(temporary, target, report.hash)
    return report
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true })
    throw error
  }
}

/** The hash that a store of these toolkits carries: `catalogHash()` for all shipped ones. */
export function buildHash(toolkits?: BuildOptions['toolkits'], published = false): string {
  const base = published
    ? createHash('sha256').update(`${catalogHash()} and published`).digest('hex')
    : catalogHash()
  if (toolkits === undefined) return base
  return createHash('sha256').update(base).update(JSON.stringify(toolkits)).digest('hex')
}

async function addAll(writer: StoreWriter, options: BuildOptions): Promise<BuildReport> {
  const { signal, onProgress, versions = readVersions(), published } = options
  const { publishedVersions = readPublishedVersions() } = options
  const report: BuildReport = { hash: '', toolkits: [], leftOut: [], tools: 0, bytes: 0, inputSizes: [] }
  const names = new Map<string, string>()
  try {
    const described = published ? await compilePublished({ ...published, signal, onProgress }) : undefined
    report.leftOut.push(...(described?.leftOut ?? []))
    const own = options.toolkits ?? shippedSlugs()
    const entries = entriesOf(own, described?.toolkits ?? [], versions, publishedVersions)
    for (const [done, entry] of entries.entries()) {
      signal?.throwIfAborted()
      onProgress?.({ phase: 'write', done, total: entries.length, name: entry.slug })
      addOne(writer, entry, names, report)
      await setImmediate()
    }
    onProgress?.({ phase: 'write', done: entries.length, total: entries.length, name: '' })
  } catch (error) {
    writer.abandon()
    throw error
  }
  report.inputSizes.sort((a, b) => a - b)
  return report
}

function addOne(
  writer: StoreWriter,
  entry: BuildEntry,
  names: Map<string, string>,
  report: BuildReport,
): void {
  const { toolkit, dropped, locked, source } = entry.load()
  claimNames(toolkit, names)
  const relations = new ToolkitRelations(toolkit.slug, toolkit.tools)
  const tools = toolkit.tools.map((tool): CatalogTool => ({
    ...tool,
    toolkit: toolkit.slug,
    version: locked.version,
    relations: relations.of(tool.slug),
  }))
  writer.add(catalogToolkit(toolkit, locked), tools)
  for (const tool of tools) report.inputSizes.push(JSON.stringify(tool.input).length)
  const aliases = tools.reduce((sum, tool) => sum + tool.aliases.length, 0)
  report.tools += tools.length
  report.toolkits.push({
    slug: toolkit.slug,
    version: locked.version,
    contentHash: locked.content_hash,
    tools: tools.length,
    aliases,
    source,
    dropped,
  })
}

/** Tools are found by slug alone, so a name belongs to one tool only. */
function claimNames(toolkit: Toolkit, names: Map<string, string>): void {
  for (const name of [toolkit.slug, ...toolkit.tools.flatMap(({ slug, aliases }) => [slug, ...aliases])]) {
    const other = names.get(name)
    if (other !== undefined) throw new CatalogConflictError(`${name} is in ${toolkit.slug} and in ${other}`)
    names.set(name, toolkit.slug)
  }
}

function catalogToolkit({ tools, ...toolkit }: Toolkit, locked: LockedVersion): CatalogToolkit {
  return {
    ...toolkit,
    version: locked.version,
    available_versions: [locked.version],
    created_at: locked.created_at,
    updated_at: versionDate(locked.version),
    tools_count: tools.length,
    triggers_count: toolkit.triggers?.length ?? 0,
  }
}

/** A directory cannot be renamed onto a full one: the old store is moved aside first, then removed. */
function moveIntoPlace(temporary: string, target: string, hash: string): void {
  const old = `${temporary}-old`
  if (existsSync(target)) renameSync(target, old)
  try {
    renameSync(temporary, target)
  } catch (error) {
    if (!existsSync(target) && existsSync(old)) renameSync(old, target)
    // Another process has just put its store there; when it is the same store, that is as good as ours.
    if (!isStoreOf(target, hash)) throw error
    rmSync(temporary, { recursive: true, force: true })
  }
  rmSync(old, { recursive: true, force: true })
}

function isStoreOf(directory: string, hash: string): boolean {
  try {
    const catalog = openCatalog(directory)
    catalog.close()
    return catalog.hash === hash
  } catch {
    return false
  }
}
