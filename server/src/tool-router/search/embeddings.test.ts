import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { testServer, type TestServer } from '../../../test/harness.ts'
import { parseEnv } from '../../env.ts'
import { createEmbeddings, type Embeddings } from './embeddings.ts'

const apiKey = 'sk-of-the-embeddings-endpoint'
const topics = ['mail', 'music', 'money', 'weather']

/** A stand-in that speaks the endpoint: a text lies where the topics that it names lie. */
interface StandIn {
  url: string
  asked: { model: string; input: string[]; key: string | undefined }[]
  /** Instead of the right answer. */
  answer: ((response: ServerResponse, input: string[]) => void) | undefined
}

const standIn: StandIn = { url: '', asked: [], answer: undefined }
const server = createServer((request, response) => void serve(request, response))
const open: (Embeddings | TestServer)[] = []

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  const { model, input } = JSON.parse(text) as { model: string; input: string[] }
  standIn.asked.push({ model, input, key: request.headers.authorization })
  if (request.url !== '/v1/embeddings') response.writeHead(404).end()
  else if (standIn.answer) standIn.answer(response, input)
  else
    send(
      response,
      input.map((one) => vectorOf(one)),
    )
}

function send(response: ServerResponse, vectors: number[][]): void {
  // The order of an answer is that of its indexes, not of its items.
  const data = vectors.map((embedding, index) => ({ object: 'embedding', index, embedding })).toReversed()
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(
    JSON.stringify({ object: 'list', data, model: 'm', usage: { prompt_tokens: 1, total_tokens: 1 } }),
  )
}

function vectorOf(text: string): number[] {
  return [0.1, ...topics.map((topic) => Number(text.includes(topic)))]
}

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  standIn.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
})
afterEach(async () => {
  standIn.answer = undefined
  standIn.asked = []
  for (const one of open.splice(0)) await one.close()
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

function variables(): Record<string, string> {
  return {
    PATCHBAY_EMBEDDINGS_URL: standIn.url,
    PATCHBAY_EMBEDDINGS_MODEL: 'small',
    PATCHBAY_EMBEDDINGS_API_KEY: apiKey,
  }
}

function client(options: Parameters<typeof createEmbeddings>[2] = {}) {
  const warnings: string[] = []
  const log = { warn: (...all: unknown[]) => void warnings.push(JSON.stringify(all)) }
  const embeddings = createEmbeddings(parseEnv(variables()), log as never, options)
  if (!embeddings) throw new Error('no endpoint')
  open.push(embeddings)
  return { embeddings, warnings }
}

const comparison = {
  text: 'about music',
  candidates: new Map([
    ['A', 'music'],
    ['B', 'money'],
    ['C', ''],
  ]),
}

test('texts are compared by their vectors, and each is asked for once', async () => {
  const { embeddings } = client()
  const [first] = (await embeddings.compare([comparison])) ?? []
  expect(first?.get('A')).toBeCloseTo(1, 5)
  expect(first?.get('B')).toBeLessThan(0.1)
  expect(first?.size).toBe(3)
  await embeddings.compare([{ ...comparison, text: 'about money' }])
  expect(standIn.asked.map(({ input }) => input)).toStrictEqual([
    ['about music', 'music', 'money', '-'],
    ['about money'],
  ])
  expect(standIn.asked[0]).toMatchObject({ model: 'small', key: `Bearer ${apiKey}` })
})

test('more texts than an endpoint takes at once are asked for in parts', async () => {
  const candidates = new Map(Array.from({ length: 300 }, (_, at) => [`T${at}`, `money ${at}`]))
  const [found] = (await client().embeddings.compare([{ text: 'money', candidates }])) ?? []
  expect(found?.size).toBe(300)
  expect(standIn.asked.map(({ input }) => input.length)).toStrictEqual([256, 45])
})

test.each<[string, NonNullable<StandIn['answer']>]>([
  ['an error', (response) => response.writeHead(500).end(`no: ${apiKey}`)],
  [
    'a page',
    (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>login</html>'),
  ],
  ['another shape', (response) => response.end('{"data":[{"index":0,"embedding":"AAAA"}]}')],
  ['too few vectors', (response) => send(response, [[1, 2]])],
  [
    'vectors of two lengths',
    (response, input) =>
      send(
        response,
        input.map((_, at) => Array(2 + (at % 2)).fill(1)),
      ),
  ],
  ['an index far beyond', (response) => response.end('{"data":[{"index":4000000000,"embedding":[1,2]}]}')],
  ['no answer', (response) => response.destroy()],
  [
    'a redirect elsewhere',
    (response) => response.writeHead(307, { location: 'http://169.254.169.254/' }).end(),
  ],
])('%s is no answer, is told without the key, and nothing is asked for a while', async (_, answer) => {
  let time = 0
  const { embeddings, warnings } = client({ now: () => time, pauseMs: 1_000 })
  standIn.answer = answer
  expect(await embeddings.compare([comparison])).toBeUndefined()
  expect(warnings).toHaveLength(1)
  expect(warnings[0]).toContain('search does without it')
  expect(warnings[0]).not.toContain(apiKey)
  expect(warnings[0]).not.toContain('music')
  const asked = standIn.asked.length
  expect(await embeddings.compare([comparison])).toBeUndefined()
  expect(standIn.asked).toHaveLength(asked)
  standIn.answer = undefined
  time = 1_001
  expect(await embeddings.compare([comparison])).toHaveLength(1)
})

test('a slow answer is not waited for, and serves the next search', async () => {
  const { embeddings, warnings } = client({ waitMs: 20 })
  const held: (() => void)[] = []
  const arrived = new Promise<void>((resolve) => {
    standIn.answer = (response, input) => {
      held.push(() =>
        send(
          response,
          input.map((one) => vectorOf(one)),
        ),
      )
      resolve()
    }
  })
  expect(await embeddings.compare([comparison])).toBeUndefined()
  await arrived
  for (const release of held) release()
  await expect.poll(async () => (await embeddings.compare([comparison]))?.length, { timeout: 10_000 }).toBe(1)
  expect(warnings).toStrictEqual([])
})

test('when the model behind the name changes, old vectors are not compared with new ones', async () => {
  let time = 0
  const { embeddings } = client({ now: () => time, pauseMs: 1 })
  await embeddings.compare([comparison])
  standIn.answer = (response, input) =>
    send(
      response,
      input.map((one) => [...vectorOf(one), 1]),
    )
  expect(await embeddings.compare([{ ...comparison, text: 'about money' }])).toBeUndefined()
  time = 2
  const [found] = (await embeddings.compare([comparison])) ?? []
  expect(found?.size).toBe(3)
})

test('without a URL there is no endpoint; half of its variables are refused by name', () => {
  expect(createEmbeddings(parseEnv({}), { warn() {} } as never)).toBeUndefined()
  expect(() => parseEnv({ PATCHBAY_EMBEDDINGS_URL: 'https://a.example/v1' })).toThrow(
    'PATCHBAY_EMBEDDINGS_MODEL',
  )
  expect(() => parseEnv({ PATCHBAY_EMBEDDINGS_API_KEY: 'k' })).toThrow('PATCHBAY_EMBEDDINGS_URL')
})

test('a search lets the endpoint order tools that the engine finds alike, and stands without it', async () => {
  const patchbay = await testServer({ env: variables() })
  open.push(patchbay)
  const session = await patchbay.call('POST', '/tool_router/session', { body: { user_id: 'ann' } })
  const search = async (useCase: string) => {
    const path = `/tool_router/session/${session.body.session_id}/search`
    const { status, body } = await patchbay.call('POST', path, { body: { queries: [{ use_case: useCase }] } })
    expect(status, JSON.stringify(body)).toBe(200)
    return body.results[0].primary_tool_slugs as string[]
  }
  const useCase = 'send an email with the weekly report'
  standIn.answer = (response) => response.writeHead(500).end()
  const alone = await search(useCase)
  const other = alone[0]?.startsWith('GMAIL') ? 'outlook' : 'gmail'

  const listening = await testServer({ env: variables() })
  open.push(listening)
  standIn.answer = (response, input) =>
    send(
      response,
      input.map((one) => [1, one === useCase || one.startsWith(other) ? 1 : -1]),
    )
  const own = await listening.call('POST', '/tool_router/session', { body: { user_id: 'ann' } })
  const path = `/tool_router/session/${own.body.session_id}/search`
  const { body } = await listening.call('POST', path, { body: { queries: [{ use_case: useCase }] } })
  expect(body.results[0].primary_tool_slugs[0]).toMatch(new RegExp(`^${other}_`, 'i'))
  expect(alone[0]).not.toMatch(new RegExp(`^${other}_`, 'i'))
})
