/** The API descriptions of one package, gathered by toolkit while its tarball is read. */
import { planDocument } from './documents.ts'
import type { DocumentUse } from './documents.ts'
import { readTarball } from './read-tar.ts'

/** A toolkit and the files that describe it. */
export type Unit = { use: DocumentUse; paths: string[] }

export type DocumentReader = {
  signal?: AbortSignal | undefined
  wants: (toolkit: string) => boolean
  /** Whether a unit needs no documents, because it is compiled already. */
  isDone: (unit: Unit) => boolean
  /** Called once for each unit, as soon as all of its documents are read; without documents for one that is done. */
  onUnit: (
    unit: Unit,
    documents: { path: string; bytes: Buffer }[],
    progress: { done: number; total: number },
  ) => Promise<void>
}

type Skipped = { source: string; reason: string }

/**
 * Reads a tarball twice: once for its list, which says how many documents each toolkit has, then for the
 * documents themselves, of which only those of unfinished toolkits are in memory.
 *
 * @returns the documents that are not used, with the reason.
 */
export async function readDocumentsOf(
  packageName: string,
  file: string,
  reader: DocumentReader,
): Promise<Skipped[]> {
  const { signal, onUnit, isDone } = reader
  const { units, skipped } = await listUnits(packageName, file, reader)
  const open = new Map<string, Unit[]>()
  const gathered = new Map<Unit, { path: string; bytes: Buffer }[]>()
  const missing = new Map<Unit, number>()
  let done = 0
  const finish = async (unit: Unit, documents: { path: string; bytes: Buffer }[]) =>
    onUnit(unit, documents, { done: done++, total: units.length })
  for (const unit of units) {
    if (isDone(unit)) await finish(unit, [])
    else {
      gathered.set(unit, [])
      missing.set(unit, unit.paths.length)
      for (const path of unit.paths) open.set(path, [...(open.get(path) ?? []), unit])
    }
  }
  if (open.size === 0) return skipped
  await readTarball(file, {
    signal,
    wanted: (path) => open.has(path),
    async onFile({ path, bytes, size }) {
      if (!bytes) skipped.push({ source: path, reason: `a document of ${size} bytes` })
      for (const unit of open.get(path) ?? []) {
        const documents = gathered.get(unit)
        const left = (missing.get(unit) ?? 0) - 1
        missing.set(unit, left)
        if (bytes) documents?.push({ path, bytes })
        if (left !== 0 || !documents) continue
        gathered.delete(unit)
        await finish(unit, documents)
      }
    },
  })
  return skipped
}

async function listUnits(packageName: string, file: string, { wants, signal }: DocumentReader) {
  const units = new Map<string, Unit>()
  const skipped: Skipped[] = []
  const seen = new Set<string>()
  await readTarball(file, {
    signal,
    wanted(path) {
      const plan = planDocument(packageName, path.replace(/^package\//, ''))
      if (!plan || seen.has(path)) return false
      seen.add(path)
      const source = `${packageName} ${path.replace(/^package\//, '')}`
      if ('dropped' in plan) skipped.push({ source, reason: plan.dropped })
      else {
        for (const use of plan.uses) {
          if (wants(use.toolkit)) addPath(units, use, path)
          else skipped.push({ source, reason: `${use.toolkit} is described by a package before this one` })
        }
      }
      return false
    },
    onFile: () => undefined,
  })
  const list = [...units.values()].map((unit) => ({ ...unit, paths: unit.paths.toSorted() }))
  return { units: list, skipped }
}

function addPath(units: Map<string, Unit>, use: DocumentUse, path: string): void {
  const unit = units.get(use.toolkit) ?? { use, paths: [] }
  unit.paths.push(path)
  units.set(use.toolkit, unit)
}
