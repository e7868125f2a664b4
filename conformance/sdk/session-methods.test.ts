/** What a session object can do besides the main story of sessions.test.ts, in each generation that has it. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod/v3'

import { startInstallation, type Installation } from '../rigs/installation.ts'
import { Person } from '../rigs/person.ts'
import { generations, type SdkClient } from '../rigs/sdk.ts'
import { newDatabaseUrl } from '../rigs/test-database.ts'
import { thrown } from './thrown.ts'
import { failOnTransformWarnings } from './transform-warnings.ts'

type Session = Awaited<ReturnType<SdkClient['create']>>
type Config = NonNullable<Parameters<SdkClient['create']>[1]>
type ExecuteTool = (slug: string, args: Record<string, unknown>) => Promise<unknown>
type OpenAiTool = { function: { name: string; description?: string } }
/** Newer than the type of `SdkClient`. */
type Newest = Session & {
  configVersion: number
  update(changes: object): Promise<object>
  listConfigHistory(options: { limit: number }): Promise<{ items: { version: number; isCurrent: boolean }[] }>
}

let installation: Installation

beforeAll(async () => {
  installation = await startInstallation({ databaseUrl: await newDatabaseUrl() })
})
afterAll(() => installation?.stop())

failOnTransformWarnings()

const names = (tools: unknown) => (tools as OpenAiTool[]).map(({ function: { name } }) => name)

describe.each(generations)('core $version', ({ version, refusesPrivateStorage, load, module }) => {
  const since = (first: string) => version.localeCompare(first, 'en', { numeric: true }) >= 0
  const user = `user-${version}`
  let composio: SdkClient

  beforeAll(async () => {
    composio = await load({ apiKey: installation.patchbay.apiKey, baseURL: installation.patchbay.url })
  })

  /** Of an agent's framework: the tools of a session by name, each to be called with its arguments. */
  async function agentsClient() {
    const { Composio, BaseAgenticProvider } = await module()
    type Call = (
      args: Record<string, unknown>,
    ) => Promise<{ data: Record<string, unknown>; error: string | null }>
    class Provider extends BaseAgenticProvider<Record<string, Call>, Call, unknown> {
      override readonly name = 'test'
      override wrapTool({ slug }: { slug: string }, execute: ExecuteTool): Call {
        return (args) => execute(slug, args) as ReturnType<Call>
      }
      override wrapTools(tools: { slug: string }[], execute: ExecuteTool): Record<string, Call> {
        return Object.fromEntries(tools.map((tool) => [tool.slug, this.wrapTool(tool, execute)]))
      }
      override wrapMcpServerResponse(response: unknown) {
        return response
      }
    }
    const { apiKey, url: baseURL } = installation.patchbay
    const quiet = { allowTracking: false, disableVersionCheck: true }
    return new Composio({ apiKey, baseURL, provider: new Provider(), ...quiet })
  }

  test('tools take modifiers: of the schema, before and after the execution', async () => {
    const session = await composio.create(user, { toolkits: ['hackernews'] })
    const tools = await session.tools({
      modifySchema: ({ toolSlug, schema }) => ({ ...schema, description: `Mine: ${toolSlug}` }),
    })
    const [first] = tools as OpenAiTool[]
    expect(first?.function.description).toBe('Mine: COMPOSIO_SEARCH_TOOLS')

    const agents = await agentsClient()
    const order: string[] = []
    const { COMPOSIO_MULTI_EXECUTE_TOOL: execute } = await (
      await agents.create(user, { toolkits: ['hackernews'] })
    ).tools({
      beforeExecute: ({ toolSlug, params }) => {
        order.push(`before ${toolSlug}`)
        const [call] = params['tools'] as object[]
        return { ...params, tools: [{ ...call, arguments: { username: 'ada' } }] }
      },
      afterExecute: ({ toolSlug, result }) => {
        order.push(`after ${toolSlug}`)
        return { ...result, data: { ...result.data, seen: true } }
      },
    })
    const result = await execute?.({ tools: [{ tool_slug: 'HACKERNEWS_GET_USER', arguments: {} }] })
    expect(order).toStrictEqual(['before COMPOSIO_MULTI_EXECUTE_TOOL', 'after COMPOSIO_MULTI_EXECUTE_TOOL'])
    expect(result).toMatchObject({ error: null, data: { seen: true, success_count: 1 } })
    expect(JSON.stringify(result)).toContain('/users/ada')
  })

  test('custom tools are listed, run in this process, and beside the server’s in one batch', async () => {
    const { experimental_createTool, experimental_createToolkit } = await module()
    const greet = experimental_createTool('GREET', {
      name: 'Greet',
      description: 'Greets somebody by name',
      inputParams: z.object({ name: z.string() }),
      execute: async ({ name }: { name: string }) => ({ said: `Hello ${name}` }),
    })
    const add = experimental_createTool('ADD', {
      name: 'Add',
      description: 'Adds two numbers',
      inputParams: z.object({ a: z.number(), b: z.number() }),
      execute: async ({ a, b }: { a: number; b: number }) => ({ sum: a + b }),
    })
    const maths = experimental_createToolkit('MATHS', { name: 'Maths', description: 'Sums', tools: [add] })
    const experimental = { customTools: [greet], customToolkits: [maths] }
    const session = await composio.create(user, { toolkits: ['hackernews'], experimental } as Config)
    expect(session.customTools().map(({ slug }) => slug)).toStrictEqual(['LOCAL_GREET', 'LOCAL_MATHS_ADD'])
    expect(session.customToolkits().map(({ name }) => name)).toStrictEqual(['Maths'])
    const alone = await session.execute('LOCAL_GREET', { name: 'Ada' })
    expect(alone).toMatchObject({ error: null, data: { said: 'Hello Ada' } })
    const found = await session.search({ query: 'greet somebody by name' })
    const [result] = found.results
    expect([...(result?.primaryToolSlugs ?? []), ...(result?.relatedToolSlugs ?? [])]).toContain(
      'LOCAL_GREET',
    )

    const agents = await agentsClient()
    const batch = { toolkits: ['hackernews'], experimental }
    const { COMPOSIO_MULTI_EXECUTE_TOOL: execute } = await (
      await agents.create(user, batch as Parameters<typeof agents.create>[1])
    ).tools()
    const mixed = await execute?.({
      tools: [
        { tool_slug: 'HACKERNEWS_GET_USER', arguments: { username: 'pg' } },
        { tool_slug: 'LOCAL_MATHS_ADD', arguments: { a: 2, b: 3 } },
        { tool_slug: 'HACKERNEWS_NO_SUCH_TOOL', arguments: {} },
        { tool_slug: 'LOCAL_GREET', arguments: { name: 'Ada' } },
      ],
    })
    const results = mixed?.data['results'] as {
      index: number
      tool_slug: string
      response: { data?: object }
    }[]
    const answers: [slug: string, response: object][] = [
      ['HACKERNEWS_GET_USER', { data: { path: '/echo/users/pg' } }],
      ['LOCAL_MATHS_ADD', { data: { sum: 5 } }],
      ['HACKERNEWS_NO_SUCH_TOOL', {}],
      ['LOCAL_GREET', { data: { said: 'Hello Ada' } }],
    ]
    // Older generations put what the server ran first, themselves.
    const isLocal = ([slug]: [string, object]) => slug.startsWith('LOCAL_')
    const inOrder = since('0.16.0')
      ? answers
      : [...answers.filter((each) => !isLocal(each)), ...answers.filter(isLocal)]
    expect(results).toMatchObject(
      inOrder.map(([tool_slug, response], index) => ({ index, tool_slug, response })),
    )
  })

  test('files: listed, found again by a path, deleted', async () => {
    const session = await composio.create(user)
    const { files } = session.experimental
    expect(await files.list({ path: '/' })).toMatchObject({ items: [] })
    if (refusesPrivateStorage) return
    const text = `a,b\n${randomUUID()},2\n`
    await files.upload(Buffer.from(text), { remotePath: 'data/table.csv', mimetype: 'text/csv' })
    const { items } = await files.list({ path: '/data' })
    expect(items).toHaveLength(1)
    const file = await files.download('/data/table.csv')
    expect(await file.text()).toBe(text)
    await files.delete('/data/table.csv')
    expect((await files.list({ path: '/' })).items).toStrictEqual([])
  })

  test.runIf(since('0.10.0'))('preloaded tools are tools of the session, alone with a preset', async () => {
    const { SessionPreset } = await module()
    const preload = { tools: ['HACKERNEWS_GET_USER'] }
    const session = await composio.create(user, { toolkits: ['hackernews'], preload } as Config)
    expect(names(await session.tools())).toStrictEqual(
      expect.arrayContaining(['HACKERNEWS_GET_USER', 'COMPOSIO_SEARCH_TOOLS']),
    )
    const sessionPreset = SessionPreset.DIRECT_TOOLS
    const direct = await composio.create(user, { toolkits: ['hackernews'], sessionPreset } as Config)
    const given = names(await direct.tools())
    expect(given).toContain('HACKERNEWS_GET_USER')
    expect(given).not.toContain('COMPOSIO_SEARCH_TOOLS')
  })

  test.runIf(since('0.10.0'))('its configuration is updated in place', async () => {
    const session = (await composio.create(user, { toolkits: ['github'] })) as Newest
    await session.update({ toolkits: ['hackernews'] })
    const { items } = await session.toolkits()
    expect(items.map(({ slug }) => slug)).toStrictEqual(['hackernews'])
  })

  test.runIf(since('0.21.0'))(
    'an update that expects an older version is a conflict, told once',
    async () => {
      const { ComposioSessionConfigConflictError } = await module()
      const session = (await composio.create(user, { toolkits: ['github'] })) as Newest
      const stale = session.configVersion
      await session.update({ toolkits: ['hackernews'], expectedConfigVersion: stale })
      const error = await thrown(session.update({ toolkits: ['slack'], expectedConfigVersion: stale }))
      expect(error).toBeInstanceOf(ComposioSessionConfigConflictError)
      const { items } = await session.listConfigHistory({ limit: 10 })
      expect(items).toMatchObject([
        { version: 2, isCurrent: true },
        { version: 1, isCurrent: false },
      ])
    },
  )

  test.runIf(since('0.16.0'))('its sandbox is as it was asked for', async () => {
    const key = since('0.19.0') ? 'sandbox' : 'workbench'
    const wanted = since('0.19.0') ? { enable: true, sandboxSize: 'medium' } : { enable: true }
    const session = await composio.create(user, { [key]: wanted } as Config)
    const { workbench } = session as Session & { workbench?: { enable?: boolean; sandbox_size?: string } }
    expect(workbench).toMatchObject({ enable: true, ...(since('0.19.0') && { sandbox_size: 'medium' }) })
  })

  test.runIf(since('0.19.0'))('a connection is waited for, or there already', async () => {
    const session = await composio.create(`${user}-new`, { toolkits: ['github'] })
    const connection = await session.authorize('github')
    await new Person().complete(connection.redirectUrl ?? '', { login: 'ada' })
    await connection.waitForConnection(20_000)
    const connected = await session.ensureConnected('github')
    expect(connected).toMatchObject({ toolkit: 'github', wasConnected: true })
    expect(connected.connectedAccount?.id).toBe(connection.id)
  })

  test.runIf(since('0.16.0'))('a session that is deleted is gone', async () => {
    const session = await composio.create(user)
    expect((await session.delete()).deleted).toBe(true)
    expect((await thrown(composio.use(session.sessionId))).message).toContain('404')
  })
})
