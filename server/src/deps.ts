/** What a feature may be given. Built once in `main.ts`; tests build their own. */
import type { Catalog } from '@patchbay/catalog'
import type { SearchIndex } from '@patchbay/search'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Database } from './db/database.ts'
import type { Egress } from './egress/egress.ts'
import type { Env } from './env.ts'
import type { ObjectStorage } from './files/object-storage.ts'
import type { ExecutionLog } from './logs/execution-log.ts'
import type { Jobs } from './jobs/jobs.ts'
import type { Notifications } from './db/notifications.ts'
import type { Llm } from './llm/llm.ts'
import type { Log } from './log.ts'
import type { Embeddings } from './tool-router/search/embeddings.ts'
import type { Workbench } from './workbench/workbench.ts'
import type { Vault } from './vault/vault.ts'

/** Finding tools by use case. */
export type Search = Pick<SearchIndex, 'search'>

export interface Deps {
  /** In the deps of one project: those that it shares with all others. */
  base?: Deps
  env: Env
  config: Config
  db: Database
  jobs: Jobs
  notifications: Notifications
  vault: Vault
  /** With `search`, replaced while the server runs: operations get a copy of this that keeps both. */
  catalog: Catalog
  search: Search
  egress: Egress
  storage: ObjectStorage
  /** Where the code of sessions runs. */
  workbench: Workbench
  /** The language model of the environment, if there is one. */
  llm: Llm | undefined
  /** The embeddings endpoint of the environment, if there is one. */
  embeddings: Embeddings | undefined
  /** Where each call leaves its row. */
  executionLog: ExecutionLog
  clock: Clock
  log: Log
}
