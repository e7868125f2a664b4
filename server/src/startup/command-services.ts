/** What a command needs that does a server's work: the same parts, for as long as it takes. */
import { existsSync } from 'node:fs'
import { queues } from '../app.ts'
import { systemClock } from '../clock.ts'
import { loadConfig, withEnvApps } from '../config.ts'
import { withProjectToolkits } from '../custom-toolkits/project-deps.ts'
import { listenToNotifications } from '../db/notifications.ts'
import type { Deps } from '../deps.ts'
import { createEgress } from '../egress/egress.ts'
import { openStorage } from '../files/open-storage.ts'
import type { Env } from '../env.ts'
import { openExecutionLog } from '../logs/execution-log.ts'
import { startJobs } from '../jobs/jobs.ts'
import { loadServed } from './catalog/load-catalog.ts'
import { storePaths } from './catalog/stores.ts'
import { joinDatabase } from './join-database.ts'
import { Shutdown } from './shutdown.ts'
import { openVault } from './vault.ts'
import { openWorkbench } from '../workbench/open-workbench.ts'

/** Runs `work` with the deps of this installation, and with what gives a project's. */
export async function withServices<T>(
  env: Env,
  say: (text: string) => void,
  work: (deps: Deps, forProject: (projectId: string) => Promise<Deps>) => Promise<T>,
): Promise<T> {
  const tell = (_fields: unknown, message?: string) => say(`${message ?? ''}\n`)
  const log = { info() {}, debug() {}, warn: tell, error: tell }
  const shutdown = new Shutdown()
  try {
    const config = withEnvApps(await loadConfig(env.configFile), env.apps)
    const database = await joinDatabase(env, log)
    shutdown.add(database.close)
    const { vault } = await openVault(database.db, env)
    const kind = existsSync(storePaths(env.dataDir, 'full').store) ? 'full' : 'head'
    const { catalog, search } = await loadServed(env.dataDir, kind, () => say('Compiling the catalog\n'))
    shutdown.add(async () => catalog.close())
    const egress = createEgress({ allowPrivate: config.egress.allow_private })
    shutdown.add(() => egress.close())
    const jobs = await startJobs(database.target, queues, log)
    shutdown.add(() => jobs.stop())
    const notifications = await listenToNotifications(database.target, () => {})
    shutdown.add(() => notifications.close())
    const executionLog = await openExecutionLog({ db: database.db, env, log })
    shutdown.add(() => executionLog.close())
    const deps: Deps = {
      env,
      config,
      db: database.db,
      jobs,
      notifications,
      vault,
      catalog,
      search,
      egress,
      log,
      llm: undefined,
      embeddings: undefined,
      storage: openStorage(env),
      workbench: openWorkbench({ ...env, workbench: 'none' }),
      executionLog,
      clock: systemClock,
    }
    return await work(deps, (projectId) => withProjectToolkits(deps, projectId))
  } finally {
    await shutdown.run()
  }
}
