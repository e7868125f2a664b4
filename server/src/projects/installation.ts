/** What this database was set up with. */
import { isNull } from '../db/sql.ts'
import type { Database } from '../db/database.ts'
import { installation } from './installation.table.ts'

/** Id of the master key that this database's credentials are sealed with; undefined before the first start. */
export async function installedMasterKeyId(db: Database): Promise<string | undefined> {
  const [row] = await db.select().from(installation)
  return row?.masterKeyId
}

/** Remembers the master key's id. Of several nodes that start at once, the first decides. */
export async function recordMasterKeyId(db: Database, masterKeyId: string): Promise<void> {
  await db.insert(installation).values({ id: 1, masterKeyId }).onConflictDoNothing()
}

/** Where the hash keys are sealed. */
export const hashKeysContext = {
  projectId: 'installation',
  table: 'installation',
  rowId: '1',
  column: 'hash_keys',
  version: 1,
}

/** The sealed hash keys; undefined before they were first kept. */
export async function installedHashKeys(db: Database): Promise<Buffer | undefined> {
  const [row] = await db.select({ hashKeys: installation.hashKeys }).from(installation)
  return row?.hashKeys ?? undefined
}

/** Keeps the hash keys. Of several nodes that start at once, the first decides. */
export async function keepHashKeys(db: Database, hashKeys: Buffer): Promise<void> {
  await db.update(installation).set({ hashKeys }).where(isNull(installation.hashKeys))
}

/** Remembers that everything is sealed under another master key now. */
export async function changeMasterKeyId(db: Database, masterKeyId: string): Promise<void> {
  await db.update(installation).set({ masterKeyId })
}
