/**
 * Superseded versions of toolkits, so that what somebody has pinned stays readable and executable after the catalog
 * moved on. A directory beside the stores: `<toolkit>/<version>.json.zst` holds a toolkit and its tools,
 * `<toolkit>/changelog.json` what changed in each version.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { z } from 'zod'
import { toolPrefix } from '../manifest/parse-manifest.ts'
import type { CatalogTool, CatalogToolkit, VersionNote } from './catalog.ts'

/** Versions of a toolkit that stay readable, the current one included: as many as the changelog tells of. */
export const mostVersions = 10

/** A toolkit at one version. */
export interface ArchivedToolkit {
  toolkit: CatalogToolkit
  tools: CatalogTool[]
}

export interface Archive {
  /** Versions of a toolkit that are kept, the newest first. */
  versions(toolkit: string): readonly string[]
  changelog(toolkit: string): readonly VersionNote[]
  read(toolkit: string, version: string): ArchivedToolkit | undefined
  /** A tool by slug or alias at a version of `toolkit`, or of whichever toolkit had it when none is named. */
  tool(slug: string, version: string, toolkit: string | undefined): CatalogTool | undefined
}

/** An archive that holds nothing. */
export const noArchive: Archive = {
  versions: () => [],
  changelog: () => [],
  read: () => undefined,
  tool: () => undefined,
}

/** Archived toolkits kept in memory once read: people pin a handful. */
const mostKept = 8
const mostBytes = 256 * 1024 * 1024

const versionFile = /^(\d{8}_\d{2})\.json\.zst$/
const Changelog = z.array(z.strictObject({ version: z.string(), changelog: z.string() }))

/** Opens the archive in a directory, as it is now; one that does not exist is empty. Damaged files count as absent. */
export function openArchive(directory: string): Archive {
  const versions = new Map<string, string[]>()
  for (const toolkit of existsSync(directory) ? readdirSync(directory) : []) {
    const found = versionsIn(join(directory, toolkit))
    if (found.length > 0) versions.set(toolkit, found)
  }
  const kept = new Map<string, ArchivedToolkit>()

  function read(toolkit: string, version: string): ArchivedToolkit | undefined {
    // Only what was listed: neither name reaches the file system otherwise.
    if (!versions.get(toolkit)?.includes(version)) return undefined
    const key = `${toolkit}/${version}`
    const known = kept.get(key)
    if (known) return known
    const found = readVersion(directory, toolkit, version)
    if (!found) return undefined
    if (kept.size >= mostKept) kept.clear()
    kept.set(key, found)
    return found
  }
  return {
    versions: (toolkit) => versions.get(toolkit) ?? [],
    changelog: (toolkit) => (versions.has(toolkit) ? readChangelog(directory, toolkit) : []),
    read,
    tool(slug, version, toolkit) {
      const name = slug.toUpperCase()
      const candidates =
        toolkit === undefined
          ? [...versions.keys()].filter((each) => name.startsWith(toolPrefix(each)))
          : [toolkit]
      for (const candidate of candidates) {
        const tools = read(candidate, version)?.tools
        const found = tools?.find((tool) => tool.slug === name || tool.aliases.includes(name))
        if (found) return found
      }
      return undefined
    },
  }
}

/** Puts a toolkit into the archive, with what changed in the version that follows it; drops versions past the limit. */
export function archiveToolkit(directory: string, old: ArchivedToolkit, next: VersionNote | undefined): void {
  const { slug, version } = old.toolkit
  const folder = join(directory, slug)
  mkdirSync(folder, { recursive: true })
  const packed = zstdCompressSync(Buffer.from(JSON.stringify(old)))
  writeWhole(join(folder, `${version}.json.zst`), packed)
  const kept = versionsIn(folder)
  for (const dropped of kept.slice(mostVersions - 1))
    rmSync(join(folder, `${dropped}.json.zst`), { force: true })
  if (!next) return
  const notes = readChangelog(directory, slug).filter((note) => note.version !== next.version)
  writeWhole(join(folder, 'changelog.json'), JSON.stringify([next, ...notes].slice(0, mostVersions)))
}

function writeWhole(file: string, content: string | Buffer): void {
  const beside = `${file}.${process.pid}`
  writeFileSync(beside, content, { flush: true })
  renameSync(beside, file)
}

function versionsIn(folder: string): string[] {
  try {
    const found = readdirSync(folder).flatMap((name) => versionFile.exec(name)?.[1] ?? [])
    return found.toSorted().toReversed()
  } catch {
    return []
  }
}

function readVersion(directory: string, toolkit: string, version: string): ArchivedToolkit | undefined {
  try {
    const packed = readFileSync(join(directory, toolkit, `${version}.json.zst`))
    const json = zstdDecompressSync(packed, { maxOutputLength: mostBytes }).toString('utf8')
    return JSON.parse(json) as ArchivedToolkit
  } catch {
    return undefined
  }
}

function readChangelog(directory: string, toolkit: string): VersionNote[] {
  try {
    return Changelog.parse(JSON.parse(readFileSync(join(directory, toolkit, 'changelog.json'), 'utf8')))
  } catch {
    return []
  }
}
