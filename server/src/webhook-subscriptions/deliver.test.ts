/** Claims of deliveries: what a process that died was at is known as such. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testServer, type TestServer } from '../../test/harness.ts'
import { sql } from '../db/sql.ts'
import { claimDeliveries } from './deliver.ts'

let server: TestServer

beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

async function addDelivery(id: string, leasedUntil: string | null): Promise<void> {
  await server.deps.db.execute(sql`
    insert into webhook_deliveries (id, project_id, subscription_id, event_id, event_type, subject_id, next_attempt_at,
      leased_until, created_at)
    select ${id}, project_id, id, ${id}, 'composio.trigger.message', 'ti_1', now() + interval '1 year',
      ${leasedUntil}::timestamptz, now()
    from webhook_subscriptions`)
}

test('a delivery whose lease ran out is claimed as one that was cut off, and one that is leased not at all', async () => {
  await server.call('POST', '/webhook_subscriptions', {
    body: { webhook_url: 'https://hooks.invalid/', enabled_events: ['composio.trigger.message'] },
  })
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
