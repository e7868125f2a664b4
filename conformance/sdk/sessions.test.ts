import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { startInstallation, type Installation } from '../rigs/installation.ts'
import { Person } from '../rigs/person.ts'
import { generations, type SdkClient } from '../rigs/sdk.ts'
import { newDatabaseUrl } from '../rigs/test-database.ts'
import { thrown } from './thrown.ts'
import { failOnTransformWarnings } from './transform-warnings.ts'

type OpenAiTool = { type: string; function: { name: string } }
type Session = Awaited<ReturnType<SdkClient['create']>>

type ExecuteForSession = SdkClient['tools']['executeSessionTool']

/** What the tools of `session.tools()` do when an agent framework calls them. */
function executeAsProvider(
  { tools }: SdkClient,
  { sessionId }: Session,
  slug: string,
  args: Record<string, unknown>,
): ReturnType<ExecuteForSession> {
  // Up to 0.6 the method had another name.
  const older = tools as unknown as { executeMetaTool?: ExecuteForSession }
  const execute = (older.executeMetaTool ?? tools.executeSessionTool).bind(tools)
  return execute(slug, { sessionId, arguments: args })
}

let installation: Installation

beforeAll(async () => {
  installation = await startInstallation({ databaseUrl: await newDatabaseUrl() })
})
afterAll(() => installation?.stop())

failOnTransformWarnings()

describe.each(generations)('core $version', ({ version, sessionExecute, load }) => {
  const user = `user-${version}`
  let composio: SdkClient
  let session: Session

  beforeAll(async () => {
    const { url, apiKey } = installation.patchbay
    composio = await load({ apiKey, baseURL: url })
    session = await composio.create(user, { toolkits: ['github', 'hackernews'] })
  })

  test('a session has an id, and an MCP address on the origin that the SDK talks to', () => {
    const { mcp, sessionId } = session as Session & { mcp: { type: string; url: string; headers?: object } }
    expect(sessionId).toMatch(/^trs_/)
    expect(mcp.type).toBe('http')
    expect(new URL(mcp.url).origin).toBe(installation.patchbay.url)
    expect(mcp.headers).toMatchObject({ 'x-api-key': installation.patchbay.apiKey })
  })

  test('a session can be picked up again by its id', async () => {
    const again = await composio.use(session.sessionId)
    expect(again.sessionId).toBe(session.sessionId)
  })

  test('an unknown session is refused', async () => {
    expect((await thrown(composio.use('trs_doesNotExist0'))).message).toMatch(/40[04]/)
  })

  test('its tools are the meta tools, ready for OpenAI', async () => {
    const tools = (await session.tools()) as OpenAiTool[]
    expect(tools.map((tool) => tool.function.name)).toStrictEqual([
      'COMPOSIO_SEARCH_TOOLS',
      'COMPOSIO_GET_TOOL_SCHEMAS',
      'COMPOSIO_MANAGE_CONNECTIONS',
      'COMPOSIO_MULTI_EXECUTE_TOOL',
      'COMPOSIO_REMOTE_WORKBENCH',
      'COMPOSIO_REMOTE_BASH_TOOL',
    ])
  })

  test('its toolkits are the enabled ones, with the user’s connections', async () => {
    const { items } = await session.toolkits()
    expect(items.map(({ slug }) => slug).toSorted()).toStrictEqual(['github', 'hackernews'])
    const hackernews = items.find(({ slug }) => slug === 'hackernews')
    expect(hackernews).toMatchObject({ isNoAuth: true, name: 'Hacker News' })
    const connected = await session.toolkits({ isConnected: true })
    expect(connected.items.map(({ slug }) => slug)).not.toContain('github')
  })

  test('a search finds the tool, its schema and that GitHub is not connected', async () => {
    const found = await session.search({ query: 'open an issue about a login bug' })
    expect(found.success).toBe(true)
    const [result] = found.results
    const slugs = [...(result?.primaryToolSlugs ?? []), ...(result?.relatedToolSlugs ?? [])]
    expect(slugs).toContain('GITHUB_CREATE_AN_ISSUE')
    expect(found.toolSchemas['GITHUB_CREATE_AN_ISSUE']?.inputSchema).toMatchObject({
      required: expect.arrayContaining(['owner', 'repo', 'title']),
    })
    expect(found.toolkitConnectionStatuses).toContainEqual(
      expect.objectContaining({ toolkit: 'github', hasActiveConnection: false }),
    )
  })

  test('a search plans the way, and says no for an app that the session leaves out', async () => {
    const found = await session.search({ query: 'merge a pull request on github' })
    const result = found.results[0] as
      | { recommendedPlanSteps?: string[]; knownPitfalls?: string[] }
      | undefined
    expect(result?.recommendedPlanSteps?.join(' ')).toContain('GITHUB_LIST_PULL_REQUESTS')
    expect(result?.knownPitfalls?.join(' ')).toContain('405')
    const closed = await session.search({ query: 'send an email with gmail' })
    expect(closed.results[0]).toMatchObject({ primaryToolSlugs: [], error: null })
    expect(closed.results[0]).toHaveProperty('executionGuidance', expect.stringContaining('leaves gmail out'))
  })

  test('executing without an account says what to do, and reaches nobody', async () => {
    installation.github.ledger.clear()
    const result = await session.execute('GITHUB_GET_THE_AUTHENTICATED_USER', {})
    expect(result.error).toContain('COMPOSIO_MANAGE_CONNECTIONS')
    expect(installation.github.ledger.calls()).toStrictEqual([])
  })

  test('the user connects, and the session acts as that person', async () => {
    const connection = await session.authorize('github')
    await new Person().complete(connection.redirectUrl ?? '', { login: 'ada' })
    expect((await connection.waitForConnection(20_000)).status).toBe('ACTIVE')
    const title = `Login fails, says core ${version}`
    const result = await session.execute('GITHUB_CREATE_AN_ISSUE', { owner: 'ada', repo: 'shop', title })
    expect(result).toMatchObject({ error: null, data: { title, user: { login: 'ada' } } })
    const calls = installation.github.ledger.calls().filter(({ method }) => method === 'POST')
    expect(calls.at(-1)).toMatchObject({ user: 'ada', status: 201, path: '/repos/ada/shop/issues' })
    const { items } = await session.toolkits({ toolkits: ['github'] })
    expect(items[0]?.connection?.isActive).toBe(true)
  })

  test('a proxied call uses the session’s account', async () => {
    const response = await session.proxyExecute({ toolkit: 'github', endpoint: '/user', method: 'GET' })
    expect(response).toMatchObject({ status: 200, data: { login: 'ada' } })
  })

  test('a tool of a toolkit that the session does not enable is refused', async () => {
    const error = await thrown(session.execute('RESEND_LIST_DOMAINS', {}))
    expect(error.message).toContain('not found')
  })

  test(`a model’s tool calls go through ${sessionExecute}`, async () => {
    const tools = [
      { tool_slug: 'HACKERNEWS_GET_USER', arguments: { username: 'pg' } },
      { tool_slug: 'GITHUB_NO_SUCH_TOOL', arguments: {} },
    ]
    const answer = await executeAsProvider(composio, session, 'COMPOSIO_MULTI_EXECUTE_TOOL', { tools })
    expect(answer.data).toMatchObject({ total_count: 2, success_count: 1, error_count: 1 })
    const direct = await executeAsProvider(composio, session, 'HACKERNEWS_GET_USER', { username: 'pg' })
    expect(direct).toMatchObject({ error: null, data: { path: '/echo/users/pg' } })
  })

  test.runIf(version === '0.19.0')('a session that is deleted is gone', async () => {
    const short = await composio.create(user)
    const gone = await (short as Session & { delete(): Promise<{ deleted: boolean }> }).delete()
    expect(gone.deleted).toBe(true)
    expect((await thrown(composio.use(short.sessionId))).message).toContain('404')
  })
})
