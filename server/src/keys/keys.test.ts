/** Rotating the master key: nothing sealed is forgotten, nothing is lost when it is killed, nobody waits for it. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { glob, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { is } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPatchbay, type Patchbay } from '../../../conformance/rigs/patchbay.ts'
import { newDatabaseUrl } from '../../../conformance/rigs/test-database.ts'
import { startUpstream, type Upstream } from '../../../conformance/rigs/upstream.ts'
import { dropEntry, keepEntry } from '../connected-accounts/refresh-journal.ts'
import { parseEnv } from '../env.ts'
import { loadMasterKey, loadMasterKeys } from '../vault/master-key.ts'
import { createVault } from '../vault/vault.ts'
import { sealedColumns } from './sealed-columns.ts'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const source = fileURLToPath(new URL('..', import.meta.url))
/** More than a page of the walk. */
const accounts = 600

let folder: string
let databaseUrl: string
let patchbay: Patchbay
let pool: pg.Pool
let authConfigId: string
let upstream: Upstream
let firstId: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'patchbay-keys-'))
  databaseUrl = await newDatabaseUrl()
  upstream = await startUpstream()
  patchbay = await startPatchbay({
    databaseUrl,
    config: {
      toolkits: { resend: { base_url: upstream.url } },
      egress: { allow_private: [new URL(upstream.url).host] },
    },
    env: { PATCHBAY_MASTER_KEY_FILE: join(folder, 'master.key') },
  })
  pool = new pg.Pool({ connectionString: databaseUrl, max: 2 })
  const made = await call('POST', '/auth_configs', {
    toolkit: { slug: 'resend' },
    auth_config: { type: 'use_custom_auth', authScheme: 'API_KEY', credentials: {} },
  })
  authConfigId = made.auth_config.id
  firstId = (await connect('first')).id
  await fill()
}, 120_000)
afterAll(async () => {
  await pool?.end()
  await patchbay?.stop()
  await upstream?.close()
  await rm(folder, { recursive: true, force: true })
})

// oxlint-disable-next-line typescript/no-explicit-any
async function call(method: string, path: string, body?: unknown): Promise<any> {
  const response = await fetch(`${patchbay.url}/api/v3.1${path}`, {
    method,
    headers: { 'x-api-key': patchbay.apiKey, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { httpStatus: response.status, ...((await response.json()) as object) }
}

function connect(user: string) {
  const state = { authScheme: 'API_KEY', val: { generic_api_key: `canary-${user}` } }
  return call('POST', '/connected_accounts', {
    auth_config: { id: authConfigId },
    connection: { user_id: user, state },
  })
}

/** A call with the first account's key. */
function execute() {
  const body = { connected_account_id: firstId, endpoint: '/echo/x', method: 'GET' }
  return call('POST', '/tools/execute/proxy', body)
}

/** Copies of the first account, each sealed for its own row. */
async function fill(): Promise<void> {
  const vault = createVault({ masterKey: await loadMasterKey(join(folder, 'master.key')) })
  const { rows } = await pool.query('select * from connected_accounts')
  const [{ project_id: projectId, ...first }] = rows
  const ids = Array.from({ length: accounts }, (_, index) => `ca_filled-${String(index).padStart(6, '0')}`)
  const sealed = ids.map((rowId) =>
    vault.seal(
      { projectId, table: 'connected_accounts', rowId, column: 'credential', version: 1 },
      { generic_api_key: `canary-${rowId}` },
    ),
  )
  await pool.query(
    `insert into connected_accounts
       (id, project_id, auth_config_id, user_id, toolkit, auth_scheme, status, word_id, credential, credential_version)
     select id, $1, $2, id, 'resend', 'API_KEY', 'ACTIVE', $3, credential, 1
     from unnest($4::text[], $5::bytea[]) as filled (id, credential)`,
    [projectId, authConfigId, first.word_id, ids, sealed],
  )
}

const env = () => ({
  ...process.env,
  DATABASE_URL: databaseUrl,
  PATCHBAY_DATA_DIR: folder,
  PATCHBAY_MASTER_KEY_FILE: join(folder, 'master.key'),
})

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    env: env(),
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

function start(...args: string[]): ChildProcess {
  return spawn(process.execPath, [main, ...args], { env: env(), stdio: 'ignore' })
}

async function keysInUse(): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ key: string; rows: string }>(
    `select encode(substring(credential from 2 for 8), 'hex') as key, count(*) as rows
     from connected_accounts where credential is not null group by 1`,
  )
  return new Map(rows.map(({ key, rows: count }) => [key, Number(count)]))
}

test('every sealed column of the schema is walked', async () => {
  const found: string[] = []
  for await (const file of glob('**/*.table.ts', { cwd: source })) {
    const tables: unknown[] = Object.values((await import(join(source, file))) as object)
    for (const table of tables) {
      if (!is(table, PgTable)) continue
      const { name, columns } = getTableConfig(table)
      for (const column of columns) if (column.getSQLType() === 'bytea') found.push(`${name}.${column.name}`)
    }
  }
  const walked = sealedColumns.map(({ table, column }) => `${table}.${column}`)
  expect(walked.toSorted()).toStrictEqual([...new Set(found)].toSorted())
})

test('a rotation that is killed goes on where it was, and calls with the credentials succeed throughout', async () => {
  const [old = ''] = [...(await keysInUse()).keys()]
  // Somebody writes to a row in the middle: the rotation waits there, so it is killed halfway on any machine.
  const writer = await pool.connect()
  await writer.query(`begin; select from connected_accounts where id = 'ca_filled-000300' for update`)
  const killed = start('keys', 'rotate')
  await expect.poll(async () => (await keysInUse()).size, { timeout: 60_000 }).toBe(2)
  killed.kill('SIGKILL')
  await once(killed, 'exit')
  await writer.query('rollback')
  writer.release()
  const between = await keysInUse()
  expect(between.get(old)).toBeGreaterThan(0)
  // The server reads what is under either key, and with the keys of before.
  expect(await call('GET', '/connected_accounts?limit=1000')).toMatchObject({ httpStatus: 200 })
  expect(run('keys', 'verify')).toMatchObject({ status: 0, stdout: expect.stringContaining('(100.00 %)') })
  expect(run('keys', 'retire').status).toBe(1)

  const second = start('keys', 'rotate')
  const ended = once(second, 'exit')
  let served = 0
  while (second.exitCode === null) {
    const { httpStatus, items } = await call('GET', '/connected_accounts?limit=20')
    expect(httpStatus).toBe(200)
    for (const { state } of items) expect(state.val.generic_api_key).toBe('cana...')
    expect(await execute()).toMatchObject({ httpStatus: 200, status: 200 })
    expect(upstream.calls().at(-1)?.headers['authorization']).toBe('Bearer canary-first')
    served += 1
    if (served === 3) expect((await connect('meanwhile')).httpStatus).toBe(201)
  }
  await ended
  expect(second.exitCode).toBe(0)
  expect(served).toBeGreaterThan(3)
  const after = await keysInUse()
  expect([...after.values()]).toStrictEqual([accounts + 2])
  expect(after.has(old)).toBe(false)
}, 120_000)

test('the old key stays while a token answer that needs it waits in the journal', async () => {
  const [current, old] = await loadMasterKeys(join(folder, 'master.key'))
  if (!old) throw new Error('the rotation left no old key')
  const deps = {
    env: parseEnv({ PATCHBAY_DATA_DIR: folder }),
    vault: createVault({ masterKey: old, retiredKeys: [current] }),
  }
  const name = { projectId: 'pr_1', id: 'ca_filled-000001', version: 2 }
  const file = await keepEntry(deps, name, { credential: {}, publicFields: {}, expiresAt: null })
  expect(run('keys', 'retire')).toMatchObject({
    status: 1,
    stdout: '',
    stderr: expect.stringMatching(/^1 values may need an old key/),
  })
  expect((await loadMasterKeys(join(folder, 'master.key'))).map(({ id }) => id)).toContain(old.id)
  await dropEntry(file)
}, 120_000)

test('then the old key can go, and keys of the API and credentials are as before', async () => {
  expect(run('keys', 'retire')).toMatchObject({ status: 0 })
  const lines = (await readFile(join(folder, 'master.key'), 'utf8')).trim().split('\n')
  expect(lines).toHaveLength(1)
  const { apiKey } = patchbay
  await patchbay.stop()
  const printed = { PATCHBAY_MASTER_KEY_COMMAND: `cat '${join(folder, 'master.key')}'` }
  patchbay = await startPatchbay({ databaseUrl, apiKey, env: printed })
  expect((await call('GET', '/connected_accounts?limit=1')).items[0].state.val.generic_api_key).toBe(
    'cana...',
  )
}, 120_000)

test('a value that was put into another row is told of', async () => {
  await pool.query(
    `update connected_accounts set credential =
       (select credential from connected_accounts where id = 'ca_filled-000001') where id = 'ca_filled-000002'`,
  )
  expect(run('keys', 'verify')).toMatchObject({
    status: 1,
    stderr: 'connected_accounts ca_filled-000002: tampered\n',
  })
}, 60_000)
