/** A server from start to stop: start Postgres, load the program meanwhile, serve; on a signal, undo it all in order. */
import closeWithGrace from 'close-with-grace'
import pino from 'pino'
import { loadConfig, withEnvApps } from '../config.ts'
import type { Env } from '../env.ts'
import { launchPostgres } from './launch-postgres.ts'
import { Shutdown } from './shutdown.ts'
import { explainFailure } from './words.ts'

/** Longest that a stop may take: requests in flight, then jobs, then the database. */
const stopWithinMs = 25_000

/**
 * Starts the server and returns when it listens. From then on SIGTERM or SIGINT stops it gracefully.
 * @throws whatever kept it from starting, after undoing what had been started.
 */
export async function runServer(env: Env, unknownVariables: readonly string[]): Promise<void> {
  const shutdown = new Shutdown()
  closeWithGrace({ delay: stopWithinMs }, async ({ err }) => {
    if (err) process.stderr.write(`${explainFailure(err)}\n`)
    await shutdown.run()
  })
  try {
    await start(env, unknownVariables, shutdown)
  } catch (error) {
    // A signal came first: what it closes fails here, and it ends the process.
    if (shutdown.hasBegun) return
    await shutdown.run()
    throw error
  }
}

async function start(env: Env, unknownVariables: readonly string[], shutdown: Shutdown): Promise<void> {
  const log = pino({ level: env.logLevel })
  for (const name of unknownVariables) log.warn(`${name} means nothing here; see --help`)
  const config = withEnvApps(await loadConfig(env.configFile), env.apps)

  const postgres = env.databaseUrl === undefined ? await launchPostgres(env.dataDir, log) : undefined
  shutdown.add(async () => postgres?.stop())
  const { startDatabase } = await import('./database.ts')
  const { serve } = await import('./serve.ts')
  const database = await startDatabase(env, log, postgres?.ready)
  shutdown.add(database.close)
  await serve({ env, config, log, database }, shutdown)
}
