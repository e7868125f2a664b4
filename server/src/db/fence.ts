/**
 * Waiting until every process that listens has heard what was committed before: each answers a question that it hears
 * after it. Who does not answer is waited for no longer than it may use what it keeps.
 */
import { randomUUID } from 'node:crypto'
import type pg from 'pg'

/** Held in shared mode by every connection that listens, so that one can find the others. */
const listenerLock = 0x70_61_74_63

export class Fence {
  readonly #open = new Map<string, (pid: number) => void>()

  /** Makes a connection one that is waited for. It has to listen by then. */
  async join(client: pg.Client): Promise<void> {
    await client.query('select pg_advisory_lock_shared($1)', [listenerLock])
  }

  /** What came over the channel `patchbay_fence`. @param listener the process of the server that listens for us */
  heard(client: pg.Client, listener: number | undefined, payload: string): void {
    const [word, token = '', pid] = payload.split(' ')
    if (word === 'told') this.#open.get(token)?.(Number(pid))
    else if (!this.#open.has(token)) void notify(client, `told ${token} ${listener ?? 0}`).catch(() => {})
  }

  /** Resolves when all others have answered, or have been silent for so many milliseconds. */
  async pass(client: pg.Client, longestMs: number): Promise<void> {
    const { rows } = await client.query<{ pid: number }>(
      `select pid from pg_locks where locktype = 'advisory' and granted and objid = $1 and objsubid = 1
        and database = (select oid from pg_database where datname = current_database()) and pid <> pg_backend_pid()`,
      [listenerLock],
    )
    if (rows.length === 0) return
    const silent = new Set(rows.map(({ pid }) => pid))
    const token = randomUUID()
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, longestMs)
    this.#open.set(token, (pid) => {
      silent.delete(pid)
      if (silent.size === 0) resolve()
    })
    try {
      await notify(client, `asked ${token}`)
      await promise
    } finally {
      clearTimeout(timer)
      this.#open.delete(token)
    }
  }
}

async function notify(client: pg.Client, payload: string): Promise<void> {
  await client.query(`select pg_notify('patchbay_fence', $1)`, [payload])
}
