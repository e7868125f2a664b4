/** The database for a command, beside a server that may be running on it. */
import { openDatabase } from '../db/database.ts'
import { clusterFolder } from '../db/embedded/cluster.ts'
import { DataFolderInUseError } from '../db/embedded/embedded-postgres.ts'
import { readPostmasterFile } from '../db/embedded/postmaster.ts'
import { databaseName, port, serverRole } from '../db/embedded/settings.ts'
import type { Env } from '../env.ts'
import type { Log } from '../log.ts'
import { startDatabase, type StartedDatabase } from './database.ts'

/** Uses the embedded Postgres of a running server, or starts it for as long as the command takes. */
export async function joinDatabase(env: Env, log: Log): Promise<StartedDatabase> {
  try {
    return await startDatabase(env, log)
  } catch (error) {
    if (!(error instanceof DataFolderInUseError)) throw error
    const running = await readPostmasterFile(clusterFolder(env.dataDir))
    if (running === undefined || running.socketFolder === '') throw error
    const target = { host: running.socketFolder, port, user: serverRole, database: databaseName }
    return { ...openDatabase(target, (broken) => log.warn({ err: broken }, 'a connection broke')), target }
  }
}
