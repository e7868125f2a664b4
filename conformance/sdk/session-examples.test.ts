/**
 * What the pages of the product documentation show of sessions, called as a reader would copy it: one test for each
 * example, named by its page; users, ids and addresses are the test's own.
 */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { oauthApp, startInstallation, type Installation } from '../rigs/installation.ts'
import { Person } from '../rigs/person.ts'
import { generations, type SdkClient } from '../rigs/sdk.ts'
import { newDatabaseUrl } from '../rigs/test-database.ts'
import { failOnTransformWarnings } from './transform-warnings.ts'

/** The reader's own site, which the browser is sent back to. */
const site = 'http://127.0.0.1:9'

let installation: Installation

beforeAll(async () => {
  installation = await startInstallation({ databaseUrl: await newDatabaseUrl() })
})
afterAll(() => installation?.stop())

failOnTransformWarnings()

type OpenAiTool = { function: { name: string } }
type Session = Awaited<ReturnType<SdkClient['create']>> & {
  mcp: { type: string; url: string; headers?: Record<string, string> }
}
type Connection = Awaited<ReturnType<Session['authorize']>>
type Config = Parameters<SdkClient['create']>[1]

// The pages speak of the SDK of today; what sessions can do in older ones is in sessions.test.ts.
describe.each(generations.slice(0, 1))('core $version', ({ version, load }) => {
  let composio: SdkClient
  let user = ''
  let users = 0

  beforeAll(async () => {
    composio = await load({ apiKey: installation.patchbay.apiKey, baseURL: installation.patchbay.url })
  })
  beforeEach(() => {
    user = `user_${version}_${++users}`
  })

  const create = async (config?: Config) => (await composio.create(user, config)) as Session

  async function toolNames(session: Session): Promise<string[]> {
    return ((await session.tools()) as OpenAiTool[]).map(({ function: { name } }) => name)
  }

  async function toolkitSlugs(session: Session): Promise<string[]> {
    const { items } = await session.toolkits({ limit: 50 })
    return items.map(({ slug }) => slug).toSorted()
  }

  /** Which of these tools the agent of a session is given. */
  async function allowed(session: Session, slugs: string[]): Promise<string[]> {
    const { data } = await session.execute('COMPOSIO_GET_TOOL_SCHEMAS', { tool_slugs: slugs })
    return Object.keys((data as { tool_schemas: object }).tool_schemas)
  }

  /** Somebody follows the link, and agrees. */
  async function agree({ redirectUrl }: Connection, login = 'ada@example.com') {
    return new Person().complete(redirectUrl ?? '', { login, until: site })
  }

  async function ownApp(toolkit: string): Promise<string> {
    const { client_id, client_secret } = oauthApp
    const config = await composio.authConfigs.create(toolkit, {
      type: 'use_custom_auth',
      name: `our ${toolkit} app`,
      authScheme: 'OAUTH2',
      credentials: { client_id, client_secret },
    })
    return config.id
  }

  async function accountOfSession(session: Session, toolkit: string): Promise<string | undefined> {
    const { items } = await session.toolkits({ toolkits: [toolkit] })
    return items[0]?.connection?.connectedAccount?.id
  }

  test('quickstart: a user alone gives a session, and its tools for the framework', async () => {
    expect(await toolNames(await create())).toContain('COMPOSIO_SEARCH_TOOLS')
  })

  test('quickstart: an MCP client connects with the session’s address and headers', async () => {
    const { mcp } = await create()
    const client = new Client({ name: 'reader', version: '1.0.0' })
    const requestInit = { headers: mcp.headers ?? {} }
    await client.connect(new StreamableHTTPClientTransport(new URL(mcp.url), { requestInit }))
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name)).toContain('COMPOSIO_MULTI_EXECUTE_TOOL')
    await client.close()
  })

  test('providers: the tool calls of a model’s answer are handled for the user', async () => {
    await create()
    const call = (id: string, name: string, args: object) => ({
      id,
      type: 'function' as const,
      function: { name, arguments: JSON.stringify(args) },
    })
    const queries = [{ use_case: 'read a user of Hacker News' }]
    const tools = [{ tool_slug: 'HACKERNEWS_GET_USER', arguments: { username: 'pg' } }]
    const tool_calls = [
      call('call_1', 'COMPOSIO_SEARCH_TOOLS', { queries }),
      call('call_2', 'COMPOSIO_MULTI_EXECUTE_TOOL', { tools }),
    ]
    const answer = { choices: [{ message: { role: 'assistant', content: null, tool_calls } }] }
    const { provider } = composio as unknown as {
      provider: { handleToolCalls(user: string, answer: object): Promise<{ content: string }[]> }
    }
    const [found, executed] = await provider.handleToolCalls(user, answer)
    expect(JSON.parse(found?.content ?? '')).toMatchObject({ successful: true, error: null })
    expect(found?.content).toContain('HACKERNEWS_GET_USER')
    expect(JSON.parse(executed?.content ?? '')).toMatchObject({
      successful: true,
      data: { success_count: 1 },
    })
  })

  test('users and sessions: tools, MCP address, link and toolkits of one session', async () => {
    const session = await create()
    expect((await session.tools()) as OpenAiTool[]).not.toHaveLength(0)
    expect(session.mcp.url).toContain(session.sessionId)
    expect((await session.authorize('github')).redirectUrl).toContain(installation.patchbay.url)
    expect((await session.toolkits()).items).toHaveLength(20)
  })

  test('configuring sessions: toolkits as a list, under enable, and under disable', async () => {
    const three = ['github', 'gmail', 'slack']
    expect(await toolkitSlugs(await create({ toolkits: three }))).toStrictEqual(three)
    expect(await toolkitSlugs(await create({ toolkits: { enable: three } }))).toStrictEqual(three)
    const rest = await toolkitSlugs(await create({ toolkits: { disable: ['exa', 'firecrawl'] } }))
    expect(rest).toContain('github')
    expect(rest).not.toContain('exa')
  })

  test('configuring sessions: own auth configs for two toolkits', async () => {
    const authConfigs = { github: await ownApp('github'), slack: await ownApp('slack') }
    const session = await create({ authConfigs })
    const connection = await session.authorize('github')
    const account = await composio.connectedAccounts.get(connection.id)
    expect(account.authConfig.id).toBe(authConfigs.github)
  })

  test('configuring sessions: an account is authorized with a callback, then chosen by its id', async () => {
    const session = await create()
    const connection = await session.authorize('github', { callbackUrl: `${site}/callback` })
    await agree(connection, 'ada')
    const account = await connection.waitForConnection()
    expect(account.status).toBe('ACTIVE')
    const pinned = await create({ connectedAccounts: { github: account.id } })
    expect(await accountOfSession(pinned, 'github')).toBe(account.id)
  })

  test('in-chat authentication: users are sent back to the chat page', async () => {
    const session = await create({ manageConnections: { callbackUrl: `${site}/chat` } })
    const { data } = await session.execute('COMPOSIO_MANAGE_CONNECTIONS', { toolkits: ['github'] })
    const { redirect_url } = (data as { results: Record<string, { redirect_url: string }> }).results[
      'github'
    ] ?? { redirect_url: '' }
    const { url } = await new Person().complete(redirect_url, { login: 'ada', until: site })
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:9\/chat\?/)
  })

  test('manually authenticating: the callback keeps its own query, and learns the outcome', async () => {
    const session = await create()
    const callbackUrl = `${site}/callback?user_id=${user}&source=onboarding`
    const connection = await session.authorize('gmail', { callbackUrl })
    const { url } = await agree(connection)
    const account = await connection.waitForConnection(60_000)
    expect(Object.fromEntries(new URL(url).searchParams)).toMatchObject({
      user_id: user,
      source: 'onboarding',
      status: 'success',
      connected_account_id: account.id,
    })
  })

  test('manually authenticating: what is pending is connected before the agent starts', async () => {
    const session = await create({ manageConnections: false })
    expect(await toolNames(session)).not.toContain('COMPOSIO_MANAGE_CONNECTIONS')
    const logins = new Map([
      ['gmail', 'ada@example.com'],
      ['github', 'ada'],
    ])
    const connected = async () => {
      const { items } = await session.toolkits()
      return items.filter(({ connection }) => connection?.connectedAccount).map(({ slug }) => slug)
    }
    const before = await connected()
    const pending = [...logins.keys()].filter((slug) => !before.includes(slug))
    expect(pending).toStrictEqual(['gmail', 'github'])
    for (const slug of pending) {
      const connection = await session.authorize(slug)
      await agree(connection, logins.get(slug))
      await connection.waitForConnection()
    }
    expect(await connected()).toStrictEqual(expect.arrayContaining(['gmail', 'github']))
  })

  test('fetching tools and toolkits: names and connections, connected ones, and page after page', async () => {
    const session = await create()
    const { items } = await session.toolkits()
    expect(items[0]).toMatchObject({ slug: expect.any(String), name: expect.any(String) })
    expect(items.find(({ isNoAuth }) => !isNoAuth)?.connection?.isActive).toBe(false)
    const { items: connected } = await session.toolkits({ isConnected: true })
    expect(connected.filter(({ isNoAuth }) => !isNoAuth)).toStrictEqual([])
    const all: string[] = []
    let cursor: string | undefined
    do {
      // The page has the names of older SDKs, which call both of them nextCursor.
      const page: Awaited<ReturnType<Session['toolkits']>> = await session.toolkits({ limit: 20, cursor })
      all.push(...page.items.map(({ slug }) => slug))
      cursor = page.cursor
    } while (cursor)
    expect(all.length).toBeGreaterThan(40)
    expect(new Set(all).size).toBe(all.length)
  })

  test('fetching tools and toolkits: the catalog, without a session', async () => {
    expect((await composio.toolkits.get()).length).toBeGreaterThan(5)
    const tools = (await composio.tools.get(user, { toolkits: ['GITHUB'] })) as unknown as OpenAiTool[]
    expect(tools).toHaveLength(20)
    expect(tools.every(({ function: { name } }) => name.startsWith('GITHUB_'))).toBe(true)
    const tool = await composio.tools.getRawComposioToolBySlug('GMAIL_SEND_EMAIL')
    expect(tool).toMatchObject({ name: expect.any(String), description: expect.any(String) })
    expect(tool.inputParameters).toHaveProperty('properties')
    expect(tool.outputParameters).toHaveProperty('properties')
  })

  test('enable and disable toolkits: everything but two', async () => {
    const slugs = await toolkitSlugs(await create({ toolkits: { disable: ['linear', 'jira'] } }))
    expect(slugs).toContain('github')
    expect(slugs).not.toContain('linear')
    expect(slugs).not.toContain('jira')
  })

  test('enable and disable toolkits: single tools, under enable or as a list', async () => {
    const gmail = ['GMAIL_SEND_EMAIL', 'GMAIL_FETCH_EMAILS']
    const github = ['GITHUB_CREATE_ISSUE', 'GITHUB_GET_ISSUE']
    const asked = [...gmail, ...github, 'GMAIL_DELETE_MESSAGE', 'GITHUB_DELETE_A_REPOSITORY']
    for (const tools of [
      { gmail: { enable: gmail }, github: { enable: github } },
      { gmail, github },
    ]) {
      const given = await allowed(await create({ tools }), asked)
      expect(given).toHaveLength(4)
      expect(given).not.toContain('GITHUB_DELETE_A_REPOSITORY')
      expect(given).not.toContain('GMAIL_DELETE_MESSAGE')
    }
  })

  test('enable and disable toolkits: all tools but some', async () => {
    const session = await create({
      tools: {
        slack: { disable: ['SLACK_DELETE_MESSAGE'] },
        github: { disable: ['GITHUB_DELETE_REPO', 'GITHUB_DELETE_BRANCH'] },
      },
    })
    const asked = ['SLACK_DELETE_MESSAGE', 'SLACK_SEND_MESSAGE', 'GITHUB_DELETE_A_REPOSITORY']
    expect(await allowed(session, asked)).toStrictEqual(['SLACK_SEND_MESSAGE'])
  })

  test('enable and disable toolkits: by tags, for all and for one toolkit', async () => {
    const read = 'GMAIL_FETCH_EMAILS'
    const write = 'GMAIL_SEND_EMAIL'
    const destroy = 'GITHUB_DELETE_A_REPOSITORY'
    const change = 'GITHUB_CREATE_AN_ISSUE'
    const asked = [read, write, destroy, change]
    const readers = await create({ tags: ['readOnlyHint', 'idempotentHint'] })
    expect(await allowed(readers, asked)).toContain(read)
    expect(await allowed(readers, asked)).not.toContain(write)
    const both = await create({ tags: { enable: ['readOnlyHint'], disable: ['destructiveHint'] } })
    expect(await allowed(both, asked)).toStrictEqual([read])
    const overridden = await create({
      tags: ['readOnlyHint'],
      tools: { github: { tags: { disable: ['destructiveHint'] } }, gmail: { tags: ['readOnlyHint'] } },
    })
    expect(await allowed(overridden, asked)).toStrictEqual([read, change])
  })

  test('white-labeling: an own app beside the operator’s', async () => {
    const github = await ownApp('github')
    const session = await create({ authConfigs: { github } })
    const [own, managed] = [await session.authorize('github'), await session.authorize('gmail')]
    expect((await composio.connectedAccounts.get(own.id)).authConfig.id).toBe(github)
    expect((await composio.connectedAccounts.get(managed.id)).authConfig.id).not.toBe(github)
  })

  test('managing multiple accounts: the last one connected is used, unless a session says another', async () => {
    const session = await create()
    const ids: string[] = []
    for (const login of ['ada@example.com', 'bob@example.com']) {
      const connection = await session.authorize('gmail')
      await agree(connection, login)
      ids.push((await connection.waitForConnection()).id)
      expect(await accountOfSession(session, 'gmail')).toBe(ids.at(-1))
    }
    const [work = '', personal = ''] = ids
    const first = await create({ connectedAccounts: { gmail: work } })
    const second = await create({ connectedAccounts: { gmail: personal } })
    expect(await accountOfSession(first, 'gmail')).toBe(work)
    expect(await accountOfSession(second, 'gmail')).toBe(personal)
  })

  test('using custom auth configuration: a toolkit that has no app of the operator', async () => {
    const config = await composio.authConfigs.create('posthog', {
      type: 'use_custom_auth',
      name: 'PostHog',
      authScheme: 'API_KEY',
      credentials: {},
    })
    const session = await create({ authConfigs: { posthog: config.id } })
    const connection = await session.authorize('posthog')
    expect((await composio.connectedAccounts.get(connection.id)).authConfig.id).toBe(config.id)
  })

  test('connection expiry: a new session for the user gives the link that mends the account', async () => {
    const payload = { type: 'composio.connected_account.expired', data: { toolkit: { slug: 'gmail' } } }
    const session = await create()
    const connection = await session.authorize(payload.data.toolkit.slug)
    await agree(connection)
    expect((await connection.waitForConnection(60_000)).status).toBe('ACTIVE')
  })

  test('direct tools to sessions: existing configs and accounts carry over', async () => {
    const gmail = await composio.authConfigs.create('gmail', {
      type: 'use_composio_managed_auth',
      name: 'Gmail',
    })
    const link = await composio.connectedAccounts.link(user, gmail.id)
    await agree(link)
    const { id } = await link.waitForConnection()
    const restricted = await create({
      toolkits: ['github', 'gmail', 'slack'],
      authConfigs: { gmail: gmail.id },
    })
    expect(await accountOfSession(restricted, 'gmail')).toBe(id)
    const chosen = await create({ authConfigs: { gmail: gmail.id }, connectedAccounts: { gmail: id } })
    expect(await accountOfSession(chosen, 'gmail')).toBe(id)
  })

  test('reference of Composio: a client with headers of its own', async () => {
    const traced = composio.createSession({ headers: { 'x-request-id': 'trace-1', 'x-custom-header': 'a' } })
    expect((await traced.toolkits.get()).length).toBeGreaterThan(5)
  })

  test('reference of Tools: the raw tools of a session by its id', async () => {
    const { sessionId } = await create()
    const tools = composio.tools as unknown as Record<
      'getRawToolRouterMetaTools' | 'getRawToolRouterSessionTools',
      undefined | ((id: string) => Promise<{ slug: string }[]>)
    >
    const read = tools.getRawToolRouterMetaTools ?? tools.getRawToolRouterSessionTools
    expect((await read?.call(tools, sessionId))?.map(({ slug }) => slug)).toContain('COMPOSIO_SEARCH_TOOLS')
  })
})
