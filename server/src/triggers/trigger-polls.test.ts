/** What is kept for a time only: polls, events and deliveries. */
import { afterAll, expect, test } from 'vitest'
import { testServer } from '../../test/harness.ts'
import { sql } from '../db/sql.ts'
import { purgeEvents, recordEvent } from '../events/events.ts'
import { purgeDeliveries } from '../webhook-subscriptions/deliveries.ts'
import { pollsBefore, purgePolls, recordPoll } from './trigger-polls.ts'

const server = await testServer()
afterAll(() => server.close())

const day = 24 * 3_600_000
const ago = (days: number) => new Date(Date.now() - days * day)

test('quiet polls share a row an hour and go after three days, others after thirty', async () => {
  const { db } = server.deps
  const trigger = { id: 'ti_1', projectId: server.projectId }
  const hour = new Date(Math.floor(ago(1).getTime() / 3_600_000) * 3_600_000)
  await recordPoll(db, trigger, { outcome: 'nothing', found: 0 }, hour)
  await recordPoll(db, trigger, { outcome: 'nothing', found: 0 }, new Date(hour.getTime() + 60_000))
  await recordPoll(db, trigger, { outcome: 'nothing', found: 0 }, ago(4))
  await recordPoll(db, trigger, { outcome: 'failed', found: 0, error: 'no', status: 500 }, ago(5))
  await recordPoll(db, trigger, { outcome: 'events', found: 2 }, ago(31))
  // The server removes what is old when it starts, too: which of the two did it is no matter.
  await purgePolls({ db })
  const rows = await pollsBefore({ db }, server.projectId, 'ti_1', new Date(), 10)
  expect(rows).toMatchObject([
    { outcome: 'nothing', times: 2, firstAt: hour },
    { outcome: 'failed', error: 'no', upstreamStatus: 500 },
  ])
})

test('events and deliveries go when they are old, but for what still waits', async () => {
  const { db } = server.deps
  const event = {
    projectId: server.projectId,
    type: 'composio.trigger.message',
    subjectId: 'ti_1',
    data: {},
  } as const
  await recordEvent(db, { ...event, id: 'evt_old', occurredAt: ago(31) })
  await recordEvent(db, { ...event, id: 'evt_new', occurredAt: ago(29) })
  await expect
    .poll(async () => (await db.execute(sql`select 1 from events where taken_at is null`)).rows, {
      timeout: 15_000,
    })
    .toStrictEqual([])
  await purgeDeliveries({ db }, 30)
  await purgeEvents({ db }, 30)
  expect((await db.execute(sql`select id from events`)).rows).toStrictEqual([{ id: 'evt_new' }])
})
