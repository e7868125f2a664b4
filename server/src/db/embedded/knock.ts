/** One attempt to connect to the server of a data folder. */
import pg from 'pg'
import { errorCode, ServerProcessError, errorMessage } from './errors.ts'
import { maintenanceDatabase, port, superuser } from './settings.ts'

/**
 * A connection; `absent` when nothing listens; `busy` when a server is there but starting, recovering, stopping,
 * full or slow.
 */
export type Answer = pg.Client | 'absent' | 'busy'

const absent = new Set(['ENOENT', 'ECONNREFUSED', 'ENOTDIR'])

/** cannot_connect_now, admin_shutdown, crash_shutdown, too_many_connections (Postgres, appendix A). */
const busy = new Set(['57P03', '57P01', '57P02', '53300', 'ECONNRESET', 'EPIPE', 'EAGAIN'])

/**
 * @param applicationName at most 63 bytes, shown in `pg_stat_activity`
 * @throws {ServerProcessError} when the server is there but does not let us in.
 */
export async function knock(socketFolder: string, applicationName: string): Promise<Answer> {
  const client = new pg.Client({
    host: socketFolder,
    port,
    user: superuser,
    database: maintenanceDatabase,
    application_name: applicationName,
    connectionTimeoutMillis: 5_000,
    ssl: false,
  })
  // A connection that breaks in a later moment without a listener would end the process.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return client
  } catch (error) {
    await client.end().catch(() => undefined)
    const code = errorCode(error)
    if (code !== undefined && absent.has(code)) return 'absent'
    if (isServerLeaving(error)) return 'busy'
    throw new ServerProcessError(`cannot connect to Postgres in ${socketFolder}: ${errorMessage(error)}`, {
      cause: error,
    })
  }
}

/** Whether `error` means that the server is starting, stopping or crashing, so that asking again may help. */
export function isServerLeaving(error: unknown): boolean {
  const code = errorCode(error)
  if (code !== undefined) return busy.has(code)
  // What pg reports, without a code, when the server hangs up or does not answer in time.
  return error instanceof Error && /terminated|timeout|not queryable/i.test(error.message)
}
