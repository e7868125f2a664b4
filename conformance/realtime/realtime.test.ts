/** Events as they happen: the SDKs' `triggers.subscribe` over TLS, the Pusher protocol, and server-sent events. */
import { spawn } from 'node:child_process'
import { createHash, createHmac } from 'node:crypto'
import { request } from 'node:http'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'

import { buildApp } from '../../server/src/app.ts'
import { sql } from '../../server/src/db/sql.ts'
import { recordEvent } from '../../server/src/events/events.ts'
import { testServer, type TestServer } from '../../server/test/harness.ts'
import { listen } from '../rigs/listen.ts'
import { readBody } from '../rigs/read-body.ts'
import { generations } from '../rigs/sdk.ts'
import { startTlsFront, type TlsFront } from '../rigs/tls-front.ts'

let front: TlsFront
let server: TestServer

beforeAll(async () => {
  front = await startTlsFront()
  server = await testServer({ listen: true, env: { PATCHBAY_REALTIME_URL: `https://${front.host}` } })
  front.lead(Number(new URL(server.url).port))
})
afterAll(async () => {
  await server?.close()
  await front?.close()
})

/** Something happens, as a trigger records it. */
async function happen(
  payload: object,
  projectId = server.projectId,
  slug = 'GITHUB_COMMIT_EVENT',
  on = server,
) {
  const ids = { log_id: 'log_1', trigger_id: 'ti_1', connected_account_id: 'ca_1', auth_config_id: 'ac_1' }
  await recordEvent(on.deps.db, {
    projectId,
    type: 'composio.trigger.message',
    subjectId: 'ti_1',
    data: { ...ids, trigger_slug: slug, user_id: 'ada', payload },
    occurredAt: new Date(),
  })
}

/** Values one after the other, as they come. */
class Arrivals<T> {
  readonly all: T[] = []
  readonly #waiting: ((value: T) => void)[] = []
  #read = 0

  push(value: T): void {
    this.all.push(value)
    const next = this.#waiting.shift()
    if (next) next((this.#read++, value))
  }

  async next(): Promise<T> {
    const known = this.all[this.#read]
    if (known === undefined) return new Promise((resolve) => void this.#waiting.push(resolve))
    this.#read += 1
    return known
  }
}

describe.each(generations)('core $version', ({ version }) => {
  test('triggers.subscribe, unmodified and over TLS, receives events of any size', async () => {
    const program = fileURLToPath(new URL('subscriber.ts', import.meta.url))
    const child = spawn(process.execPath, [program, version, server.url, server.projectKey], {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: front.certificateFile, COMPOSIO_LOG_LEVEL: 'error' },
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const lines = new Arrivals<Record<string, unknown>>()
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{')) lines.push(JSON.parse(line) as Record<string, unknown>)
    })
    try {
      expect(await lines.next()).toStrictEqual({ subscribed: true })
      await happen({ commit: 'abc' })
      expect(await lines.next()).toMatchObject({
        event: {
          id: 'ti_1',
          triggerSlug: 'GITHUB_COMMIT_EVENT',
          toolkitSlug: 'github',
          userId: 'ada',
          payload: { commit: 'abc' },
          metadata: { connectedAccount: { id: 'ca_1', authConfigId: 'ac_1', userId: 'ada' } },
        },
      })
      const text = 'Zażółć "gęślą" jaźń 🦊\u0001\n'.repeat(3_000)
      await happen({ text })
      expect(await lines.next()).toMatchObject({ event: { payload: { text } } })
    } finally {
      child.stdin.end()
      child.kill()
    }
  })
})

type Frame = { event: string; channel?: string; data: Record<string, unknown> }

/** A client of our own, to say what the SDK's does not. */
async function connect(key: string, protocol = 'protocol=7') {
  const socket = new WebSocket(`ws://${new URL(server.url).host}/app/${key}?${protocol}&client=test`)
  const frames = new Arrivals<Frame>()
  socket.on('message', (raw: Buffer) => {
    const { data, ...frame } = JSON.parse(raw.toString()) as { event: string; data: unknown }
    frames.push({ ...frame, data: typeof data === 'string' ? JSON.parse(data) : data } as Frame)
  })
  const closed = new Promise<number>((resolve) => void socket.once('close', resolve))
  const say = (event: string, data: object) => socket.send(JSON.stringify({ event, data }))
  return { socket, frames, closed, say }
}

const credentials = async (key = server.projectKey) =>
  (await server.call('GET', '/api/v3/internal/sdk/realtime/credentials', { key })).body as {
    pusher_key: string
    project_id: string
    pusher_cluster: string
  }

async function authorize(socketId: unknown, channel: string, key = server.projectKey, origin = server.url) {
  const response = await fetch(`${origin}/api/v3/internal/sdk/realtime/auth?source=python`, {
    method: 'POST',
    headers: { 'x-api-key': key },
    body: new URLSearchParams({ socket_id: String(socketId), channel_name: channel }),
  })
  return { status: response.status, body: (await response.json()) as { auth: string } }
}

async function greeted(key: string) {
  const client = await connect(key)
  const { data } = await client.frames.next()
  return { ...client, id: data['socket_id'] }
}

test('a channel is for the project that it names: neither the call nor the socket lets another in', async () => {
  const { pusher_key, project_id, pusher_cluster } = await credentials()
  expect({ project_id, pusher_cluster }).toStrictEqual({
    project_id: server.projectId,
    pusher_cluster: `x@${front.host}/`,
  })
  const other = await server.otherProject()
  const channel = `private-${project_id}_triggers`
  const theirs = await credentials(other.key)
  const spy = await greeted(theirs.pusher_key)
  const own = await greeted(pusher_key)

  expect((await authorize(spy.id, channel, other.key)).status).toBe(403)
  expect((await authorize('guess', channel)).status).toBe(403)
  expect((await authorize(own.id, channel, 'ak_unknown')).status).toBe(401)
  const { body, status } = await authorize(own.id, channel)
  expect(status).toBe(200)
  // Somebody else's signature, for one's own socket and the channel.
  for (const auth of [body.auth, `${theirs.pusher_key}:${body.auth.split(':')[1]}`, 'x:y']) {
    spy.say('pusher:subscribe', { channel, auth })
    expect(await spy.frames.next()).toMatchObject({ event: 'pusher:subscription_error', channel })
  }
  own.say('pusher:subscribe', { channel, auth: body.auth })
  expect(await own.frames.next()).toMatchObject({ event: 'pusher_internal:subscription_succeeded', channel })

  await happen({ for: 'others' }, other.projectId)
  await happen({ for: 'us' })
  expect(await own.frames.next()).toMatchObject({
    event: 'trigger_to_client',
    channel,
    data: { clientId: project_id, payload: { for: 'us' } },
  })
  own.say('pusher:unsubscribe', { channel })
  own.say('pusher:ping', {})
  expect(await own.frames.next()).toMatchObject({ event: 'pusher:pong' })
  await happen({ for: 'nobody' })
  own.say('client-hello', {})
  expect(await own.frames.next()).toMatchObject({ event: 'pusher:error' })
  expect(spy.frames.all).toHaveLength(4)
  own.socket.close()
  spy.socket.close()
})

test('a socket is closed for an unknown key, no protocol, a flood and a revoked API key', async () => {
  const { pusher_key } = await credentials()
  const changed = pusher_key.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
  expect(await (await connect(changed)).closed).toBe(4001)
  expect(await (await connect(pusher_key, '')).closed).toBe(4008)
  const flood = await greeted(pusher_key)
  for (let count = 0; count < 60; count += 1) flood.socket.send('not JSON')
  expect(await flood.closed).toBe(4301)

  const other = await server.otherProject()
  const { pusher_key: theirs } = await credentials(other.key)
  const client = await greeted(theirs)
  const stream = await openStream('', other.key)
  await server.call('POST', '/api_key_revocation', { body: { api_keys: [other.key] } })
  expect(await client.closed).toBe(4009)
  expect(await stream.ended).toBe('ended')
})

test('an offer to speak another protocol is not taken, and the request answered', async () => {
  const status = await new Promise((resolve, reject) => {
    const headers = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': '' }
    const call = request(`${server.url}/healthz`, { headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    call.on('error', reject).end()
  })
  expect(status).toBe(200)
})

test('with a Pusher account, events are published through it and its secret signs channels', async () => {
  const calls = new Arrivals<{ url: URL; body: string }>()
  const pusher = await listen(async (incoming, response) => {
    const body = (await readBody(incoming)).toString('utf8')
    calls.push({ url: new URL(incoming.url ?? '/', 'http://pusher'), body })
    // The first call is not taken, and comes again.
    response.writeHead(calls.all.length === 1 ? 503 : 200, { 'content-type': 'application/json' }).end('{}')
  })
  const own = await testServer({
    listen: true,
    config: { egress: { allow_private: [new URL(pusher.url).host] } },
    env: {
      PATCHBAY_PUSHER_APP_ID: '77',
      PATCHBAY_PUSHER_KEY: 'appkey',
      PATCHBAY_PUSHER_SECRET: 'appsecret',
      PATCHBAY_PUSHER_CLUSTER: 'eu',
      PATCHBAY_PUSHER_API_URL: pusher.url,
    },
  })
  try {
    expect((await own.call('GET', '/api/v3/internal/sdk/realtime/credentials')).body).toStrictEqual({
      pusher_key: 'appkey',
      project_id: own.projectId,
      pusher_cluster: 'eu',
    })
    const channel = `private-${own.projectId}_triggers`
    const { body: allowed } = await authorize('1.2', channel, own.projectKey, own.url)
    const hmac = (text: string) => createHmac('sha256', 'appsecret').update(text).digest('hex')
    expect(allowed.auth).toBe(`appkey:${hmac(`1.2:${channel}`)}`)
    // The publisher has begun once its row is there.
    await expect
      .poll(async () => (await own.deps.db.execute(sql`select 1 from realtime_publisher`)).rows.length)
      .toBe(1)
    // Twice in the message: fourteen parts.
    await happen({ text: 'x'.repeat(20_000) }, own.projectId, 'GITHUB_COMMIT_EVENT', own)
    await calls.next()
    const [first, second] = [await calls.next(), await calls.next()]
    for (const { url, body } of [first, second]) {
      const signature = url.searchParams.get('auth_signature')
      url.searchParams.delete('auth_signature')
      expect(url.searchParams.get('body_md5')).toBe(createHash('md5').update(body).digest('hex'))
      expect(signature).toBe(hmac(`POST\n${url.pathname}\n${url.searchParams}`))
    }
    expect(first.url.pathname).toBe('/apps/77/batch_events')
    const batches = [first, second].map(({ body }) => (JSON.parse(body) as { batch: Frame[] }).batch)
    expect(batches[0]).toHaveLength(10)
    expect(batches.flat().every((message) => message.channel === channel)).toBe(true)
    expect(batches.flat().every(({ data }) => String(data).length < 10_240)).toBe(true)
    const parts = batches
      .flat()
      .map(({ data }) => JSON.parse(String(data)) as { chunk: string; final: boolean })
    expect(JSON.parse(parts.map(({ chunk }) => chunk).join(''))).toMatchObject({ clientId: own.projectId })
    expect(parts.at(-1)?.final).toBe(true)
  } finally {
    await own.close()
    await pusher.close()
  }
})

test('without TLS the credentials say what to do', async () => {
  const plain = await testServer()
  try {
    const { status, body } = await plain.call('GET', '/api/v3/internal/sdk/realtime/credentials')
    expect({ status, slug: body.error.slug }).toStrictEqual({ status: 400, slug: 'Realtime_Unavailable' })
    expect(body.error.suggested_fix).toContain('PATCHBAY_REALTIME_URL')
  } finally {
    await plain.close()
  }
})

type StreamEvent = { id: string; event: string; data: { data: Record<string, unknown> } }

async function openStream(query = '', key = server.projectKey, origin = server.url, lastId?: string) {
  const ending = new AbortController()
  const headers = { 'x-api-key': key, ...(lastId !== undefined && { 'last-event-id': lastId }) }
  const url = `${origin}/api/v3.1/events/stream${query}`
  const response = await fetch(url, { headers, signal: ending.signal })
  const events = new Arrivals<StreamEvent>()
  const read = async () => {
    let text = ''
    for await (const part of response.body ?? []) {
      text += Buffer.from(part).toString('utf8')
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s)))
        if (fields['data']) events.push({ ...fields, data: JSON.parse(fields['data']) } as StreamEvent)
      }
    }
  }
  const ended = read().then(
    () => 'ended',
    () => 'aborted',
  )
  return { response, events, ended, close: () => ending.abort() }
}

const said = ({ data }: StreamEvent) => data.data['n']

test('a stream goes on where a client was, whichever node it asks, with what its filters want', async () => {
  const second = await buildApp({ ...server.deps })
  const origin = await second.listen({ host: '127.0.0.1', port: 0 })
  try {
    const stream = await openStream('?types=composio.trigger.message')
    expect(stream.response.headers.get('content-type')).toContain('text/event-stream')
    for (let n = 1; n <= 45; n += 1) await happen({ n })
    const first = await stream.events.next()
    expect(first).toMatchObject({
      id: expect.stringMatching(/^evt_/),
      event: 'composio.trigger.message',
      data: { type: 'composio.trigger.message', metadata: { trigger_id: 'ti_1' }, data: { n: 1 } },
    })
    for (let n = 2; n <= 45; n += 1) expect(said(await stream.events.next())).toBe(n)
    stream.close()

    // The client is away; meanwhile something happens.
    await happen({ n: 46 })
    const again = await openStream('', server.projectKey, origin, first.id)
    for (let n = 2; n <= 46; n += 1) expect(said(await again.events.next())).toBe(n)
    const stars = await openStream('?trigger_names=github_star_added_event', server.projectKey, origin)
    const other = await server.otherProject()
    const theirs = await openStream('?since=2020-01-01T00:00:00Z', other.key, origin)
    await happen({ n: 47 })
    await happen({ n: 48 }, server.projectId, 'GITHUB_STAR_ADDED_EVENT')
    await happen({ n: 49 }, other.projectId)
    expect(said(await stars.events.next())).toBe(48)
    expect(said(await again.events.next())).toBe(47)
    expect(said(await theirs.events.next())).toBe(49)
    for (const each of [again, stars, theirs]) each.close()

    const foreign = await openStream('', other.key, origin, first.id)
    expect(foreign.response.status).toBe(404)
    expect((await openStream('?types=nothing')).response.status).toBe(400)
    expect((await openStream('', 'ak_unknown')).response.status).toBe(401)
  } finally {
    await second.close()
  }
})
