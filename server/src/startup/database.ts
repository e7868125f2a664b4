/** Opens the database: your own by URL, or the embedded one in the data folder. */
import { openDatabase, type ConnectionTarget, type DatabaseHandle } from '../db/database.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../db/embedded/embedded-postgres.ts'
import { migrate } from '../db/migrate.ts'
import { ConfigurationError, type Env } from '../env.ts'
import type { Log } from '../log.ts'

export interface StartedDatabase extends DatabaseHandle {
  target: ConnectionTarget
}

/**
 * Starts what has to be started, applies the migrations, and returns a pool. `close` undoes all of it.
 * @param launched the embedded Postgres, where it is being started already.
 */
export async function startDatabase(
  env: Env,
  log: Log,
  launched?: Promise<EmbeddedPostgres>,
): Promise<StartedDatabase> {
  const onError = (error: Error) => log.warn({ err: error }, 'a database connection broke')
  if (env.databaseUrl !== undefined) return openOwn({ connectionString: env.databaseUrl }, onError)

  const embedded = await (launched ?? startEmbeddedPostgres({ dataDir: env.dataDir, log }))
  try {
    const handle = openDatabase(embedded.connection, onError)
    await migrate(handle.pool)
    return {
      ...handle,
      target: embedded.connection,
      close: async () => handle.close().finally(() => embedded.stop()),
    }
  } catch (error) {
    await embedded.stop()
    throw error
  }
}

async function openOwn(target: ConnectionTarget, onError: (error: Error) => void): Promise<StartedDatabase> {
  const handle = openDatabase(target, onError)
  try {
    await handle.pool.query('select 1')
  } catch (cause) {
    await handle.close()
    const reason = cause instanceof Error ? cause.message : 'no answer'
    throw new ConfigurationError(`DATABASE_URL: cannot use this Postgres: ${reason}`, { cause })
  }
  await migrate(handle.pool)
  return { ...handle, target }
}
