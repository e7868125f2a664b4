import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { writeMountFile } from '../../server/src/files/mount-files.ts'
import { upsertRecipe } from '../../server/src/recipes/recipes.ts'
import { testServer, type TestServer } from '../../server/test/harness.ts'
import { describeSandboxed } from '../../server/test/sandboxes.ts'
import { listen } from '../rigs/listen.ts'

/** Both protocols: the handshake of 2025, and the stateless one. */
const revisions = [
  { revision: '2025', versionNegotiation: { mode: 'legacy' } },
  { revision: '2026-07-28', versionNegotiation: { mode: { pin: '2026-07-28' } } },
] as const

let server: TestServer
let upstream: Awaited<ReturnType<typeof listen>>
/** Answers what the tool waits for. */
let answerSlow: () => void = () => {}
let sessionId: string

beforeAll(async () => {
  upstream = await listen((_request, response) => {
    answerSlow = () => response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"pg"}')
  })
  server = await testServer({
    listen: true,
    config: {
      toolkits: { hackernews: { base_url: upstream.url } },
      egress: { allow_private: ['127.0.0.1'] },
    },
  })
  const { body } = await server.call('POST', '/tool_router/session', {
    body: {
      user_id: 'ada',
      toolkits: { enable: ['hackernews'] },
      preload: { tools: ['HACKERNEWS_GET_USER'] },
    },
  })
  sessionId = body.session_id
  await upsertRecipe(server.deps, { projectId: server.projectId, userId: 'ada' }, undefined, {
    name: 'Weekly report',
    description: 'Sums up a week',
    code: 'output = 1',
    inputSchema: {
      type: 'object',
      properties: { week: { type: 'integer', description: 'Its number' }, title: { type: 'string' } },
      required: ['week', 'title'],
    },
    outputSchema: null,
    defaults: { title: 'A week' },
  })
  const mount = { projectId: server.projectId, sessionId }
  await writeMountFile(server.deps, mount, 'reports/of june.csv', 'text/csv', 'a,b\n1,2\n')
  await writeMountFile(server.deps, mount, 'picture.png', 'image/png', 'not really')
  await writeMountFile(server.deps, mount, 'large.txt', 'text/plain', 'x'.repeat(5 * 1024 * 1024))
})
afterAll(async () => {
  await server.close()
  await upstream.close()
})

describe.each(revisions)('revision $revision', ({ versionNegotiation }) => {
  let client: Client

  beforeAll(async () => {
    client = new Client({ name: 'conformance', version: '1' }, { versionNegotiation })
    const url = new URL(`${server.url}/tool_router/v3/${sessionId}/mcp`)
    const requestInit = { headers: { 'x-api-key': server.projectKey } }
    await client.connect(new StreamableHTTPClientTransport(url, { requestInit }))
  })
  afterAll(() => client.close())

  test('files of the session are resources, in text or as bytes', async () => {
    const { resources } = await client.listResources()
    expect(resources.map(({ uri, mimeType }) => [uri, mimeType])).toStrictEqual([
      ['session://files/large.txt', 'text/plain'],
      ['session://files/picture.png', 'image/png'],
      ['session://files/reports/of%20june.csv', 'text/csv'],
    ])
    const { contents } = await client.readResource({ uri: 'session://files/reports/of%20june.csv' })
    expect(contents).toStrictEqual([
      { uri: 'session://files/reports/of%20june.csv', mimeType: 'text/csv', text: 'a,b\n1,2\n' },
    ])
    const picture = await client.readResource({ uri: 'session://files/picture.png' })
    expect(picture.contents).toMatchObject([{ blob: Buffer.from('not really').toString('base64') }])
    const { resourceTemplates } = await client.listResourceTemplates()
    expect(resourceTemplates).toMatchObject([{ uriTemplate: 'session://files/{+path}' }])
  })

  test.each([
    ['one that is not there', 'session://files/nothing.txt', /No resource/],
    ['a way out of the mount', 'session://files/..%2F..%2Fmaster.key', /No resource/],
    ['a file of the machine', 'file:///etc/passwd', /No resource/],
    ['one that is too large for a model', 'session://files/large.txt', /larger than/],
  ])('%s is refused', async (_name, uri, message) => {
    await expect(client.readResource({ uri })).rejects.toThrow(message)
  })

  test('a prompt tells the agent how to work, with the user’s time', async () => {
    const { prompts } = await client.listPrompts()
    expect(prompts[0]).toMatchObject({ name: 'assistive_prompt' })
    const { messages } = await client.getPrompt({
      name: 'assistive_prompt',
      arguments: { timezone: 'Europe/Lisbon' },
    })
    expect(messages[0]?.content).toMatchObject({ text: expect.stringContaining('Europe/Lisbon') })
    await expect(client.getPrompt({ name: 'other' })).rejects.toThrow(/No prompt/)
  })

  test('a recipe of the user is a prompt that runs it', async () => {
    const { prompts } = await client.listPrompts()
    expect(prompts.slice(1)).toStrictEqual([
      {
        name: 'RECIPE_WEEKLY_REPORT',
        title: 'Weekly report',
        description: 'Sums up a week',
        arguments: [
          { name: 'week', description: 'Its number', required: true },
          { name: 'title', required: false },
        ],
      },
    ])
    const { messages } = await client.getPrompt({
      name: 'RECIPE_WEEKLY_REPORT',
      arguments: { week: '7', title: '2026' },
    })
    const text = expect.stringContaining('RECIPE_WEEKLY_REPORT with these arguments')
    expect(messages[0]?.content).toMatchObject({ text })
    expect(messages[0]?.content).toMatchObject({ text: expect.stringContaining('{"week":7,"title":"2026"}') })
  })

  test('the server says what it is and how to use it', () => {
    expect(client.getServerVersion()).toMatchObject({ name: 'patchbay', title: 'Patchbay' })
    expect(client.getInstructions()).toContain('COMPOSIO_SEARCH_TOOLS')
  })

  test('a slow call reports progress, and its result is structured as its schema says', async () => {
    await client.listTools()
    const progress: number[] = []
    const result = await client.callTool(
      { name: 'HACKERNEWS_GET_USER', arguments: { username: 'pg' } },
      {
        onprogress: ({ progress: seconds }) => {
          progress.push(seconds)
          if (progress.length === 2) answerSlow()
        },
      },
    )
    expect(progress[1]).toBeGreaterThan(progress[0] ?? 0)
    expect(result.structuredContent).toMatchObject({ successful: true, error: null, data: { id: 'pg' } })
  })

  describeSandboxed('code', () => {
    test('what code prints is told of while it runs', async () => {
      const heard: string[] = []
      const result = await client.callTool(
        {
          name: 'COMPOSIO_REMOTE_WORKBENCH',
          arguments: {
            code_to_execute:
              'print("step", 1 + 1)\nrun_composio_tool("HACKERNEWS_GET_USER", {"username": "pg"})[1] or "done"',
          },
        },
        {
          onprogress: ({ message = '' }) => {
            heard.push(message)
            // The code waits for the provider, which waits for this.
            if (message.includes('step 2')) answerSlow()
          },
        },
      )
      expect(heard.join('')).toContain('step 2\n')
      expect(result.structuredContent).toMatchObject({ data: { stdout: 'step 2\n', results: 'done' } })
    })
  })

  test('a client that cancels is let go, and the server goes on', async () => {
    const gone = new AbortController()
    const call = client.callTool(
      { name: 'HACKERNEWS_GET_USER', arguments: { username: 'pg' } },
      { signal: gone.signal, onprogress: () => gone.abort(new Error('enough')) },
    )
    await expect(call).rejects.toThrow(/enough|abort/)
    answerSlow()
    expect((await client.listTools()).tools.length).toBeGreaterThan(0)
  })
})
