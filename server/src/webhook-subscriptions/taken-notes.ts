/**
 * Notes of what receivers have taken, on the local disk, until the database knows it.
 *
 * From a receiver's answer to the commit lie some milliseconds, more when the database is busy or starts anew; a process
 * that dies in them would send the delivery again. The crash of a machine costs a repeat under the same id.
 *
 *     <dataDir>/taken-webhooks
 */
import { join } from 'node:path'
import { z } from 'zod'
import { DiskNotes, readLeftNotes } from '../db/disk-notes.ts'
import type { Deps } from '../deps.ts'

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
  readonly #notes: DiskNotes
  #open = 0

  constructor({ env }: Pick<Deps, 'env'>) {
    this.#notes = new DiskNotes(folderOf(env))
  }

  /** Notes it until `settle` resolves; if that fails, until the next start. */
  async until(note: TakenNote, settle: () => Promise<void>): Promise<void> {
    this.#open += 1
    this.#notes.add(JSON.stringify(note))
    await settle()
    this.#open -= 1
    if (this.#open === 0) this.#notes.clear()
  }

  close(): void {
    this.#notes.close()
  }
}

/** What processes that died had noted here; `forget` once the database knows it. */
export async function readTakenNotes({ env }: Pick<Deps, 'env'>) {
  const { notes, forget } = await readLeftNotes(folderOf(env))
  return { notes: notes.flatMap((note) => TakenNote.safeParse(note).data ?? []), forget }
}

const folderOf = (env: Deps['env']) => join(env.dataDir, 'taken-webhooks')
