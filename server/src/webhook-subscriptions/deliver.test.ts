/** Deliveries that a process which died was at: they are known as such, and not sent again when they were taken. */
import { spawnSync } from 'node:child_process'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testServer, type TestServer } from '../../test/harness.ts'
import { sql } from '../db/sql.ts'
import { claimDeliveries, takeOverNotes } from './deliver.ts'

let server: TestServer

beforeAll(async () => {
  server = await testServer()
  await server.call('POST', '/webhook_subscriptions', {
    body: { webhook_url: 'https://hooks.invalid/', enabled_events: ['composio.trigger.message'] },
  })
})
afterAll(() => server.close())
beforeEach(() => server.deps.db.execute(sql`delete from webhook_deliveries`))

async function addDelivery(id: string, leasedUntil: string | null, attempts = 0): Promise<void> {
  await server.deps.db.execute(sql`
    insert into webhook_deliveries (id, project_id, subscription_id, event_id, event_type, subject_id, next_attempt_at,
      leased_until, attempts, created_at)
    select ${id}, project_id, id, ${id}, 'composio.trigger.message', 'ti_1', now() + interval '1 year',
      ${leasedUntil}::timestamptz, ${attempts}, now()
    from webhook_subscriptions`)
}

test('a delivery whose lease ran out is claimed as one that was cut off, and one that is leased not at all', async () => {
  await addDelivery('new', null)
  await addDelivery('cut-off', '2026-01-01')
  await addDelivery('leased', '2100-01-01')
  // In two years: the server's own dispatcher, whose clock says today, finds nothing due.
  const clock = { now: () => new Date(Date.now() + 2 * 365 * 24 * 3_600_000) }
  const claimed = await claimDeliveries({ db: server.deps.db, clock }, 10, [])
  expect(Object.fromEntries(claimed.map(({ id, wasCutOff }) => [id, wasCutOff]))).toStrictEqual({
    new: false,
    'cut-off': true,
  })
  expect(await claimDeliveries({ db: server.deps.db, clock }, 10, [])).toStrictEqual([])
})

test('what a process that died had noted as taken is not sent again, unless by a later attempt', async () => {
  await addDelivery('taken', '2100-01-01', 1)
  await addDelivery('sent-again', '2100-01-01', 2)
  await addDelivery('under-way', '2100-01-01', 1)
  const note = (id: string) => JSON.stringify({ id, attempt: 1, at: '2026-01-01T00:00:00.000Z', status: 200 })
  const dead = spawnSync(process.execPath, ['--eval', '0']).pid
  const folder = join(server.deps.env.dataDir, 'taken-webhooks')
  await mkdir(folder, { recursive: true })
  await writeFile(
    join(folder, String(dead)),
    `${note('taken')}\n${note('sent-again')}\n${note('under-way').slice(0, -9)}`,
  )
  // Of a process that lives: it settles its own.
  await writeFile(join(folder, String(process.ppid)), `${note('under-way')}\n`)
  const notes = await takeOverNotes(server.deps)
  notes.close()
  const { rows } = await server.deps.db.execute(sql`select id, status from webhook_deliveries`)
  expect(Object.fromEntries(rows.map(({ id, status }) => [id, status]))).toStrictEqual({
    taken: 'delivered',
    'sent-again': 'pending',
    'under-way': 'pending',
  })
  expect(await readdir(folder)).not.toContain(String(dead))
  expect(await readdir(folder)).toContain(String(process.ppid))
})
