/** Files of a session: its mount `files`, which its sandbox sees as `/mnt/files`. They go with the session. */
import { Readable } from 'node:stream'
import { and, asc, eq, isNotNull, sql } from '../db/sql.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { jobQueue } from '../jobs/jobs.ts'
import { addRow, keepBytes } from './files.ts'
import { files, type FileRow } from './files.table.ts'

/** The only mount there is. */
export const mountId = 'files'
/** Where a sandbox sees it. */
export const sandboxPrefix = '/mnt/files'

/** Whose mount. */
export interface Mount {
  projectId: string
  sessionId: string
}

const longestPath = 1024

/**
 * Checks a path below a mount: names and slashes, nothing that leads anywhere else on any system.
 * @throws {ApiError} FileInvalid
 */
export function checkMountPath(path: string): string {
  const problem = problemOf(path)
  if (problem === undefined) return path
  const line = `mount_relative_path: ${problem}`
  throw new ApiError('FileInvalid', `Invalid body: ${line}`, {
    errors: [line],
    suggestedFix: 'Give a path below the mount, for example data/output.csv.',
  })
}

function problemOf(path: string): string | undefined {
  if (path.length > longestPath) return `must have at most ${longestPath} characters`
  if (path.startsWith('/')) return 'must be relative to the mount: without a slash at its beginning'
  if (/[\p{Cc}\\]/u.test(path)) return 'must not hold backslashes or control characters'
  const names = path.split('/')
  if (names.some((name) => name === '.' || name === '..')) return 'must not hold . or .. as a name'
  if (names.includes('')) return 'must not hold an empty name'
  return names.some((name) => Buffer.byteLength(name) > 255)
    ? 'holds a name of more than 255 bytes'
    : undefined
}

/** The row that an upload to this path goes to; the file that is there stays until the bytes have come. */
export async function mountUpload(
  deps: Pick<Deps, 'db' | 'jobs' | 'clock' | 'env'>,
  { projectId, sessionId }: Mount,
  path: string,
  mimetype: string,
): Promise<FileRow> {
  const key = `projects/${projectId}/sessions/${sessionId}/${mountId}/${checkMountPath(path)}`
  return addRow(deps, { projectId, kind: 'mount', key, sessionId, filename: path, mimetype, md5: null })
}

/** Writes a text to a path. */
export async function writeMountFile(
  deps: Pick<Deps, 'db' | 'jobs' | 'clock' | 'env' | 'storage'>,
  mount: Mount,
  path: string,
  mimetype: string,
  text: string,
): Promise<FileRow> {
  const row = await mountUpload(deps, mount, path, mimetype)
  return keepBytes(deps, row, Readable.from([Buffer.from(text)]), deps.env.maxFileBytes)
}

/** @throws {ApiError} FileNotFound when nothing was uploaded to this path. */
export async function findMountFile({ db }: Pick<Deps, 'db'>, mount: Mount, path: string): Promise<FileRow> {
  const [row] = await db
    .select()
    .from(files)
    .where(and(inMount(mount), eq(files.filename, checkMountPath(path)), isNotNull(files.objectName)))
  if (row) return row
  throw new ApiError('FileNotFound', `${path} is not in this mount`, {
    suggestedFix: 'List the files of the mount with GET …/mounts/files/items.',
  })
}

/** Files in the order of their paths; `next` is where the next page begins, undefined at the end. */
export async function listMountFiles(
  { db }: Pick<Deps, 'db'>,
  mount: Mount,
  { prefix, cursor, limit }: { prefix?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: FileRow[]; next: string | undefined }> {
  // Byte order: the same on every database, whatever its collation.
  const path = sql`${files.filename} collate "C"`
  const after = cursor === undefined ? undefined : readCursor(cursor)
  const found = await db
    .select()
    .from(files)
    .where(
      and(
        inMount(mount),
        isNotNull(files.objectName),
        prefix === undefined ? undefined : sql`starts_with(${files.filename}, ${prefix})`,
        after === undefined ? undefined : sql`${path} > ${after}`,
      ),
    )
    .orderBy(asc(path))
    .limit(limit + 1)
  const items = found.slice(0, limit)
  const last = items.at(-1)
  const next =
    found.length > limit && last ? Buffer.from(`p:${last.filename}`).toString('base64url') : undefined
  return { items, next }
}

/** @throws {ApiError} BadRequest for one that this list did not give. */
function readCursor(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString('utf8')
  if (text.startsWith('p:') && !text.includes('\0')) return text.slice(2)
  throw new ApiError('BadRequest', 'cursor is not one that this server returned', {
    errors: ['cursor: not a cursor of this list'],
    suggestedFix: 'Pass next_cursor of the previous page unchanged, or leave cursor out for the first page.',
  })
}

/** Removes a file; one that is not there is removed already. */
export async function removeMountFile(
  deps: Pick<Deps, 'db' | 'storage'>,
  mount: Mount,
  path: string,
): Promise<void> {
  const name = checkMountPath(path)
  const removed = await deps.db
    .delete(files)
    .where(and(inMount(mount), eq(files.filename, name)))
    .returning({ objectName: files.objectName })
  for (const { objectName } of removed) if (objectName !== null) await deps.storage.remove(objectName)
}

/** Enqueued when a session is deleted. */
export const purgeMount = jobQueue<Mount>('purge-mount')

/** Removes everything in a mount: the bytes first, so that what a crash leaves is found again. */
export async function removeMount(deps: Pick<Deps, 'db' | 'storage'>, mount: Mount): Promise<void> {
  const rows = await deps.db.select({ objectName: files.objectName }).from(files).where(inMount(mount))
  for (const { objectName } of rows) if (objectName !== null) await deps.storage.remove(objectName)
  await deps.db.delete(files).where(inMount(mount))
}

function inMount({ projectId, sessionId }: Mount) {
  return and(eq(files.projectId, projectId), eq(files.kind, 'mount'), eq(files.sessionId, sessionId))
}
