/**
 * Lines on the local disk, of what the database does not know yet.
 *
 * A line in a file takes microseconds where a commit takes milliseconds. It is not synced: a process that is killed
 * leaves what it has written; the crash of a machine may not.
 *
 *     <folder>/<pid>-<number>
 */
import { closeSync, ftruncateSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { readdir, readFile, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { isAlive } from '../is-alive.ts'

/** The files that this process has opened: in a container, the one before had the same id. */
const opened = new Set<string>()
let count = 0

export class DiskNotes {
  readonly #path: string
  readonly #file: number
  #isEmpty = true

  /** Once `readLeftNotes` has been forgotten: a file of the same name would be gone on with. */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    this.#path = join(folder, `${process.pid}-${(count += 1)}`)
    opened.add(this.#path)
    this.#file = openSync(this.#path, 'a', 0o600)
  }

  /** @param line without a line break. @throws {Error} of the file system, as when the disk is full. */
  add(line: string): void {
    this.#isEmpty = false
    writeSync(this.#file, `${line}\n`)
  }

  /** The database knows all of it. */
  clear(): void {
    ftruncateSync(this.#file)
    this.#isEmpty = true
  }

  /** What the database does not know stays, for the next start. */
  close(): void {
    closeSync(this.#file)
    opened.delete(this.#path)
    if (this.#isEmpty) rmSync(this.#path, { force: true })
  }
}

/**
 * What processes that died had noted there, each line parsed as JSON; one that was cut off is left out. `forget` once
 * the database knows it.
 */
export async function readLeftNotes(folder: string) {
  const names = await readdir(folder).catch(() => [])
  const files = names.map((name) => join(folder, name)).filter((file) => !isOpen(file))
  const texts = await Promise.all(files.map(async (file) => readFile(file, 'utf8').catch(() => '')))
  return {
    notes: texts.flatMap((text) => text.split('\n').flatMap(parsed)),
    forget: async () => void (await Promise.all(files.map(async (file) => rm(file, { force: true })))),
  }
}

function parsed(line: string): unknown[] {
  try {
    return [JSON.parse(line)]
  } catch {
    return []
  }
}

function isOpen(file: string): boolean {
  const pid = Number.parseInt(basename(file), 10)
  return pid === process.pid ? opened.has(file) : isAlive(pid)
}
