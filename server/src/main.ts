/** The server process: read the environment, connect, build the application, listen, stop gracefully. */
import { mkdir } from 'node:fs/promises'
import closeWithGrace from 'close-with-grace'
import pino from 'pino'
import { buildApp, queues, startWorkers } from './app.ts'
import { systemClock } from './clock.ts'
import { loadConfig } from './config.ts'
import type { Deps } from './deps.ts'
import { createEgress } from './egress/egress.ts'
import { ConfigurationError, type Env, parseEnv, unknownVariables } from './env.ts'
import { startJobs } from './jobs/jobs.ts'
import { bootstrap } from './projects/bootstrap.ts'
import { banner, explainFailure, helpText } from './startup/banner.ts'
import { indexCatalog, loadCatalog } from './startup/catalog.ts'
import { startDatabase } from './startup/database.ts'
import { openVault } from './startup/vault.ts'
import { version } from './version.ts'

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

async function start(env: Env, shutdown: Shutdown): Promise<void> {
  const log = pino({ level: env.logLevel })
  for (const name of unknownVariables(process.env)) log.warn(`${name} means nothing here; see --help`)
  const config = await loadConfig(env.configFile)
  // Started by root, Postgres runs as another user, who has to get through to its own folder in here.
  await mkdir(env.dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })

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
    if (!catalog.toolkit(slug))
      throw new ConfigurationError(`PATCHBAY_CONFIG: toolkits.${slug}: no such toolkit`)
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

async function main(): Promise<void> {
  const [option] = process.argv.slice(2)
  if (option === '--help' || option === '-h') return say(helpText())
  if (option === '--version') return say(`${version}\n`)
  if (option !== undefined) throw new ConfigurationError(`${option} is not an option; see --help`)

  const shutdown = new Shutdown()
  closeWithGrace({ delay: stopWithinMs }, async ({ err }) => {
    if (err) process.stderr.write(`${explainFailure(err)}\n`)
    await shutdown.run()
  })
  try {
    await start(parseEnv(process.env), shutdown)
  } catch (error) {
    process.stderr.write(`${explainFailure(error)}\n`)
    await shutdown.run()
    process.exit(1)
  }
}

await main().catch((error: unknown) => {
  process.stderr.write(`${explainFailure(error)}\n`)
  process.exit(1)
})
