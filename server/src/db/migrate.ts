/** Applies the numbered SQL files of `server/migrations`, once each, one process at a time. */
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { drizzle, migrate as runMigrations } from './drizzle.ts'

const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url))

/** Advisory lock held while migrating, so that nodes which start together do not collide. Arbitrary constant. */
const migrationLock = 7_246_391

/** Brings the schema up to date. Safe to call from several processes at once. */
export async function migrate(pool: pg.Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    await client.query("set lock_timeout = '10s'")
    await runMigrations(drizzle(client), { migrationsFolder })
  } finally {
    // Ends the connection instead of returning it: that releases the lock and the setting, whatever happened.
    client.release(true)
  }
}
