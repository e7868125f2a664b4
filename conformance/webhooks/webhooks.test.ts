import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { sql } from '../../server/src/db/sql.ts'
import { recordEvent, type NewEvent } from '../../server/src/events/events.ts'
import { testServer, type TestServer } from '../../server/test/harness.ts'
import { generations, type SdkClient } from '../rigs/sdk.ts'
import { startReceiver, type Received, type Receiver } from './receiver.ts'

let server: TestServer
let receiver: Receiver
let subscription: { id: string; secret: string }
/** Milliseconds by which the test has turned the clock on. */
let offset = 0

beforeAll(async () => {
  server = await testServer({
    config: { egress: { allow_private: ['127.0.0.1'] } },
    deps: { clock: { now: () => new Date(Date.now() + offset) } },
  })
})
afterAll(() => server.close())

beforeEach(async () => {
  offset = 0
  receiver = await startReceiver()
})
afterEach(async () => {
  await server.call('DELETE', `/webhook_subscriptions/${subscription.id}`)
  await receiver.close()
})

async function subscribe(more: object = {}): Promise<void> {
  const answer = await server.call('POST', '/webhook_subscriptions', {
    body: { webhook_url: receiver.url, enabled_events: ['composio.trigger.message'], ...more },
  })
  expect(answer.status).toBe(201)
  subscription = answer.body
}

const message = {
  log_id: 'log_1',
  trigger_slug: 'GITHUB_COMMIT_EVENT',
  trigger_id: 'ti_1',
  connected_account_id: 'ca_1',
  auth_config_id: 'ac_1',
  user_id: 'ada',
  payload: { commit: 'abc', author: 'ada' },
}

/** Something happens, as a feature records it. */
async function happen(more: Partial<NewEvent> = {}, payload: object = message.payload): Promise<void> {
  await recordEvent(server.deps.db, {
    projectId: server.projectId,
    type: 'composio.trigger.message',
    subjectId: 'ti_1',
    data: { ...message, payload },
    occurredAt: server.deps.clock.now(),
    ...more,
  })
}

type Delivery = {
  id: string
  status: string
  attempts: number
  last_status: number | null
  next_attempt_at: string | null
}

async function deliveries(query = '') {
  const { body } = await server.call('GET', `/webhook_subscriptions/${subscription.id}/deliveries${query}`)
  return body.items as Delivery[]
}

/** The server looks once a second at least; a busy machine takes longer. */
const patient = { timeout: 15_000 }

/** The deliveries, once the last answer of the receiver has been written down. */
async function settled(matches: (row: Delivery) => boolean) {
  await expect.poll(async () => (await deliveries()).every(matches), patient).toBe(true)
  return deliveries()
}

/** Whether no attempt is under way: the next one, if there is one, lies ahead. */
const waits = ({ next_attempt_at }: Delivery) =>
  next_attempt_at === null || Date.parse(next_attempt_at) > Date.now() + offset

/** Turns the clock to the next attempt of the one delivery that waits, and has the server look. */
async function turnToNextAttempt(): Promise<void> {
  const [waiting] = await deliveries('?status=pending')
  if (waiting?.next_attempt_at == null) return
  offset = Date.parse(waiting.next_attempt_at) - Date.now() + 1
  await server.deps.db.execute(sql`select pg_notify('patchbay_events', '')`)
}

const ids = (rows: readonly Received[]) => rows.map(({ headers }) => headers['webhook-id'])

function verification({ headers, body }: Received, secret: string) {
  return {
    id: headers['webhook-id'] ?? '',
    timestamp: headers['webhook-timestamp'] ?? '',
    signature: headers['webhook-signature'] ?? '',
    payload: body,
    secret,
  }
}

describe.each(generations.filter(({ version }) => version !== '0.6.11'))(
  'core $version verifies',
  ({ load }) => {
    let composio: SdkClient

    beforeAll(async () => {
      composio = await load({ apiKey: server.projectKey, baseURL: 'http://127.0.0.1:9' })
    })

    test.each(['V1', 'V2', 'V3'] as const)('a delivery of version %s', async (version) => {
      await subscribe({ version })
      await happen()
      await receiver.waitFor(1)
      const [delivery] = receiver.received
      if (!delivery) throw new Error('nothing came')
      const verified = await composio.triggers.verifyWebhook(verification(delivery, subscription.secret))
      expect(verified.version).toBe(version)
      expect(verified.payload).toMatchObject({
        id: 'ti_1',
        triggerSlug: expect.stringMatching(/^github_commit_event$/i),
        payload: { commit: 'abc', author: 'ada' },
      })
      const forged = {
        ...verification(delivery, subscription.secret),
        payload: delivery.body.replace('abc', 'abd'),
      }
      await expect(composio.triggers.verifyWebhook(forged)).rejects.toThrow()
    })

    test('both signatures while a rotation lasts, and only the new one afterwards', async () => {
      await subscribe()
      const old = subscription.secret
      const { body } = await server.call('POST', `/webhook_subscriptions/${subscription.id}/rotate_secret`)
      expect(body.secret).not.toBe(old)
      await happen()
      await receiver.waitFor(1)
      const [first] = receiver.received
      if (!first) throw new Error('nothing came')
      for (const secret of [old, body.secret]) {
        await composio.triggers.verifyWebhook(verification(first, secret))
      }
      offset = 25 * 3_600_000
      await happen()
      await receiver.waitFor(2)
      const [, second] = receiver.received
      if (!second) throw new Error('nothing came')
      const tolerant = { tolerance: 0 }
      await composio.triggers.verifyWebhook({ ...verification(second, body.secret), ...tolerant })
      await expect(
        composio.triggers.verifyWebhook({ ...verification(second, old), ...tolerant }),
      ).rejects.toThrow()
    })
  },
)

const verifiers: readonly [name: string, verify: (delivery: Received, secret: string) => Promise<unknown>][] =
  [
    ...generations
      .filter(({ version }) => version !== '0.6.11')
      .map(({ version, load }): (typeof verifiers)[number] => [
        `core ${version}`,
        async (delivery, secret) => {
          const composio = await load({ apiKey: server.projectKey, baseURL: 'http://127.0.0.1:9' })
          return composio.triggers.verifyWebhook(verification(delivery, secret))
        },
      ]),
    // The key is the secret's text as it stands.
    [
      'standardwebhooks',
      async ({ headers, body }, secret) => new Webhook(secret, { format: 'raw' }).verify(body, headers),
    ],
  ]

/** The one delivery of something that happens now. */
async function deliveryOf(payload: object): Promise<Received> {
  const before = receiver.received.length
  await happen({}, payload)
  await receiver.waitFor(before + 1)
  const delivery = receiver.received[before]
  if (!delivery) throw new Error('nothing came')
  return delivery
}

/** The delivery with other headers, as somebody on the way could send it. */
const changed = (delivery: Received, headers: Record<string, string>, body = delivery.body): Received => ({
  headers: { ...delivery.headers, ...headers },
  body,
})

describe.each(['V1', 'V2', 'V3'] as const)('of a delivery of version %s', (version) => {
  beforeEach(() => subscribe({ version }))

  test.each(verifiers)('%s takes the right one and none that was forged', async (_name, verify) => {
    const { secret } = subscription
    const delivery = await deliveryOf({ amount: 10 })
    const other = await deliveryOf({ amount: 99 })
    await verify(delivery, secret)
    await verify(other, secret)
    const signature = delivery.headers['webhook-signature'] ?? ''
    const forgeries: Record<string, Received> = {
      'another body': changed(delivery, {}, delivery.body.replace('10', '11')),
      'a space more': changed(delivery, {}, `${delivery.body} `),
      'the body of another delivery': changed(delivery, {}, other.body),
      'another id': changed(delivery, { 'webhook-id': `${delivery.headers['webhook-id']}0` }),
      'the id of another delivery': changed(delivery, { 'webhook-id': other.headers['webhook-id'] ?? '' }),
      'a later time': changed(delivery, {
        'webhook-timestamp': String(Number(delivery.headers['webhook-timestamp']) + 1),
      }),
      'the signature of another delivery': changed(delivery, {
        'webhook-signature': other.headers['webhook-signature'] ?? '',
      }),
      'a shorter signature': changed(delivery, { 'webhook-signature': signature.slice(0, -2) }),
      'another scheme': changed(delivery, { 'webhook-signature': signature.replace('v1,', 'v1a,') }),
      'no signature': changed(delivery, { 'webhook-signature': '' }),
    }
    for (const [what, forged] of Object.entries(forgeries)) {
      await expect(verify(forged, secret), what).rejects.toThrow()
    }
    await expect(verify(delivery, `${secret}0`), 'another secret').rejects.toThrow()
  })

  test.each(verifiers)(
    '%s takes none that was recorded more than five minutes ago',
    async (_name, verify) => {
      // Its own signature, and nothing changed: only the clock has gone on since.
      offset = -301_000
      const stale = await deliveryOf({ amount: 10 })
      await expect(verify(stale, subscription.secret)).rejects.toThrow(/timestamp|old/i)
      offset = -120_000
      await verify(await deliveryOf({ amount: 10 }), subscription.secret)
    },
  )
})

test('a delivery that fails comes again under the same id, later and later', async () => {
  await subscribe()
  receiver.answer(503)
  await happen()
  await receiver.waitFor(1)
  await settled(({ last_status }) => last_status === 503)
  offset = 3_000
  await happen({ subjectId: 'ti_2' })
  await receiver.waitFor(2)
  expect(new Set(ids(receiver.received)).size).toBe(2)
  receiver.answer(200)
  offset = 30_000
  await receiver.waitFor(4)
  expect(new Set(ids(receiver.received)).size).toBe(2)
  const rows = await settled(({ status }) => status === 'delivered')
  expect(rows.map(({ attempts }) => attempts)).toStrictEqual([2, 2])
})

test('a receiver that asks for more time gets it', async () => {
  await subscribe()
  receiver.answer(429, { 'retry-after': '600' })
  await happen()
  await receiver.waitFor(1)
  await settled(({ last_status }) => last_status === 429)
  const { body } = await server.call('GET', `/webhook_subscriptions/${subscription.id}/deliveries`)
  const wait = Date.parse(body.items[0].next_attempt_at) - Date.parse(body.items[0].created_at)
  expect(wait).toBeGreaterThanOrEqual(600_000)
})

test('after three days of failures a delivery is dead, and can be sent again by hand', async () => {
  await subscribe()
  receiver.answer(500)
  await happen()
  for (let attempt = 1; attempt <= 12; attempt += 1) {
    await receiver.waitFor(attempt)
    await settled((row) => row.attempts === attempt && row.last_status === 500 && waits(row))
    await turnToNextAttempt()
  }
  const [dead] = await deliveries('?status=dead')
  expect(dead).toMatchObject({ attempts: 12 })
  receiver.answer(200)
  await server.call('PATCH', `/webhook_subscriptions/${subscription.id}`, { body: { version: 'V3' } })
  await server.call('POST', `/webhook_subscriptions/${subscription.id}/deliveries/${dead?.id}/resend`)
  await receiver.waitFor(13)
  expect(new Set(ids(receiver.received))).toStrictEqual(new Set([dead?.id]))
})

test('410 Gone pauses the subscription, and a change sends what waited', async () => {
  await subscribe()
  receiver.answer(410)
  await happen()
  await receiver.waitFor(1)
  const path = `/webhook_subscriptions/${subscription.id}`
  await expect.poll(async () => (await server.call('GET', path)).body.paused_reason, patient).toContain('410')
  receiver.answer(200)
  await happen({ subjectId: 'ti_2' })
  await expect.poll(async () => (await deliveries()).length, patient).toBe(2)
  expect(receiver.received).toHaveLength(1)
  const changed = await server.call('PATCH', path, { body: { webhook_url: receiver.url } })
  expect(changed.body.paused_reason).toBeNull()
  await receiver.waitFor(3)
})

test('an ordered subscription sends what is about one trigger one after the other', async () => {
  await subscribe({ ordered: true })
  receiver.answer(503)
  for (const at of [1, 2, 3]) await happen({ occurredAt: new Date(Date.now() + at) }, { at })
  await receiver.waitFor(1)
  await settled(({ status }) => status === 'pending')
  expect(new Set(ids(receiver.received)).size).toBe(1)
  receiver.answer(200)
  offset = 60_000
  await settled(({ status }) => status === 'delivered')
  const order = receiver.received.map(({ body }) => JSON.parse(body).data.at)
  expect(order.filter((at, index) => at !== order[index - 1])).toStrictEqual([1, 2, 3])
})

test('a replay sends what was delivered already, under the ids that it had', async () => {
  await subscribe()
  await happen()
  await receiver.waitFor(1)
  await settled(({ status }) => status === 'delivered')
  const body = { from: Date.now() - 60_000, to: Date.now() + 60_000 }
  const path = `/webhook_subscriptions/${subscription.id}/replay`
  expect((await server.call('POST', path, { body })).body.replayed).toBeGreaterThan(0)
  await expect
    .poll(() => ids(receiver.received).filter((id) => id === ids(receiver.received)[0]).length, patient)
    .toBe(2)
})

test('events that a subscription did not ask for, and those of other projects, are not sent', async () => {
  await subscribe()
  const other = await server.otherProject()
  await happen({ projectId: other.projectId })
  await happen({ type: 'composio.connected_account.expired', data: {} })
  await happen()
  await receiver.waitFor(1)
  await settled(({ status }) => status === 'delivered')
  expect(receiver.received).toHaveLength(1)
})

test('the secret is nowhere in the database in the clear', async () => {
  await subscribe()
  expect(await server.dump()).not.toContain(subscription.secret)
})
