/**
 * A journal of token answers, on the local disk.
 *
 * Between a provider's answer and our write of it lies a moment in which the only copy of the new tokens is in
 * this process, and a rotating provider has already forgotten the old ones. So the answer goes to a file first,
 * sealed and synced; the file goes when the row is written. What a crash or an unreachable database left is written
 * at the next start, or as soon as the database is back, over the version that was refreshed and no other.
 *
 *     <folder>/<project>.<account>.<version>.<random>     one answer; mode 0600
 */
import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Deps } from '../deps.ts'
import type { ConnectedAccountRow } from './connected-accounts.table.ts'
import type { Credential } from './sealed-credential.ts'

/** What the row becomes. */
export interface JournalEntry {
  credential: Credential
  publicFields: Record<string, string>
  /** ISO 8601; null when the token does not end. */
  expiresAt: string | null
}

export interface JournalName {
  projectId: string
  id: string
  /** The version that the entry becomes; the row must be at the one before. */
  version: number
}

type JournalDeps = Pick<Deps, 'env' | 'vault'>

/** Keeps an entry until it is removed. Returns its file, once it is on the disk. */
export async function keepEntry(deps: JournalDeps, name: JournalName, entry: JournalEntry): Promise<string> {
  const folder = folderOf(deps)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const parts = [name.projectId, name.id, name.version, randomBytes(6).toString('hex')]
  const path = join(folder, parts.join('.'))
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(deps.vault.seal(context(name), entry))
    await file.datasync()
  } finally {
    await file.close()
  }
  return path
}

/** Forgets an entry; one that another process has forgotten already is fine. */
export async function dropEntry(file: string): Promise<void> {
  await rm(file, { force: true })
}

/** The files of the journal with their names, oldest version first; what is no entry is left out. */
export async function journalFiles(deps: Pick<Deps, 'env'>): Promise<{ file: string; name: JournalName }[]> {
  const folder = folderOf(deps)
  const files = await readdir(folder).catch(() => [])
  return files
    .flatMap((file) => {
      const [projectId, id, version, random] = file.split('.')
      if (!projectId || !id || !version || !random || !/^\d+$/.test(version)) return []
      return [{ file: join(folder, file), name: { projectId, id, version: Number(version) } }]
    })
    .toSorted((a, b) => a.name.version - b.name.version)
}

/** Reads an entry; undefined when it went meanwhile, does not open, or was cut off while it was written. */
export async function readEntry(
  deps: JournalDeps,
  file: string,
  name: JournalName,
): Promise<JournalEntry | undefined> {
  try {
    return deps.vault.open<JournalEntry>(context(name), await readFile(file)).reveal()
  } catch {
    return undefined
  }
}

/** The row's name as the journal has it. */
export function journalName(row: ConnectedAccountRow): JournalName {
  return { projectId: row.projectId, id: row.id, version: row.credentialVersion + 1 }
}

function folderOf({ env }: Pick<Deps, 'env'>): string {
  return join(env.dataDir, 'refresh-journal')
}

function context({ projectId, id, version }: JournalName) {
  return { projectId, table: 'refresh_journal', rowId: id, column: 'entry', version }
}
