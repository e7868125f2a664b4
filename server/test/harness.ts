/** A whole server in the test's process, on a database of its own. Speaks through `app.inject`, as on the wire. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { FastifyInstance } from 'fastify'
import { inject } from 'vitest'
import { buildApp, queues, startWorkers } from '../src/app.ts'
import { systemClock } from '../src/clock.ts'
import { Config } from '../src/config.ts'
import { openDatabase } from '../src/db/database.ts'
import { listenToNotifications } from '../src/db/notifications.ts'
import { newId } from '../src/db/ids.ts'
import type { Deps } from '../src/deps.ts'
import { createEgress } from '../src/egress/egress.ts'
import { parseEnv } from '../src/env.ts'
import { diskStorage } from '../src/files/disk-storage.ts'
import { startJobs } from '../src/jobs/jobs.ts'
import { createLlm } from '../src/llm/llm.ts'
import { openExecutionLog } from '../src/logs/execution-log.ts'
import { createEmbeddings } from '../src/tool-router/search/embeddings.ts'
import { createApiKey } from '../src/projects/api-keys.ts'
import { bootstrap, type BootstrapKeys } from '../src/projects/bootstrap.ts'
import { members, organizations } from '../src/organization/organization.table.ts'
import { projects } from '../src/projects/projects.table.ts'
import { indexCatalog, loadServed } from '../src/startup/catalog/load-catalog.ts'
import { openWorkbench } from '../src/workbench/open-workbench.ts'
import { MasterKey } from '../src/vault/master-key.ts'
import { createVault } from '../src/vault/vault.ts'
import { templateDatabase } from './global-setup.ts'

export interface TestServerOptions {
  /** The operator's file. */
  config?: unknown
  /** Replaces parts of what features are given: a clock, a catalog, … */
  deps?: Partial<Deps>
  env?: Record<string, string>
  /** Listen on a loopback port as well, this one or a free one; `url` then works. */
  listen?: boolean | number
}

export interface TestServer {
  app: FastifyInstance
  deps: Deps
  /** Base URL when listening, else empty. */
  url: string
  projectKey: string
  organizationKey: string
  userKey: string
  projectId: string
  /** One request under /api/v3.1, with the project key unless `key` says otherwise (null: none). */
  call(method: Method, path: string, options?: CallOptions): Promise<CallResult>
  /** A second project, in an organisation of its own. */
  otherProject(): Promise<{ key: string; projectId: string }>
  /** Another node of the installation: a process of its own would differ in nothing that it keeps. */
  secondNode(): Promise<Pick<TestServer, 'app' | 'call' | 'close' | 'deps'>>
  /** Every row of every table as text, to look for what must not be there. */
  dump(): Promise<string>
  close(): Promise<void>
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT'

export interface CallOptions {
  body?: unknown
  headers?: Record<string, string>
  key?: string | null
}

export interface CallResult {
  status: number
  // Tests assert on whole bodies; their shape is what is being tested.
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any
  headers: Record<string, string | string[] | number | undefined>
}

const silent = { info() {}, warn() {}, error() {}, debug() {} }

/** Starts a server for one test file. Call `close` in `afterAll`. */
export async function testServer(options: TestServerOptions = {}): Promise<TestServer> {
  const connection = await cloneDatabase()
  const database = openDatabase(connection, () => {})
  const config = Config.parse(options.config ?? {})
  const dataDir = await mkdtemp(join(tmpdir(), 'patchbay-test-'))
  const defaults = { PATCHBAY_LOG_LEVEL: 'silent', PORT: '0', PATCHBAY_DATA_DIR: dataDir }
  const env = parseEnv({ ...defaults, ...options.env })
  const vault = createVault({ masterKey: new MasterKey(randomBytes(32)) })
  const keys = await requireKeys(bootstrap(database.db, vault, { apiKey: undefined, orgApiKey: undefined }))
  const served = options.deps?.catalog
    ? { catalog: options.deps.catalog, search: indexCatalog(options.deps.catalog) }
    : await loadServed(inject('cacheDir'), 'head', () => {})
  const { catalog } = served
  const deps: Deps = {
    env,
    config,
    db: database.db,
    jobs: await startJobs(connection, queues, silent),
    notifications: await listenToNotifications(connection, () => {}),
    vault,
    catalog,
    search: served.search,
    egress: createEgress({ allowPrivate: config.egress.allow_private }),
    storage: diskStorage(join(dataDir, 'files')),
    workbench: openWorkbench(env),
    llm: createLlm(env),
    embeddings: createEmbeddings(env, silent),
    executionLog: await openExecutionLog({ db: database.db, env, log: silent }),
    clock: systemClock,
    log: silent,
    ...options.deps,
  }
  database.changes.follow(deps.notifications)
  const app = await buildApp(deps)
  const stopWorkers = await startWorkers(deps)
  const { listen = false } = options
  const port = typeof listen === 'number' ? listen : 0
  const url = listen === false ? '' : await app.listen({ host: '127.0.0.1', port })
  const [project] = await database.db.select().from(projects)
  if (!project) throw new Error('bootstrap made no project')

  async function secondNode(): Promise<Pick<TestServer, 'app' | 'call' | 'close' | 'deps'>> {
    const own = openDatabase(connection, () => {})
    const notifications = await listenToNotifications(connection, () => {})
    own.changes.follow(notifications)
    const executionLog = await openExecutionLog({ ...deps, db: own.db })
    const itsDeps = { ...deps, db: own.db, notifications, executionLog }
    const node = await buildApp(itsDeps)
    return {
      app: node,
      deps: itsDeps,
      call: (method, path, callOptions) => call(node, keys.projectKey, method, path, callOptions),
      async close() {
        await node.close()
        await executionLog.close()
        await notifications.close()
        await own.close()
      },
    }
  }

  async function close(): Promise<void> {
    await app.close()
    await stopWorkers()
    await deps.executionLog.close()
    await deps.workbench.close()
    await deps.notifications.close()
    await deps.jobs.stop()
    await deps.egress.close()
    await deps.llm?.close()
    await database.close()
    catalog.close()
    await rm(dataDir, { recursive: true, force: true })
  }
  return {
    app,
    deps,
    url,
    projectKey: keys.projectKey,
    organizationKey: keys.organizationKey,
    userKey: keys.userKey,
    projectId: project.id,
    call: (method, path, callOptions) => call(app, keys.projectKey, method, path, callOptions),
    otherProject: () => makeOtherProject(deps),
    secondNode,
    async dump() {
      await deps.executionLog.settled()
      return dumpTables(database.pool)
    },
    close,
  }
}

async function cloneDatabase() {
  const connection = inject('postgres')
  const database = `test_${randomBytes(8).toString('hex')}`
  const admin = new pg.Client(connection)
  await admin.connect()
  // Cloning needs the template unused; another file may be cloning it at this moment.
  await admin.query('select pg_advisory_lock(1)')
  await admin.query(`create database ${database} template ${templateDatabase}`)
  await admin.end()
  return { ...connection, database }
}

async function requireKeys(keys: Promise<BootstrapKeys | undefined>): Promise<BootstrapKeys> {
  const made = await keys
  if (!made) throw new Error('the test database was not empty')
  return made
}

async function call(
  app: FastifyInstance,
  projectKey: string,
  method: Method,
  path: string,
  { body, headers = {}, key = projectKey }: CallOptions = {},
): Promise<CallResult> {
  const response = await app.inject({
    method,
    url: path.startsWith('/api/') || path.startsWith('/link') ? path : `/api/v3.1${path}`,
    headers: { ...(key !== null && { 'x-api-key': key }), ...headers },
    ...(body !== undefined && { payload: body as object }),
  })
  const isJson = String(response.headers['content-type'] ?? '').includes('json')
  return {
    status: response.statusCode,
    body: isJson ? response.json() : response.body,
    headers: response.headers,
  }
}

async function makeOtherProject({ db, vault }: Deps): Promise<{ key: string; projectId: string }> {
  const orgId = newId('organization')
  const memberId = newId('member')
  const projectId = newId('project')
  await db.insert(organizations).values({ id: orgId, name: 'Other' })
  await db
    .insert(members)
    .values({ id: memberId, orgId, email: 'other@localhost', name: 'Other', role: 'ADMIN' })
  await db.insert(projects).values({ id: projectId, orgId, name: 'other', email: 'other@localhost' })
  const key = await createApiKey(db, vault, { kind: 'project', name: 'other', orgId, memberId, projectId })
  return { key, projectId }
}

async function dumpTables(pool: pg.Pool): Promise<string> {
  const tables = await pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'pgboss')`,
  )
  let text = ''
  for (const { name } of tables.rows) {
    const { rows } = await pool.query<{ row: string }>(`select t::text as row from ${name} t`)
    text += rows.map(({ row }) => row).join('\n')
  }
  return text
}
