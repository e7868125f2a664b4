/**
 * Notes of what receivers have taken, on the local disk, until the database knows it.
 *
 * From a receiver's answer to the commit lie some milliseconds, more when the database is busy or starts anew; a process
 * that dies in them would send the delivery again. A line in a file takes microseconds. It is not synced: a process that
 * is killed leaves what it has written, and the crash of a machine costs a repeat under the same id.
 *
 *     <dataDir>/taken-webhooks/<pid>     a line of JSON each
 */
import { closeSync, ftruncateSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { isAlive } from '../is-alive.ts'

const TakenNote = z.object({
  /** Of the delivery. */
  id: z.string(),
  /** Which attempt it was. */
  attempt: z.number().int(),
  /** ISO 8601. */
  at: z.iso.datetime(),
  status: z.number().int(),
})

export type TakenNote = z.infer<typeof TakenNote>

export class TakenNotes {
  readonly #file: number
  #open = 0

  /** After `readTakenNotes` has forgotten what a process of the same id may have left. */
  constructor({ env }: Pick<Deps, 'env'>) {
    mkdirSync(folderOf(env), { recursive: true, mode: 0o700 })
    this.#file = openSync(join(folderOf(env), String(process.pid)), 'a', 0o600)
  }

  /** Notes it until `settle` resolves; if that fails, until the next start. */
  async until(note: TakenNote, settle: () => Promise<void>): Promise<void> {
    this.#open += 1
    writeSync(this.#file, `${JSON.stringify(note)}\n`)
    await settle()
    this.#open -= 1
    if (this.#open === 0) ftruncateSync(this.#file)
  }

  close(): void {
    closeSync(this.#file)
  }
}

/** What processes that died had noted here, this process's own file included; `forget` once the database knows it. */
export async function readTakenNotes({ env }: Pick<Deps, 'env'>) {
  const names = await readdir(folderOf(env)).catch(() => [])
  const files = names.filter((name) => !isOther(Number(name))).map((name) => join(folderOf(env), name))
  const texts = await Promise.all(files.map(async (file) => readFile(file, 'utf8').catch(() => '')))
  return {
    notes: texts.flatMap((text) => text.split('\n').flatMap(parseNote)),
    forget: async () => void (await Promise.all(files.map(async (file) => rm(file, { force: true })))),
  }
}

/** None when the line is empty, or was cut off while it was written. */
function parseNote(line: string): TakenNote[] {
  try {
    return [TakenNote.parse(JSON.parse(line))]
  } catch {
    return []
  }
}

/** Whether that is the file of another process, which lives. */
const isOther = (pid: number) => pid !== process.pid && isAlive(pid)

const folderOf = (env: Deps['env']) => join(env.dataDir, 'taken-webhooks')
