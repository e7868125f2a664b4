/**
 * Rows of the log on their way into Postgres.
 *
 * A row is a line on the local disk when its call is answered, and in Postgres a moment later, with all that came
 * meanwhile: so it survives the end of this process, and of Postgres, for the price of a line. Who reads the log waits
 * until it has what this process has answered.
 *
 *     <dataDir>/execution-log     lines that Postgres may not have yet
 */
import { join } from 'node:path'
import { DatabaseError } from 'pg'
import { DiskNotes, readLeftNotes } from '../db/disk-notes.ts'
import type { Deps } from '../deps.ts'
import { insertLogs } from './insert-logs.ts'

/** Rows of one statement: a recorded one has half a megabyte. */
const atOnce = 64
/** How long a row waits for others, in milliseconds, unless somebody reads. */
const paceMs = 50
const tryAgainMs = 1_000
/** More than that, and calls wait for Postgres. */
const mostWaiting = 10_000

/** Rows as JSON, and where they are noted. */
interface Batch {
  rows: string[]
  notes: DiskNotes
}

type LogDeps = Pick<Deps, 'db' | 'env' | 'log'>

export class ExecutionLog {
  readonly #deps: Pick<LogDeps, 'db' | 'log'>
  /** Of these, one takes rows while the other's are written. */
  #next: Batch
  #other: Batch
  #added = 0
  #written = 0
  #writing: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined

  constructor({ db, env, log }: LogDeps) {
    this.#deps = { db, log }
    const [next, other] = [1, 2].map(() => ({ rows: [], notes: new DiskNotes(folderOf(env)) }))
    if (!next || !other) throw new Error('two were made')
    this.#next = next
    this.#other = other
  }

  /** Takes a row, as JSON: it is on the disk when this resolves. */
  async add(row: string): Promise<void> {
    this.#next.rows.push(row)
    this.#added += 1
    const isNoted = this.#note(row)
    this.#timer ??= setTimeout(() => this.#writeSoon(), paceMs).unref()
    if (!isNoted) await this.settled()
    else if (this.#next.rows.length > mostWaiting) await this.settled().catch(() => undefined)
  }

  /** Resolves when Postgres has every row that was added before. @throws {Error} when it does not take them now. */
  async settled(): Promise<void> {
    const all = this.#added
    while (this.#written < all) await (this.#writing ??= this.#write())
  }

  /** Writes what is left; what Postgres does not take stays on the disk for the next start. */
  async close(): Promise<void> {
    await this.settled().catch((error: unknown) =>
      this.#deps.log.warn({ err: error }, 'rows of the execution log wait for the next start'),
    )
    clearTimeout(this.#timer)
    for (const { notes } of [this.#next, this.#other]) notes.close()
  }

  /** False when the disk does not take it. */
  #note(row: string): boolean {
    try {
      this.#next.notes.add(row)
      return true
    } catch (error) {
      this.#deps.log.error({ err: error }, 'the execution log cannot be noted on the disk')
      return false
    }
  }

  #writeSoon(): void {
    this.#timer = undefined
    this.settled().catch((error: unknown) => {
      this.#deps.log.warn({ err: error }, 'the execution log waits for the database')
      this.#timer ??= setTimeout(() => this.#writeSoon(), tryAgainMs).unref()
    })
  }

  async #write(): Promise<void> {
    try {
      // What failed before comes first.
      if (this.#other.rows.length === 0) [this.#next, this.#other] = [this.#other, this.#next]
      const { rows, notes } = this.#other
      await insertAll(this.#deps, rows)
      notes.clear()
      this.#written += rows.length
      rows.length = 0
    } finally {
      this.#writing = undefined
    }
  }
}

/** Writes what processes that died had noted, and opens this one's log. */
export async function openExecutionLog(deps: LogDeps): Promise<ExecutionLog> {
  const { notes, forget } = await readLeftNotes(folderOf(deps.env))
  await insertAll(
    deps,
    notes.map((note) => JSON.stringify(note)),
  )
  await forget()
  return new ExecutionLog(deps)
}

async function insertAll(deps: Pick<LogDeps, 'db' | 'log'>, rows: readonly string[]): Promise<void> {
  for (let at = 0; at < rows.length; at += atOnce) await insertTogether(deps, rows.slice(at, at + atOnce))
}

/** A row that Postgres refuses takes no other with it. @throws {Error} when Postgres cannot be asked. */
async function insertTogether(deps: Pick<LogDeps, 'db' | 'log'>, rows: readonly string[]): Promise<void> {
  try {
    await insertLogs(deps, rows)
  } catch (error) {
    if (!isRefusal(error)) throw error
    if (rows.length > 1) for (const row of rows) await insertTogether(deps, [row])
    else deps.log.error({ err: error }, 'a row of the execution log is none that Postgres takes')
  }
}

/** Classes of SQLSTATE after which the same row would be refused again: data exceptions, and broken constraints. */
const refusals = ['22', '23']

function isRefusal(error: unknown): boolean {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  return cause instanceof DatabaseError && refusals.includes(cause.code?.slice(0, 2) ?? '')
}

const folderOf = (env: Deps['env']) => join(env.dataDir, 'execution-log')
