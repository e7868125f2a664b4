/** The program itself, from the database to listening: nearly all modules there are, loaded while Postgres starts. */
import type { Catalog } from '@patchbay/catalog'
import { buildApp, queues, startWorkers } from '../app.ts'
import { systemClock } from '../clock.ts'
import type { Config } from '../config.ts'
import { openExecutionLog } from '../logs/execution-log.ts'
import { replayJournal } from '../connected-accounts/refresh-credential.ts'
import type { Deps } from '../deps.ts'
import { listenToNotifications } from '../db/notifications.ts'
import { createEgress } from '../egress/egress.ts'
import { type Env, withoutSecrets } from '../env.ts'
import { openStorage } from '../files/open-storage.ts'
import { startJobs } from '../jobs/jobs.ts'
import { createLlm } from '../llm/llm.ts'
import { createEmbeddings } from '../tool-router/search/embeddings.ts'
import type { Log } from '../log.ts'
import { bootstrap } from '../projects/bootstrap.ts'
import { prepareInProcess } from './catalog/build-process.ts'
import { LiveCatalog } from './catalog/live-catalog.ts'
import { progressLine } from './catalog/progress-line.ts'
import { countTools, prepareReads } from '../tools/tool-store.ts'
import { openVault } from './vault.ts'
import { openWorkbench } from '../workbench/open-workbench.ts'
import type { Workbench } from '../workbench/workbench.ts'
import type { StartedDatabase } from './database.ts'
import type { Shutdown } from './shutdown.ts'
import { banner } from './words.ts'

/** How soon a server seals under a key that `patchbay keys rotate` has made. */
const keysEveryMs = 2_000

/** From listening to making what the first reads of the catalog need. */
const prepareAfterMs = 200

export interface Begun {
  env: Env
  config: Config
  log: Log
  database: StartedDatabase
}

/** Builds everything over the database, in order, and listens. What has to be undone is added to `shutdown`. */
export async function serve({ env, config, log, database }: Begun, shutdown: Shutdown): Promise<void> {
  const { vault, isNew } = await openVault(database.db, env)
  const rereading = setInterval(() => vault.reload(), keysEveryMs).unref()
  shutdown.add(async () => clearInterval(rereading))
  const keys = await bootstrap(database.db, vault, {
    apiKey: env.bootstrapApiKey,
    orgApiKey: env.bootstrapOrgApiKey,
  })

  const live = await LiveCatalog.open({
    dataDir: env.dataDir,
    kind: env.catalog,
    log,
    onCompile: () => say('Compiling the catalog; this happens once.\n'),
    onProgress: progressLine(say, process.stdout.isTTY),
    onSwap: ({ catalog }) => {
      say(`The full catalog is served: ${countsOf(catalog)}\n`)
      warnOfMissing(config, catalog, log)
    },
    prepare: prepareInProcess,
  })
  shutdown.add(() => live.close())
  if (live.state === undefined) warnOfMissing(config, live.current.catalog, log)
  const egress = createEgress({ allowPrivate: config.egress.allow_private })
  shutdown.add(() => egress.close())
  const llm = createLlm(env)
  shutdown.add(async () => llm?.close())
  const embeddings = createEmbeddings(env, log)
  shutdown.add(async () => embeddings?.close())
  const jobs = await startJobs(database.target, queues, log)
  shutdown.add(() => jobs.stop())

  const notifications = await listenToNotifications(database.target, (error) =>
    log.warn({ err: error }, 'the connection for notifications broke'),
  )
  shutdown.add(() => notifications.close())
  database.changes.follow(notifications)

  const workbench = openWorkbench(env)
  shutdown.add(() => workbench.close())

  const executionLog = await openExecutionLog({ db: database.db, env, log })
  shutdown.add(() => executionLog.close())

  const deps: Deps = {
    env: withoutSecrets(env),
    config,
    db: database.db,
    jobs,
    notifications,
    vault,
    get catalog() {
      return live.current.catalog
    },
    get search() {
      return live.current.search
    },
    egress,
    storage: openStorage(env),
    workbench,
    llm,
    embeddings,
    executionLog,
    clock: systemClock,
    log,
  }
  await replayJournal(deps)
  const app = await buildApp(deps, () => live.state)
  shutdown.add(() => app.close())
  if (env.role !== 'api') shutdown.add(await startWorkers(deps))
  const url = await app.listen({ host: env.host, port: env.port })
  if (env.role !== 'worker') void tellOfWorkbench(workbench, log)
  say(
    banner({
      url,
      counts: countsOf(deps.catalog),
      keys,
      newMasterKeyFile: isNew && env.masterKeyCommand === undefined ? env.masterKeyFile : undefined,
    }),
  )
  // Not at once: who waited for the server comes first.
  const preparing = setTimeout(() => prepareReads(deps.catalog), prepareAfterMs).unref()
  shutdown.add(async () => clearTimeout(preparing))
}

function countsOf(catalog: Catalog): string {
  const [toolkits, tools] = [catalog.toolkits().length, countTools(catalog)]
  return `${toolkits.toLocaleString('en')} toolkits, ${tools.toLocaleString('en')} tools`
}

/** A warning, no refusal: one file may serve installations whose catalogs differ. */
function warnOfMissing(config: Config, catalog: Catalog, log: Log): void {
  for (const slug of Object.keys(config.toolkits)) {
    if (!catalog.toolkit(slug))
      log.warn(`PATCHBAY_CONFIG: toolkits.${slug}: this catalog has no such toolkit`)
  }
}

/** Found out after the start, which it would hold up. */
async function tellOfWorkbench(workbench: Workbench, log: Log): Promise<void> {
  const provider = await workbench.provider()
  if (provider.name === 'none') log.warn(`the workbench is off: ${workbench.state}`)
}

function say(text: string): void {
  process.stdout.write(text)
}
