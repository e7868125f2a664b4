/** The connection pool and the query builder over it. */
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { Changes } from './changes.ts'
import { drizzle } from './drizzle.ts'
import { keepRowsOf } from './kept-rows.ts'
import { watchWrites } from './watch-writes.ts'

/** A pool or a transaction: both take queries. */
export type Database = Pick<
  NodePgDatabase,
  'select' | 'insert' | 'update' | 'delete' | 'execute' | 'transaction'
>

export interface DatabaseHandle {
  db: NodePgDatabase
  pool: pg.Pool
  /** What is heard of changes; rows are kept in memory once it follows notifications. */
  changes: Changes
  close(): Promise<void>
}

/** How to reach a server: a URL, or the socket directory of the embedded one. */
export type ConnectionTarget =
  | { connectionString: string }
  | { host: string; port: number; user: string; database: string }

/** Connections of one process; the embedded server allows 60 in all. */
const poolSize = 16

/**
 * Opens a pool. Nothing connects until the first query; `onError` hears of idle connections that break, which
 * the pool replaces by itself.
 */
export function openDatabase(target: ConnectionTarget, onError: (error: Error) => void): DatabaseHandle {
  const pool = new pg.Pool({
    ...target,
    max: poolSize,
    // A new connection costs 7 ms, so a few stay and none goes in a short lull.
    min: 2,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 5_000,
    application_name: 'patchbay',
  })
  pool.on('error', onError)
  const changes = new Changes()
  pool.on('connect', (client) => watchWrites(client, changes))
  const db = drizzle(pool)
  keepRowsOf(db, changes)
  db.transaction = async (work, config) => {
    // Drizzle's own keeps the connection for good when `begin` fails, as it does while a database starts anew.
    const client = await pool.connect()
    try {
      return await drizzle(client).transaction(work, config)
    } finally {
      client.release()
    }
  }
  let closing: Promise<void> | undefined
  return { db, pool, changes, close: () => (closing ??= pool.end()) }
}
