/** A hostile walk over the door for what apps send: forged, changed, recorded, repeated, huge, and at random addresses. */
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { buildApp } from '../../server/src/app.ts'
import { sql } from '../../server/src/db/sql.ts'
import { testServer, type TestServer } from '../../server/test/harness.ts'
import { signingSecret, startSlackApp, type SlackApp } from '../reliability/slack-app.ts'

let server: TestServer
let slack: SlackApp
let url: string

beforeAll(async () => {
  slack = await startSlackApp()
  server = await testServer({
    listen: true,
    config: { egress: { allow_private: [slack.host] }, toolkits: { slack: { base_url: slack.url } } },
  })
  const headers = { host: new URL(server.url).host }
  url = await slack.setUp(async (method, path, body) => {
    const answer = await server.call(method as 'POST' | 'PATCH', path, { body, headers })
    expect(answer.status, path).toBeLessThan(300)
    return answer.body
  })
})
afterAll(async () => {
  await server?.close()
  await slack?.close()
})
beforeEach(() => server.deps.db.execute(sql`delete from events`))

const eventOf = (id: string, text = 'hi') =>
  JSON.stringify({
    type: 'event_callback',
    team_id: 'T1',
    event_id: id,
    event: { type: 'message', channel: 'C1', text, ts: id, user: 'U1' },
  })

/** As Slack signs: https://docs.slack.dev/authentication/verifying-requests-from-slack */
function signed(body: string, secondsAgo = 0): Record<string, string> {
  const stamp = String(Math.floor(Date.now() / 1_000) - secondsAgo)
  const mac = createHmac('sha256', signingSecret).update(`v0:${stamp}:${body}`).digest('hex')
  return {
    'content-type': 'application/json',
    'x-slack-request-timestamp': stamp,
    'x-slack-signature': `v0=${mac}`,
  }
}

async function post(body: string, headers: Record<string, string>): Promise<number> {
  return (await fetch(url, { method: 'POST', body, headers })).status
}

async function told(): Promise<unknown[]> {
  const { rows } = await server.deps.db.execute<{ text: string }>(
    sql`select data -> 'payload' ->> 'text' as text from events where type = 'composio.trigger.message' order by recorded`,
  )
  return rows.map(({ text }) => text)
}

/** The first bytes that come back for these, of which the last may be missing. */
async function answerTo(head: string): Promise<string> {
  const { hostname, port } = new URL(server.url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => undefined)
  socket.write(head)
  const [answer] = (await once(socket, 'data')) as [Buffer]
  socket.destroy()
  return answer.toString()
}

const head = (path: string, length: number) =>
  `POST ${path} HTTP/1.1\r\nhost: ${new URL(server.url).host}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`

test('Slack’s question is answered, and an event that Slack sends again is one event', async () => {
  const asked = '{"token":"t","challenge":"c-1","type":"url_verification"}'
  const hello = await fetch(url, { method: 'POST', body: asked, headers: signed(asked) })
  expect([hello.status, await hello.text()]).toStrictEqual([200, 'c-1'])
  const body = eventOf('Ev1', 'one')
  expect(await post(body, signed(body))).toBe(200)
  for (const retry of ['1', '2', '3']) {
    const again = { ...signed(body), 'x-slack-retry-num': retry, 'x-slack-retry-reason': 'http_timeout' }
    expect(await post(body, again)).toBe(200)
  }
  const other = eventOf('Ev2', 'two')
  expect(await post(other, signed(other))).toBe(200)
  expect(await told()).toStrictEqual(['one', 'two'])
})

test('the signature is of the bytes that came, not of what they mean', async () => {
  const odd = eventOf('Ev3', 'odd').replace('"odd"', String.raw`  "\u006fdd" `)
  const plain = JSON.stringify(JSON.parse(odd))
  expect(await post(plain, signed(odd))).toBe(401)
  expect(await told()).toStrictEqual([])
  expect(await post(odd, signed(odd))).toBe(200)
  expect(await told()).toStrictEqual(['odd'])
})

test('a call that is forged, unsigned or signed for another body is refused', async () => {
  const body = eventOf('Ev4')
  const headers = signed(body)
  const { 'x-slack-signature': signature = '', ...unsigned } = headers
  expect(await post(body, unsigned)).toBe(401)
  expect(await post(body, { ...headers, 'x-slack-signature': signature.slice(0, -1) })).toBe(401)
  expect(await post(body, { ...headers, 'x-slack-signature': `v0=${'0'.repeat(64)}` })).toBe(401)
  expect(await post(eventOf('Ev5'), headers)).toBe(401)
  expect(await told()).toStrictEqual([])
  expect(await post(body, headers)).toBe(200)
})

test.each([301, -400])('a recorded call is worth nothing outside five minutes: %s s', async (secondsAgo) => {
  const body = eventOf(`Ev${secondsAgo}`)
  expect(await post(body, signed(body, secondsAgo))).toBe(401)
  expect(await told()).toStrictEqual([])
  // The control: the same within them.
  expect(await post(body, signed(body, Math.trunc(secondsAgo / 4)))).toBe(200)
})

test('an unknown endpoint is refused before its body is read; a known one reads it', async () => {
  const path = new URL(url).pathname
  const guess = path.replace(/[^/]{43}$/, 'A'.repeat(43))
  expect(await answerTo(head(guess, 5_000_000))).toMatch(/^HTTP\/1.1 404 /)
  expect(await answerTo(`${head(path, 3)}abc`)).toMatch(/^HTTP\/1.1 400 /)
})

test('a body beyond the limit is refused unread, and one below it is taken', async () => {
  expect(await answerTo(head(new URL(url).pathname, 7_000_000))).toMatch(/^HTTP\/1.1 413 /)
  const large = eventOf('Ev7', 'x'.repeat(1_000_000))
  expect(await post(large, signed(large))).toBe(200)
  expect(await told()).toHaveLength(1)
})

/** Sends a head at once, and then a byte of the body every few milliseconds, until there is an answer. */
function trickle(base: string, path: string, body: string, headers: Record<string, string>) {
  const { hostname, port, host } = new URL(base)
  const socket = connect(Number(port), hostname)
  const lines = Object.entries({ host, 'content-length': body.length, ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  )
  socket.write(`POST ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
  let [sent, answer] = [0, '']
  // After what came has been read: a write to a connection that is closed already would lose the answer.
  const send = () => answer === '' && socket.writable && socket.write(body.charAt(sent++))
  const drip = setInterval(() => setImmediate(send), 5)
  socket.on('data', (chunk) => (answer += chunk.toString()))
  socket.on('error', () => undefined)
  const closed = new Promise<string>((resolve) => {
    socket.once('close', () => {
      clearInterval(drip)
      resolve(answer)
    })
  })
  return { socket, closed }
}

test('a sender that trickles its body is answered 408 and closed, and nothing of it is told', async () => {
  const hasty = await buildApp({ ...server.deps, env: { ...server.deps.env, bodySeconds: 0.2 } })
  try {
    const base = await hasty.listen({ host: '127.0.0.1', port: 0 })
    const path = new URL(url).pathname
    const body = eventOf('Ev9', 'x'.repeat(20_000))
    const [answer, unknown] = await Promise.all([
      trickle(base, path, body, signed(body)).closed,
      trickle(base, path.replace(/[^/]{43}$/, 'A'.repeat(43)), body, signed(body)).closed,
    ])
    expect(answer).toMatch(/^HTTP\/1.1 408 .*\r\nconnection: close\r\n.*"slug":"HTTP_RequestTimeout"/s)
    // One that has its answer already is closed as well, rather than listened to.
    expect(unknown).toMatch(/^HTTP\/1.1 404 /)
    expect(await told()).toStrictEqual([])
    // The control: the same call at a good pace.
    expect(await post(body, signed(body))).toBe(200)
    expect(await told()).toHaveLength(1)
  } finally {
    await hasty.close()
  }
})

test('senders that trickle keep nobody else out', async () => {
  const body = eventOf('Ev10', 'x'.repeat(20_000))
  const path = new URL(url).pathname
  const slow = Array.from({ length: 200 }, () => trickle(server.url, path, body, signed(body)).socket)
  try {
    await Promise.all(slow.map((socket) => once(socket, 'connect')))
    const quick = eventOf('Ev11', 'quick')
    expect(await post(quick, signed(quick))).toBe(200)
    expect(await told()).toStrictEqual(['quick'])
    expect(slow.every(({ readyState }) => readyState === 'open')).toBe(true)
  } finally {
    slow.forEach((socket) => socket.destroy())
  }
})

test('text that nests endlessly, or is no text, breaks nothing', async () => {
  const deep = '['.repeat(200_000) + ']'.repeat(200_000)
  expect([400, 401]).toContain(await post(deep, {}))
  expect([200, 400]).toContain(await post(deep, signed(deep)))
  const broken = eventOf('Ev8', 'a').replace('"a"', String.raw`"\u0000\ud800b"`)
  expect(await post(broken, signed(broken))).toBe(200)
  expect(await told()).toStrictEqual(['\ufffdb'])
})
