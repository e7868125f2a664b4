/** Compiles the published descriptions, one toolkit at a time, into a folder of compressed manifests. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { zstdDecompressSync } from 'node:zlib'
import { z } from 'zod'
import { readDocumentsOf } from '../sources/read-documents.ts'
import type { Unit } from '../sources/read-documents.ts'
import { fetchPackage } from '../sources/fetch-package.ts'
import { readKnownSlugs } from '../sources/known-slugs.ts'
import { readEndpoints } from '../sources/oauth-endpoints.ts'
import { endpointsPackage, publishedPackages } from '../sources/packages.ts'
import type { PublishedPackage } from '../sources/packages.ts'
import { compilerHash } from '../store/catalog-hash.ts'
import type { BuildProgress } from './build-catalog.ts'
import { CompileThread } from './compile-thread.ts'
import type { Budget } from './compile-thread.ts'
import type { CompiledToolkit } from './compile-worker.ts'

export type PublishedOptions = {
  /** Folder for tarballs and compiled toolkits. What is there is used again: a killed build goes on from there. */
  cacheDir: string
  /** Only these toolkits. */
  only?: readonly string[]
  packages?: readonly PublishedPackage[]
  /** The package of OAuth endpoints. */
  endpoints?: PublishedPackage
  budget?: Budget
  signal?: AbortSignal | undefined
  onProgress?: ((progress: BuildProgress) => void) | undefined
}

/** A document or toolkit that is not in the catalog, and why. */
export type LeftOut = { source: string; reason: string }

export type PublishedToolkit = {
  slug: string
  /** Day of the package's release, `YYYYMMDD`. */
  published: string
  source: string
  load: () => CompiledToolkit
}

export type Published = { toolkits: PublishedToolkit[]; leftOut: LeftOut[] }

/**
 * Fetches the packages and compiles every toolkit that they describe.
 *
 * The result of each toolkit is a file named by what it was made from, so nothing is compiled twice. The files
 * of earlier builds that this one did not use are removed at its end.
 *
 * @throws PackageError, ArchiveError, or the reason of `signal`
 */
export async function compilePublished(options: PublishedOptions): Promise<Published> {
  const { cacheDir, signal, onProgress, packages = publishedPackages, endpoints = endpointsPackage } = options
  const folder = join(cacheDir, 'compiled')
  await mkdir(folder, { recursive: true })
  const fetching = { folder: join(cacheDir, 'packages'), signal }
  const files = new Map<PublishedPackage, string>()
  for (const [done, pinned] of packages.entries()) {
    onProgress?.({ phase: 'fetch', done, total: packages.length, name: pinned.name })
    files.set(pinned, await fetchPackage(pinned, fetching))
  }
  const context: Context = {
    ...options,
    folder,
    known: readKnownSlugs(),
    endpointsOf: await readEndpoints(endpoints, fetching),
    compiler: compilerHash(),
    thread: new CompileThread(options.budget),
    result: { toolkits: [], leftOut: [] },
    taken: new Map(),
    used: new Set(),
  }
  try {
    for (const [pinned, file] of files) await compilePackage(pinned, file, context)
  } finally {
    await context.thread.close()
  }
  if (options.only === undefined) await removeUnused(folder, context.used)
  context.result.toolkits.sort((a, b) => (a.slug < b.slug ? -1 : 1))
  return context.result
}

type Context = PublishedOptions & {
  folder: string
  known: ReturnType<typeof readKnownSlugs>
  endpointsOf: Awaited<ReturnType<typeof readEndpoints>>
  compiler: string
  thread: CompileThread
  result: Published
  /** Toolkits of the packages before this one. */
  taken: Map<string, string>
  used: Set<string>
}

async function compilePackage(pinned: PublishedPackage, file: string, context: Context): Promise<void> {
  const { signal, onProgress, only } = context
  const wants = (toolkit: string) =>
    !context.taken.has(toolkit) && (only === undefined || only.includes(toolkit))
  const leftOut = await readDocumentsOf(pinned.name, file, {
    signal,
    wants,
    isDone: (unit) => existsSync(fileOf(pinned, unit, context)),
    async onUnit(unit, documents, { done, total }) {
      onProgress?.({ phase: 'compile', done, total, name: unit.use.toolkit })
      await compileOne(pinned, unit, documents, context)
    },
  })
  if (only === undefined) context.result.leftOut.push(...leftOut)
  for (const { slug, source } of context.result.toolkits) context.taken.set(slug, source)
}

/** Everything that the result depends on is in the name. */
function fileOf(
  pinned: PublishedPackage,
  { use, paths }: Unit,
  { compiler, folder, endpointsOf }: Context,
): string {
  const known = JSON.stringify([
    compiler,
    pinned.integrity,
    use.toolkit,
    use.paths?.source,
    paths,
    endpointsOf.get(use.toolkit),
  ])
  return join(
    folder,
    `${use.toolkit}-${createHash('sha256').update(known).digest('hex').slice(0, 24)}.json.zst`,
  )
}

async function compileOne(
  pinned: PublishedPackage,
  unit: Unit,
  documents: { path: string; bytes: Buffer }[],
  context: Context,
): Promise<void> {
  const file = fileOf(pinned, unit, context)
  const { toolkit } = unit.use
  const source = `${pinned.name}@${pinned.version}${unit.paths.length === 1 ? ` ${unit.paths[0]}` : ''}`
  if (!existsSync(file)) {
    const answer = await context.thread.run(
      {
        files: documents,
        unit: {
          use: unit.use,
          knownSlugs: [...(context.known.get(toolkit) ?? [])],
          endpoints: context.endpointsOf.get(toolkit),
        },
      },
      context.signal,
    )
    if ('error' in answer) {
      context.result.leftOut.push({ source: `${toolkit} (${source})`, reason: answer.error })
      return
    }
    await writeFile(`${file}.part`, answer.blob, { flush: false })
    await rename(`${file}.part`, file)
  }
  context.used.add(file)
  context.result.toolkits.push({
    slug: toolkit,
    published: pinned.published,
    source,
    load: () => readCompiled(file),
  })
}

const Compiled = z.looseObject({
  toolkit: z.looseObject({ slug: z.string() }),
  dropped: z.array(z.unknown()),
})

function readCompiled(file: string): CompiledToolkit {
  const parsed: unknown = JSON.parse(zstdDecompressSync(readFileSync(file)).toString('utf8'))
  Compiled.parse(parsed)
  return parsed as CompiledToolkit
}

async function removeUnused(folder: string, used: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!used.has(join(folder, name))) await rm(join(folder, name), { force: true })
  }
}
