/** Removing what nobody uploaded and what nobody uses: enqueued with the row, and again while it is in use. */
import { and, eq } from '../db/sql.ts'
import type { Deps } from '../deps.ts'
import { jobQueue } from '../jobs/jobs.ts'
import { files, type FileRow } from './files.table.ts'

const dayMs = 24 * 60 * 60_000

export const purgeFile = jobQueue<{ projectId: string; id: string }>('purge-file')

/** When a file is over if it stays as it is; undefined for one that its session keeps. */
export function dueAt(
  { kind, objectName, usedAt }: Pick<FileRow, 'kind' | 'objectName' | 'usedAt'>,
  { fileRetentionDays }: Pick<Deps['env'], 'fileRetentionDays'>,
): Date | undefined {
  if (objectName !== null && kind === 'mount') return undefined
  return new Date(usedAt.getTime() + dayMs * (objectName === null ? 1 : fileRetentionDays))
}

/** Removes a file that is over; one that is not is looked at again when it will be. */
export async function removeWhenDue(
  deps: Pick<Deps, 'db' | 'jobs' | 'clock' | 'env' | 'storage'>,
  { projectId, id }: { projectId: string; id: string },
): Promise<void> {
  const ours = and(eq(files.projectId, projectId), eq(files.id, id))
  const removed = await deps.db.transaction(async (tx) => {
    const [file] = await tx.select().from(files).where(ours).for('update')
    const due = file && dueAt(file, deps.env)
    if (!due) return undefined
    if (due > deps.clock.now()) {
      await deps.jobs.enqueue(tx, purgeFile, { projectId, id }, { startAfter: due })
      return undefined
    }
    await tx.delete(files).where(ours)
    return file
  })
  if (removed?.objectName) await deps.storage.remove(removed.objectName)
}
