/**
 * Files of a project. A row is made when an upload is asked for, and the bytes follow through a signed link; an
 * answer's row is made when its bytes are kept. Bytes are never changed: an upload to the same key puts new ones
 * in their place, and whoever is reading the old ones reads them to the end.
 *
 *     pending ──upload──▶ stored ──not used for PATCHBAY_FILE_RETENTION_DAYS──▶ gone
 *        └────────────── not uploaded for a day ──────────────────────────────▶ gone
 */
import type { Readable } from 'node:stream'
import { and, count, desc, eq, isNotNull, ne, sql } from '../db/sql.ts'
import { newId } from '../db/ids.ts'
import type { Deps } from '../deps.ts'
import { pageRequest, pageResult, type Page } from '../http/contract.ts'
import { ApiError } from '../http/errors.ts'
import { files, type FileRow } from './files.table.ts'
import { type StoredObject, TooManyBytes } from './object-storage.ts'
import { dueAt, purgeFile } from './purge-file.job.ts'

export type { FileRow } from './files.table.ts'

export interface UploadRequest {
  toolkit: string
  tool: string
  filename: string
  mimetype: string
  /** Hex digits in lower case. */
  md5: string
}

type RowDeps = Pick<Deps, 'db' | 'jobs' | 'clock' | 'env'>

/**
 * The row that an upload goes to: the one that there is for the same content, name and tool, else a new one.
 * Both are the same to a caller, who uploads either way.
 */
export async function requestUpload(
  deps: RowDeps,
  projectId: string,
  { toolkit, tool, filename, mimetype, md5 }: UploadRequest,
): Promise<FileRow> {
  const key = `projects/${projectId}/requests/${toolkit}/${tool}/${md5}/${plainName(filename)}`
  return addRow(deps, { projectId, kind: 'request', key, toolkit, tool, filename, mimetype, md5 })
}

type NewFile = Pick<FileRow, 'projectId' | 'kind' | 'key' | 'filename' | 'mimetype' | 'md5'> &
  Partial<Pick<FileRow, 'toolkit' | 'tool' | 'sessionId'>>

/** The row of this key, made if need be and then told when it is over. */
export async function addRow({ db, jobs, clock, env }: RowDeps, file: NewFile): Promise<FileRow> {
  const now = clock.now()
  return db.transaction(async (tx) => {
    const id = newId('file')
    const [row] = await tx
      .insert(files)
      .values({ ...file, id, usedAt: now, createdAt: now })
      .onConflictDoUpdate({
        target: [files.projectId, files.key],
        set: { mimetype: file.mimetype, usedAt: now },
      })
      .returning()
    if (!row) throw new Error('the insert returned no row')
    const due = dueAt(row, env)
    if (row.id === id && due)
      await jobs.enqueue(tx, purgeFile, { projectId: row.projectId, id }, { startAfter: due })
    return row
  })
}

/**
 * The file of this id, uploaded or not.
 * @throws {ApiError} FileNotFound
 */
export async function findFile({ db }: Pick<Deps, 'db'>, projectId: string, id: string): Promise<FileRow> {
  const [row] = await db
    .select()
    .from(files)
    .where(and(eq(files.projectId, projectId), eq(files.id, id)))
  if (!row) throw new ApiError('FileNotFound', 'This file does not exist any more')
  return row
}

/** The stored file of this key; undefined when there is none. It counts as used. */
export async function useFile(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  projectId: string,
  key: string,
): Promise<FileRow | undefined> {
  const [row] = await db
    .update(files)
    .set({ usedAt: clock.now() })
    .where(and(eq(files.projectId, projectId), eq(files.key, key), isNotNull(files.objectName)))
    .returning()
  return row
}

/**
 * Keeps the bytes of a file in place of those it had.
 * @throws {ApiError} FileTooLarge; FileDiffers when they are not the ones that were announced; FileNotFound when
 * the file was removed meanwhile. Nothing is changed then.
 */
export async function keepBytes(
  deps: Pick<Deps, 'db' | 'storage' | 'clock'>,
  file: FileRow,
  body: Readable,
  mostBytes: number,
): Promise<FileRow> {
  const stored = await deps.storage.write(body, mostBytes).catch((error: unknown) => {
    throw error instanceof TooManyBytes ? tooLarge(mostBytes) : error
  })
  try {
    if (file.kind === 'request' && file.md5 !== stored.md5)
      throw new ApiError('FileDiffers', `The MD5 of what was sent is ${stored.md5}, not ${file.md5}`)
    return await exchangeBytes(deps, file, stored)
  } catch (error) {
    await deps.storage.remove(stored.name)
    throw error
  }
}

async function exchangeBytes(
  { db, storage, clock }: Pick<Deps, 'db' | 'storage' | 'clock'>,
  { projectId, id }: FileRow,
  { name, size, md5 }: StoredObject,
): Promise<FileRow> {
  const ours = and(eq(files.projectId, projectId), eq(files.id, id))
  const now = clock.now()
  const [former, row] = await db.transaction(async (tx) => {
    const [held] = await tx.select({ objectName: files.objectName }).from(files).where(ours).for('update')
    const [changed] = await tx
      .update(files)
      .set({ objectName: name, size, md5, uploadedAt: now, usedAt: now })
      .where(ours)
      .returning()
    return [held?.objectName, changed]
  })
  if (!row) throw new ApiError('FileNotFound', 'This file was removed while it was being uploaded')
  if (former) await storage.remove(former)
  return row
}

/**
 * The bytes of a stored file.
 * @throws {ApiError} FileNotFound when they have not been uploaded, or are gone.
 */
export async function readBytes({ storage }: Pick<Deps, 'storage'>, file: FileRow): Promise<Readable> {
  const bytes = file.objectName === null ? undefined : await storage.read(file.objectName)
  if (!bytes) throw new ApiError('FileNotFound', `${file.filename} has not been uploaded`)
  return bytes
}

/** Uploaded files of tool calls, newest first. */
export async function listFiles(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  query: {
    toolkit?: string | undefined
    tool?: string | undefined
    cursor?: string | undefined
    limit: number
  },
): Promise<Page<FileRow>> {
  const wanted = and(
    eq(files.projectId, projectId),
    isNotNull(files.objectName),
    ne(files.kind, 'mount'),
    query.toolkit === undefined ? undefined : eq(sql`lower(${files.toolkit})`, query.toolkit.toLowerCase()),
    query.tool === undefined ? undefined : eq(sql`lower(${files.tool})`, query.tool.toLowerCase()),
  )
  const page = pageRequest(query.cursor, query.limit)
  const [rows, [total]] = await Promise.all([
    db
      .select()
      .from(files)
      .where(wanted)
      .orderBy(desc(files.createdAt), desc(files.id))
      .limit(page.limit)
      .offset(page.offset),
    db.select({ count: count() }).from(files).where(wanted),
  ])
  return pageResult(rows, total?.count ?? 0, page)
}

/** A name as part of a key: what URLs and shells read as something else is replaced. */
export function plainName(filename: string): string {
  const plain = filename.replaceAll(/[^\p{L}\p{N}._-]+/gu, '_').slice(-150)
  return /^\.*$/.test(plain) ? 'file' : plain
}

export function tooLarge(mostBytes: number): ApiError {
  return new ApiError('FileTooLarge', `The file has more than ${mostBytes} bytes`)
}
