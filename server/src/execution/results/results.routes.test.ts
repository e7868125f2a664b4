/** `select`, `max_tokens` and `next` on the wire, against an API with pages. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testServer } from '../../../test/harness.ts'

const asked: string[] = []
/** As GitHub lists issues: an array, pages by `Link`. */
const api = createServer((request, response) => {
  asked.push(request.url ?? '')
  const url = new URL(request.url ?? '', 'http://api')
  const page = Number(url.searchParams.get('page') ?? 1)
  const size = Number(url.searchParams.get('per_page') ?? 30)
  const issues = Array.from({ length: size }, (_, at) => ({
    number: (page - 1) * size + at + 1,
    title: `issue ${at}`,
    state: at % 2 === 0 ? 'open' : 'closed',
    body: 'word '.repeat(40),
  }))
  const next = new URL(`${url.pathname}?page=${page + 1}&per_page=${size}&token=x`, 'http://api')
  response.setHeader('content-type', 'application/json')
  if (page < 3) response.setHeader('link', `<http://api/?page=1>; rel="first", <${next.href}>; rel="next"`)
  response.end(JSON.stringify(issues))
})
await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve))
const host = `127.0.0.1:${(api.address() as AddressInfo).port}`
const server = await testServer({
  config: { toolkits: { github: { base_url: `http://${host}` } }, egress: { allow_private: [host] } },
})
afterAll(async () => {
  await server.close()
  api.close()
})
beforeAll(async () => {
  const { body: config } = await server.call('POST', '/auth_configs', {
    body: {
      toolkit: { slug: 'github' },
      auth_config: { type: 'use_custom_auth', authScheme: 'BEARER_TOKEN', credentials: {} },
    },
  })
  const state = { authScheme: 'BEARER_TOKEN', val: { status: 'ACTIVE', token: 'ghp_0123456789' } }
  await server.call('POST', '/connected_accounts', {
    body: { auth_config: { id: config.auth_config.id }, connection: { user_id: 'ada', state } },
  })
})

const tool = 'GITHUB_LIST_REPOSITORY_ISSUES'
const shop = { owner: 'acme', repo: 'shop' }
const list = (wishes: object = {}, args: object = {}) =>
  server.call('POST', `/tools/execute/${tool}`, {
    body: { user_id: 'ada', arguments: { ...shop, ...args }, ...wishes },
  })

describe('select', () => {
  test.each([
    ['$.items[*].number', { items: [1, 2, 3, 4] }],
    ['$.items[?@.state == "closed"].number', { items: [2, 4] }],
    ['$.items[1].title', { value: 'issue 1' }],
    ['$.items[-1]', { number: 4, title: 'issue 3', state: 'closed', body: 'word '.repeat(40) }],
    ['$.items[9].title', { value: null }],
    ['$..state', { items: ['open', 'closed', 'open', 'closed'] }],
  ])('%s', async (select, wanted) => {
    expect((await list({ select }, { per_page: 4 })).body.data).toStrictEqual(wanted)
  })

  test.each([
    ['$.items[', 'is no JSONPath'],
    ['items', 'is no JSONPath'],
    ['$..*..*', 'may use .. once'],
    ['$.items[?$.items[*]]', 'may use $ at its beginning only'],
    ['$.items[?match(@.title, "(a+)+b")]', 'match'],
    ['$[?(function(){process.exit()})()]', 'is no JSONPath'],
  ])('%s is refused before anything is sent', async (select, problem) => {
    asked.length = 0
    const { status, body } = await list({ select })
    expect([status, body.error.errors]).toStrictEqual([400, [expect.stringContaining(problem)]])
    expect(asked).toStrictEqual([])
  })
})

describe('max_tokens', () => {
  test('a result that fits is not touched', async () => {
    expect((await list({ max_tokens: 5_000 }, { per_page: 2 })).body.data).not.toHaveProperty('trimmed')
  })

  test('one that does not is cut, says so, and keeps the whole behind a link', async () => {
    const { body } = await list({ max_tokens: 300 }, { per_page: 50 })
    const { items, trimmed } = body.data
    expect(JSON.stringify({ items }).length).toBeLessThanOrEqual(1_200)
    expect(items[0]).toStrictEqual({ number: 1, title: 'issue 0', state: 'open', body: 'word '.repeat(40) })
    expect(trimmed).toStrictEqual({
      notes: [expect.stringMatching(/^items: the first \d of 50$/)],
      tokens: expect.any(Number),
      rest: { s3key: expect.any(String), url: expect.any(String), expires_at: expect.any(String) },
    })
    const { pathname, search } = new URL(trimmed.rest.url)
    const whole = await server.app.inject({ method: 'GET', url: pathname + search })
    expect(JSON.parse(whole.body).items).toHaveLength(50)
    expect(trimmed.tokens).toBe(Math.ceil(whole.body.length / 4))
  })

  test('after select', async () => {
    const { body } = await list({ select: '$.items[*].title', max_tokens: 50 }, { per_page: 50 })
    expect(body.data.items.length).toBeGreaterThan(5)
    expect(body.data.items.length).toBeLessThan(50)
  })
})

describe('next', () => {
  test('holds the arguments of the next page until the last, and nothing else of its link', async () => {
    const first = (await list({}, { per_page: 2 })).body
    expect(first.next).toStrictEqual({ arguments: { ...shop, per_page: 2, page: 2 } })
    const second = (await list({}, first.next.arguments)).body
    expect(second.data.items.map(({ number }: { number: number }) => number)).toStrictEqual([3, 4])
    const third = (await list({}, second.next.arguments)).body
    expect(third).not.toHaveProperty('next')
  })
})

describe('in a session', () => {
  async function session(workbench: object) {
    const { body } = await server.call('POST', '/tool_router/session', {
      body: { user_id: 'ada', toolkits: { enable: ['github'] }, workbench },
    })
    const base = `/tool_router/session/${body.session_id}`
    const fileText = async (path: string) => {
      const { body: link } = await server.call('POST', `${base}/mounts/files/download_url`, {
        body: { mount_relative_path: path },
      })
      const { pathname, search } = new URL(link.download_url)
      return (await server.app.inject({ method: 'GET', url: pathname + search })).body
    }
    return {
      fileText,
      batch: async (tools: object[], more: object = {}) =>
        (
          await server.call('POST', `${base}/execute`, {
            body: { tool_slug: 'COMPOSIO_MULTI_EXECUTE_TOOL', arguments: { tools, ...more } },
          })
        ).body.data.results.map(({ response }: { response: unknown }) => response),
    }
  }
  const item = (args: object, more: object = {}) => ({
    tool_slug: tool,
    arguments: { ...shop, ...args },
    ...more,
  })

  test('items of a batch take select and max_tokens, and tell the next page', async () => {
    const { batch, fileText } = await session({})
    const [selected, cut, wrong] = await batch([
      item({ per_page: 2 }, { select: '$.items[*].number' }),
      item({ per_page: 50 }, { max_tokens: 200 }),
      item({}, { select: 'nothing' }),
    ])
    expect(selected).toMatchObject({ data: { items: [1, 2] }, next: { arguments: { page: 2 } } })
    expect(JSON.parse(await fileText(cut.data.trimmed.rest.mount_relative_path)).items).toHaveLength(50)
    expect(wrong).toMatchObject({ successful: false, error: expect.stringContaining('select') })
  })
})
