/** The server as a process: what an operator sees when it starts, stops, crashes or is set up wrongly. */
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { startPatchbay } from '../../../conformance/rigs/patchbay.ts'
import { startUpstream } from '../../../conformance/rigs/upstream.ts'
import { clusterFolder } from '../db/embedded/cluster.ts'
import { runningPostmaster } from '../db/embedded/postmaster.ts'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const folder = await mkdtemp(join(tmpdir(), 'patchbay-process-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Runs the server to its end: for starts that are refused. */
function run(args: string[], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    env: { PATH: process.env['PATH'], PATCHBAY_DATA_DIR: join(folder, 'refused'), ...env },
    encoding: 'utf8',
    timeout: 90_000,
  })
  return { status, stdout, stderr }
}

describe('options and settings', () => {
  test('--help lists every variable and starts nothing', () => {
    const { status, stdout } = run(['--help'])
    expect(status).toBe(0)
    for (const name of ['PORT', 'DATABASE_URL', 'PATCHBAY_MASTER_KEY_FILE']) expect(stdout).toContain(name)
  })

  test('an unknown option is refused', () => {
    expect(run(['--prot=1'])).toMatchObject({
      status: 2,
      stderr: "patchbay start: Unknown option '--prot'\nusage: patchbay start\n",
    })
  })

  test('a bad variable ends the start with one line that names it', () => {
    expect(run([], { PORT: 'http' })).toMatchObject({ status: 1, stderr: 'PORT must be a whole number\n' })
  })

  test('a database that cannot be reached is named by its variable, without its password', () => {
    const { status, stderr } = run([], { DATABASE_URL: 'postgres://user:hunter2@127.0.0.1:1/db' })
    expect(status).toBe(1)
    expect(stderr).toMatch(/^DATABASE_URL: cannot use this Postgres: .*ECONNREFUSED/)
    expect(stderr).not.toContain('hunter2')
  })
})

describe('one data folder', () => {
  let dataDir: string
  let headers: Record<string, string>
  let sessionId: string

  // The one start of this file that compiles a catalog of its own, as the first on an operator's machine does.
  beforeAll(async () => {
    dataDir = await mkdtemp(join(folder, 'kept-'))
    const first = await startPatchbay({ dataDir })
    headers = { 'x-api-key': first.apiKey, 'content-type': 'application/json' }
    const created = await fetch(`${first.url}/api/v3.1/tool_router/session`, {
      method: 'POST',
      headers,
      body: '{"user_id":"u"}',
    })
    sessionId = ((await created.json()) as { session_id: string }).session_id
    expect(first.logs()).toContain(first.apiKey)
    expect(first.logs()).toContain('Compiling the catalog; this happens once.')
    await first.kill()
  })

  test('keeps its keys, data and catalog over a crash, and is one server’s at a time', async () => {
    const second = await startPatchbay({ dataDir })
    expect(second.logs()).not.toContain(headers['x-api-key'])
    expect(second.logs()).not.toContain('Compiling the catalog')
    const session = () => fetch(`${second.url}/api/v3.1/tool_router/session/${sessionId}`, { headers })
    expect((await session()).status).toBe(200)

    const refused = run([], { PATCHBAY_DATA_DIR: dataDir })
    expect(refused.status).toBe(1)
    expect(refused.stderr).toContain(`pid ${second.pid}`)
    expect(refused.stderr).toContain(dataDir)
    expect((await session()).status).toBe(200)
    expect(await second.stop()).toBe(0)
  })

  test('a signal during the start stops the database, which is starting, too', async () => {
    const postgres = () => runningPostmaster(clusterFolder(dataDir))
    expect(await postgres()).toBeUndefined()
    const child = spawn(process.execPath, [main], {
      env: { PATH: process.env['PATH'], PATCHBAY_DATA_DIR: dataDir, PORT: '0' },
      stdio: 'ignore',
    })
    const ended = once(child, 'exit')
    await expect.poll(postgres, { timeout: 60_000 }).toBeTypeOf('number')
    child.kill('SIGTERM')
    expect(await ended).toStrictEqual([0, null])
    expect(await postgres()).toBeUndefined()
  })

  test('is refused without the master key that opens it', async () => {
    const keyFile = join(dataDir, 'master.key')
    await rename(keyFile, join(folder, 'moved.key'))

    const missing = run([], { PATCHBAY_DATA_DIR: dataDir })
    expect([missing.status, missing.stderr]).toStrictEqual([
      1,
      expect.stringContaining('PATCHBAY_MASTER_KEY_FILE'),
    ])
    const moved = await startPatchbay({
      dataDir,
      env: { PATCHBAY_MASTER_KEY_FILE: join(folder, 'moved.key') },
    })
    const session = await fetch(`${moved.url}/api/v3.1/tool_router/session/${sessionId}`, { headers })
    expect(session.status).toBe(200)
    expect(await moved.stop()).toBe(0)

    await writeFile(keyFile, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 })
    const wrong = run([], { PATCHBAY_DATA_DIR: dataDir })
    expect([wrong.status, wrong.stderr]).toStrictEqual([1, expect.stringContaining('holds another key')])
  })
})

test('SIGTERM lets the requests in flight finish; a toolkit of the operator’s file that the catalog lacks is warned of', async () => {
  const upstream = await startUpstream()
  const patchbay = await startPatchbay({
    config: {
      toolkits: {
        hackernews: { base_url: `${upstream.url}/slow?ms=1500#` },
        nothing: { base_url: 'https://nothing.example' },
      },
      egress: { allow_private: [new URL(upstream.url).host] },
    },
  })
  expect(patchbay.logs()).toContain('PATCHBAY_CONFIG: toolkits.nothing: this catalog has no such toolkit')
  const inFlight = fetch(`${patchbay.url}/api/v3.1/tools/execute/HACKERNEWS_GET_USER`, {
    method: 'POST',
    headers: { 'x-api-key': patchbay.apiKey, 'content-type': 'application/json' },
    body: '{"user_id":"u","arguments":{"username":"pg"}}',
  })
  await expect.poll(() => upstream.calls().length, { timeout: 60_000 }).toBe(1)
  const stopping = patchbay.stop()
  expect((await inFlight).status).toBe(200)
  expect(await stopping).toBe(0)
  await upstream.close()
})

test('two nodes share one Postgres of your own', async () => {
  const { host, port, user } = inject('postgres')
  const database = 'own_database'
  const admin = new pg.Client(inject('postgres'))
  await admin.connect()
  await admin.query(`create database ${database}`)
  await admin.end()
  const databaseUrl = `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`

  const dataDir = await mkdtemp(join(folder, 'node-'))
  const first = await startPatchbay({ databaseUrl, dataDir, borrowCatalog: true })
  const second = await startPatchbay({
    databaseUrl,
    env: { PATCHBAY_MASTER_KEY_FILE: join(dataDir, 'master.key') },
  })
  const response = await fetch(`${second.url}/api/v3.1/toolkits?limit=1`, {
    headers: { 'x-api-key': first.apiKey },
  })
  expect(response.status).toBe(200)
  expect(await Promise.all([first.stop(), second.stop()])).toStrictEqual([0, 0])
})
