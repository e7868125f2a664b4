/** `text` and `/input` on the wire, with a stand-in that speaks OpenAI's chat completions. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text as readAll } from 'node:stream/consumers'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testServer } from '../../../test/harness.ts'
import { startUpstream } from '../../../../conformance/rigs/upstream.ts'

interface Asked {
  headers: IncomingMessage['headers']
  // The request as OpenAI's API takes it.
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any
}

const asked: Asked[] = []
let reply: (response: ServerResponse, nth: number) => void = () => {}
const model = createServer(async (request, response) => {
  asked.push({ headers: request.headers, body: JSON.parse(await readAll(request)) })
  reply(response, asked.length)
})
await new Promise<void>((resolve) => model.listen(0, '127.0.0.1', resolve))
const { port } = model.address() as AddressInfo
const llmUrl = `http://127.0.0.1:${port}/v1`
const key = 'sk-canary-of-the-model'

const upstream = await startUpstream()
const config = {
  toolkits: {
    hackernews: { base_url: `${upstream.url}/echo` },
    github: { base_url: `${upstream.url}/echo` },
  },
  egress: { allow_private: [new URL(upstream.url).host] },
}
const [server, plain] = await Promise.all([
  testServer({
    config,
    env: { PATCHBAY_LLM_URL: llmUrl, PATCHBAY_LLM_MODEL: 'small', PATCHBAY_LLM_API_KEY: key },
  }),
  testServer({ config }),
])
afterAll(async () => {
  await Promise.all([server.close(), plain.close(), upstream.close()])
  model.close()
})
beforeEach(() => void asked.splice(0))
afterEach(() => void (reply = () => {}))

function say(content: string) {
  return (response: ServerResponse) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ choices: [{ index: 0, message: { role: 'assistant', content } }] }))
  }
}

const input = (body: object, on = server, headers = {}) =>
  on.call('POST', '/tools/execute/HACKERNEWS_GET_USER/input', { body, headers })

describe('with a language model', () => {
  test('a text becomes arguments, and the question holds tool, schema and text', async () => {
    reply = say('{"username": "pg"}')
    const custom = { custom_description: 'Looks people up.', system_prompt: 'Be brief.' }
    const { status, body } = await input({ text: 'who founded this site?', ...custom })
    expect([status, body]).toStrictEqual([200, { arguments: { username: 'pg' } }])
    const [{ headers, body: question } = asked[0] as Asked] = asked
    expect(headers.authorization).toBe(`Bearer ${key}`)
    expect(question).toMatchObject({
      model: 'small',
      response_format: { type: 'json_schema', json_schema: { schema: { required: ['username'] } } },
      messages: [
        { role: 'system', content: expect.stringContaining('Be brief.') },
        { role: 'user', content: expect.stringMatching(/Looks people up\.[^]*who founded this site\?/) },
      ],
    })
  })

  test('text of an execution is read, sent and logged as the arguments that it became', async () => {
    reply = say('```json\n{"username": "pg"}\n```')
    const { body } = await server.call('POST', '/tools/execute/HACKERNEWS_GET_USER', {
      body: { user_id: 'ada', text: 'who founded this site?' },
    })
    expect(body).toMatchObject({ successful: true, data: { path: expect.stringContaining('/users/pg') } })
    const { body: log } = await server.call('GET', `/logs/tool_execution/${body.log_id}`)
    expect(log.data.steps_ms).toHaveProperty('read_text')
    expect(JSON.stringify(log)).toContain('"username":"pg"')
  })

  test('arguments that are not valid go back once, with what is wrong', async () => {
    reply = (response, nth) => say(nth === 1 ? '{"user": "pg"}' : '{"username": "pg"}')(response)
    expect((await input({ text: 'pg, please' })).body).toStrictEqual({ arguments: { username: 'pg' } })
    expect(asked[1]?.body.messages[1].content).toContain('did you mean username?')
  })

  test('arguments that stay wrong are refused with a line each, and nothing is sent', async () => {
    reply = say('{}')
    const { status, body } = await server.call('POST', '/tools/execute/HACKERNEWS_GET_USER', {
      body: { user_id: 'ada', text: 'somebody' },
    })
    expect([status, body.error.slug]).toStrictEqual([422, 'ActionExecute_TextNotUnderstood'])
    expect(body.error.errors).toStrictEqual([expect.stringContaining('username: is required')])
  })

  test('an endpoint without structured output is asked without', async () => {
    reply = (response, nth) =>
      nth === 1 ? void response.writeHead(400).end('{}') : say('{"username":"pg"}')(response)
    expect((await input({ text: 'pg, please' })).body).toStrictEqual({ arguments: { username: 'pg' } })
    expect(asked.map(({ body }) => 'response_format' in body)).toStrictEqual([true, false])
  })

  test.each([
    ['fails', (response: ServerResponse) => void response.writeHead(500).end(`no ${key}`)],
    ['says nothing', say('')],
    ['chats', say('Sure! The user is pg.')],
    ['gives a list', say('["pg"]')],
    ['drops the connection', (response: ServerResponse) => void response.destroy()],
  ])('a model that %s leaves simple texts to us, and the rest to the caller', async (_, broken) => {
    reply = broken
    expect((await input({ text: 'username: pg' })).body).toStrictEqual({ arguments: { username: 'pg' } })
    const { status, body } = await input({ text: 'who founded this site?' })
    expect([status, body.error.slug]).toStrictEqual([422, 'ActionExecute_TextNotUnderstood'])
    expect(JSON.stringify(body)).not.toContain(key)
  })

  test('a model that is asked too often: when to ask again', async () => {
    reply = (response) => void response.writeHead(429, { 'retry-after': '7' }).end()
    const { status, headers } = await input({ text: 'who founded this site?' })
    expect([status, headers['retry-after']]).toStrictEqual([429, '7'])
  })

  test('gateway headers reach the model; none that could change the call', async () => {
    reply = say('{"username": "pg"}')
    await input({ text: 'pg' }, server, { 'x-llm-gateway-headers': '{"x-portkey-trace-id": "t1"}' })
    expect(asked[0]?.headers['x-portkey-trace-id']).toBe('t1')
    for (const bad of [
      '{"authorization": "Bearer mine"}',
      '{"host": "evil"}',
      '{"x-a": "b\\r\\nc: d"}',
      '[]',
      'x',
    ]) {
      const { status, body } = await input({ text: 'pg' }, server, { 'x-llm-gateway-headers': bad })
      expect([status, body.error.message], bad).toStrictEqual([
        400,
        expect.stringContaining('x-llm-gateway-headers'),
      ])
    }
    expect(asked).toHaveLength(1)
  })
})

describe('without a language model', () => {
  test('a simple text is executed', async () => {
    const { body } = await plain.call('POST', '/tools/execute/HACKERNEWS_GET_USER', {
      body: { user_id: 'ada', text: 'Get the user with username pg' },
    })
    expect(body).toMatchObject({ successful: true, data: { path: expect.stringContaining('/users/pg') } })
  })

  test('any other is refused: what is missing, what was not understood, and what to write', async () => {
    const { status, body } = await input({ text: 'who founded this site?' }, plain)
    expect([status, body.error]).toStrictEqual([
      422,
      {
        message: expect.stringContaining('no language model'),
        code: 1823,
        slug: 'ActionExecute_TextNotUnderstood',
        status: 422,
        request_id: expect.any(String),
        suggested_fix: expect.stringContaining('username: …'),
        errors: ['username: is required and not in the text', 'text: not understood: founded, site'],
      },
    ])
  })

  test('an unknown tool is a 404, and text beside arguments a 400', async () => {
    const { status } = await plain.call('POST', '/tools/execute/NO_SUCH_TOOL/input', { body: { text: 'x' } })
    expect(status).toBe(404)
    const both = { user_id: 'ada', text: 'x', arguments: {} }
    const { body } = await plain.call('POST', '/tools/execute/HACKERNEWS_GET_USER', { body: both })
    expect(body.error.errors).toStrictEqual(['text: cannot be sent together with arguments'])
  })
})
