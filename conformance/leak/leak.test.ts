import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { startInstallation, type Installation } from '../rigs/installation.ts'
import { startReceiver, type Receiver } from '../webhooks/receiver.ts'
import { fullRun, type FullRun } from './full-run.ts'
import { snapshotArguments, takeHeapSnapshot } from './heap-snapshot.ts'
import { dumpDatabase, filesOf } from './left-behind.ts'
import { SecretFinder, secretsIn } from './secrets.ts'

/** Kept by the server on purpose, to show that a snapshot would tell. */
const PLANTED = 'planted_canary_94d7c0b83a1f'

let installation: Installation
let receiver: Receiver
let snapshots: string
let run: FullRun
/** Secrets that nothing but the vault may hold, and keys, of which only hashes are kept. */
let all: Record<string, string>

beforeAll(async () => {
  snapshots = await mkdtemp(join(tmpdir(), 'patchbay-heap-'))
  receiver = await startReceiver()
  const plant = `globalThis.planted = { text: ['Bearer', ${JSON.stringify(PLANTED)}].join(' ') }`
  installation = await startInstallation({
    env: { PATCHBAY_LOG_LEVEL: 'debug' },
    allowPrivate: [new URL(receiver.url).host],
    nodeArguments: [...snapshotArguments(snapshots), '--import', `data:text/javascript,${plant}`],
  })
  run = await fullRun(installation, receiver)
  all = { ...run.secrets, ...run.callersOwn }
})
afterAll(async () => {
  await installation?.stop()
  await receiver?.close()
  await rm(snapshots, { recursive: true, force: true })
})

test('the run was what it claims: tokens were issued, refreshed and used, passwords and keys sent', () => {
  const grants = installation.google.ledger.tokens().map(({ grantType }) => grantType)
  expect(grants).toContain('authorization_code')
  expect(grants).toContain('refresh_token')
  const sent = installation.upstream.calls().map(({ headers }) => String(headers['authorization']))
  for (const name of ['API key', 'API key typed into the page'])
    expect(sent).toContain(`Bearer ${run.secrets[name]}`)
  expect(sent).toContain(`Basic ${btoa(`AC1:${run.secrets['password']}`)}`)
  expect(Object.keys(run.secrets)).toEqual(
    expect.arrayContaining(['Google refresh token', 'PKCE verifier', 'authorization code', 'master key']),
  )
  expect(receiver.received).toHaveLength(1)
})

test('no answer, no page and no webhook holds a secret', () => {
  expect(run.answers.length).toBeGreaterThan(30)
  const hidden = { ...run.secrets }
  // The provider's redirect brings the code to us in the URL of a page; it is spent by then.
  delete hidden['authorization code']
  expect(run.answers.filter((text) => secretsIn(text, hidden).length > 0)).toStrictEqual([])
})

test('the server’s output holds none, at its most talkative', () => {
  const { 'project key': _, 'organisation key': __, ...others } = all
  const logs = installation.patchbay.logs()
  expect(secretsIn(logs, others)).toStrictEqual([])
  // The keys are shown once, at the first start.
  const shown = /^Keys, shown this once.*?your-agent\.js$/ms
  expect(secretsIn(logs, all)).toStrictEqual(['project key', 'organisation key'])
  expect(secretsIn(logs.replace(shown, ''), all)).toStrictEqual([])
})

test('no row of any table holds one, nor of the job queue', async () => {
  const lines = await dumpDatabase(installation.patchbay.dataDir)
  const dump = lines.join('\n')
  for (const part of ['connected_accounts', 'pgboss.job', 'user-1']) expect(dump).toContain(part)
  expect(lines.filter((row) => secretsIn(row, all).length > 0)).toStrictEqual([])
})

test('no file of the data folder holds one: Postgres’ tables, log and write-ahead log neither', async () => {
  const finder = new SecretFinder(all)
  const found: string[] = []
  const seen: string[] = []
  for await (const { path, content } of filesOf(installation.patchbay.dataDir)) {
    seen.push(path)
    // Where the operator's secrets and the master key are meant to be.
    if (path === 'master.key' || path.endsWith('patchbay.json')) continue
    for (const name of finder.find(content)) found.push(`${path}: ${name}`)
  }
  expect(seen).toEqual(expect.arrayContaining(['master.key', 'postgres.log']))
  expect(seen.some((path) => path.includes('pg_wal/'))).toBe(true)
  expect(found).toStrictEqual([])
})

test('what was written down is found when it is there', async () => {
  const { dataDir } = installation.patchbay
  const files: Record<string, string[]> = {}
  const finder = new SecretFinder({ ...all, 'an id of a row': 'composio.connected_account.expired' })
  for await (const { path, content } of filesOf(dataDir)) files[path] = finder.find(content)
  expect(files['master.key']).toStrictEqual(['master key'])
  expect(
    Object.entries(files)
      .filter(([path]) => path.includes('pg_wal/'))
      .flatMap(([, names]) => names),
  ).toContain('an id of a row')
})

test('the heap of the server holds none once their calls have ended', async () => {
  const heap = await takeHeapSnapshot(installation.patchbay, snapshots)
  expect(new SecretFinder({ ...all, planted: PLANTED }).find(heap)).toStrictEqual(['planted'])
})
