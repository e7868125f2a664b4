/**
 * The files of a session, in the mount and in its sandbox. Bytes go over the sandbox's socket: the server never
 * opens a path that code in a sandbox can have touched, so a link there leads nowhere.
 */
import type { Deps } from '../deps.ts'
import { type FileRow, keepBytes, readBytes } from '../files/files.ts'
import {
  checkMountPath,
  listMountFiles,
  mountUpload,
  removeMountFile,
  type Mount,
} from '../files/mount-files.ts'
import { ApiError } from '../http/errors.ts'
import { type Kernel, type SandboxFile, SandboxGone } from './kernel.ts'
import { mediaType } from './media-type.ts'

export type FileDeps = Pick<Deps, 'db' | 'jobs' | 'clock' | 'env' | 'storage'>

/** A file as it was when both sides were the same; `objectName` null for one that is in the sandbox only. */
interface Synced {
  size: number
  mtime: string
  objectName: string | null
}

/** What one sandbox has of its mount. */
export class MountSync {
  readonly #kernel: Kernel
  readonly #mount: Mount
  readonly #disk: number
  readonly #synced = new Map<string, Synced>()
  /** Objects that do not fit into the sandbox: not tried again. */
  readonly #leftOut = new Set<string>()

  /** @param disk bytes that the sandbox can hold: whatever it claims, no more of it is kept. */
  constructor(kernel: Kernel, mount: Mount, disk: number) {
    this.#kernel = kernel
    this.#mount = mount
    this.#disk = disk
  }

  /**
   * Brings what is new in the mount into the sandbox.
   * @returns what could not be brought, a line each.
   * @throws {SandboxGone}
   */
  async bring(deps: FileDeps): Promise<string[]> {
    const notes: string[] = []
    const rows = await allFiles(deps, this.#mount)
    for (const row of rows) {
      const { filename, objectName } = row
      if (objectName === null || this.#leftOut.has(objectName)) continue
      if (this.#synced.get(filename)?.objectName === objectName) continue
      const problem = await this.#bringFile(deps, row)
      if (problem === undefined) continue
      this.#leftOut.add(objectName)
      notes.push(`/mnt/files/${filename} is not in the sandbox: ${problem}`)
    }
    const present = new Set(rows.map(({ filename }) => filename))
    for (const [path, { objectName }] of this.#synced) {
      if (objectName === null || present.has(path)) continue
      await this.#kernel.removeFile(path)
      this.#synced.delete(path)
    }
    return notes
  }

  async #bringFile(deps: FileDeps, row: FileRow): Promise<string | undefined> {
    try {
      const body = await readBytes(deps, row)
      const { size, mtime } = await this.#kernel.writeFile(row.filename, body)
      this.#synced.set(row.filename, { size, mtime, objectName: row.objectName })
      return undefined
    } catch (error) {
      if (error instanceof SandboxGone) throw error
      return error instanceof Error ? error.message : 'it could not be written'
    }
  }

  /**
   * Keeps what is new in the sandbox in the mount, and removes there what was removed here.
   * @returns what could not be kept, a line each.
   * @throws {SandboxGone}
   */
  async keep(deps: FileDeps): Promise<string[]> {
    const notes: string[] = []
    const { files, leftOut } = await this.#kernel.listFiles()
    let room = this.#disk
    if (leftOut > 0)
      notes.push(`${leftOut} entries of /mnt/files are not kept: links, devices, or more than 2,000 files`)
    for (const file of files) {
      const known = this.#synced.get(file.path)
      room -= file.size
      if (room < 0) {
        notes.push(`/mnt/files/${file.path} is not kept: the disk of this sandbox is used up`)
        continue
      }
      if (known?.size === file.size && known.mtime === file.mtime) continue
      const problem = await this.#keepFile(deps, file)
      if (problem !== undefined) notes.push(`/mnt/files/${file.path} is not kept: ${problem}`)
    }
    const present = new Set(files.map(({ path }) => path))
    for (const [path, { objectName }] of this.#synced) {
      if (present.has(path)) continue
      if (objectName !== null) await removeMountFile(deps, this.#mount, path)
      this.#synced.delete(path)
    }
    return notes
  }

  async #keepFile(deps: FileDeps, { path, size, mtime }: SandboxFile): Promise<string | undefined> {
    try {
      checkMountPath(path)
      const row = await mountUpload(deps, this.#mount, path, mediaType(path))
      const most = Math.min(deps.env.maxFileBytes, size)
      const { objectName } = await keepBytes(deps, row, this.#kernel.readFile(path), most)
      this.#synced.set(path, { size, mtime, objectName })
      return undefined
    } catch (error) {
      if (error instanceof SandboxGone) throw error
      this.#synced.set(path, { size, mtime, objectName: null })
      return error instanceof ApiError ? error.message : 'it could not be read'
    }
  }
}

async function allFiles(deps: FileDeps, mount: Mount): Promise<FileRow[]> {
  const rows: FileRow[] = []
  let cursor: string | undefined
  do {
    const { items, next } = await listMountFiles(deps, mount, { cursor, limit: 500 })
    rows.push(...items)
    cursor = next
  } while (cursor !== undefined && rows.length < 2_000)
  return rows
}
