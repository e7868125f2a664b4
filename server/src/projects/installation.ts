/** What this database was set up with. */
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
