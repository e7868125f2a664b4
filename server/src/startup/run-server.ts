/** A server from start to stop: connect, build the application, listen; on a signal, undo it all in order. */
import closeWithGrace from 'close-with-grace'
import pino from 'pino'
import { buildApp, queues, startWorkers } from '../app.ts'
import { systemClock } from '../clock.ts'
import { loadConfig } from '../config.ts'
import { replayJournal } from '../connected-accounts/refresh-credential.ts'
import type { Deps } from '../deps.ts'
import { createEgress } from '../egress/egress.ts'
import type { Env } from '../env.ts'
import { startJobs } from '../jobs/jobs.ts'
import { bootstrap } from '../projects/bootstrap.ts'
import { indexCatalog, loadCatalog } from './catalog.ts'
import { startDatabase } from './database.ts'
import { openVault } from './vault.ts'
import { banner, explainFailure } from './words.ts'

/** Longest that a stop may take: requests in flight, then jobs, then the database. */
const stopWithinMs = 25_000

/** Undoes what was started, the last first. */
class Shutdown {
  readonly #steps: (() => Promise<unknown>)[] = []

  add(step: () => Promise<unknown>): void {
    this.#steps.unshift(step)
  }

  async run(): Promise<void> {
    for (const step of this.#steps.splice(0)) await step()
  }
}

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
    await shutdown.run()
    throw error
  }
}

async function start(env: Env, unknownVariables: readonly string[], shutdown: Shutdown): Promise<void> {
  const log = pino({ level: env.logLevel })
  for (const name of unknownVariables) log.warn(`${name} means nothing here; see --help`)
  const config = await loadConfig(env.configFile)

  const database = await startDatabase(env, log)
  shutdown.add(database.close)
  const { vault, isNew } = await openVault(database.db, env)
  const keys = await bootstrap(database.db, vault, {
    apiKey: env.bootstrapApiKey,
    orgApiKey: env.bootstrapOrgApiKey,
  })

  const catalog = await loadCatalog(env.dataDir, () => say('Compiling the catalog; this happens once.\n'))
  shutdown.add(async () => catalog.close())
  for (const slug of Object.keys(config.toolkits)) {
    // A warning: one file may serve installations whose catalogs differ.
    if (!catalog.toolkit(slug))
      log.warn(`PATCHBAY_CONFIG: toolkits.${slug}: this catalog has no such toolkit`)
  }
  const egress = createEgress({ allowPrivate: config.egress.allow_private })
  shutdown.add(() => egress.close())
  const jobs = await startJobs(database.target, queues, log)
  shutdown.add(() => jobs.stop())

  const deps: Deps = {
    env,
    config,
    db: database.db,
    jobs,
    vault,
    catalog,
    search: indexCatalog(catalog),
    egress,
    clock: systemClock,
    log,
  }
  await replayJournal(deps)
  const app = await buildApp(deps)
  shutdown.add(() => app.close())
  if (env.role !== 'api') await startWorkers(deps)
  const url = await app.listen({ host: env.host, port: env.port })
  const counts = { toolkits: catalog.toolkits().length, tools: catalog.summaries().length }
  say(banner({ url, counts, keys, newMasterKeyFile: isNew ? env.masterKeyFile : undefined }))
}

function say(text: string): void {
  process.stdout.write(text)
}
