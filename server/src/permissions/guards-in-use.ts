/**
 * Whether a project uses what could object to a call (policies, answers of people, the tracking of what was read),
 * so that the calls of all others need no statement for it.
 */
import type { Database } from '../db/database.ts'
import { keptRows } from '../db/kept-rows.ts'

const kept = keptRows<{ inUse: boolean }>('permission_policies', 'consumer_permissions', 'projects')

/** Whether the project does. `read` looks. */
export async function guardsInUse(
  db: Database,
  projectId: string,
  read: () => Promise<boolean>,
): Promise<boolean> {
  const known = await kept.read(db, projectId, async () => ({ inUse: await read() }))
  return known?.inUse ?? true
}
