import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { startInstallation, type Installation } from '../rigs/installation.ts'
import { generations, type SdkClient } from '../rigs/sdk.ts'
import { newDatabaseUrl } from '../rigs/test-database.ts'
import { thrown } from './thrown.ts'
import { failOnTransformWarnings } from './transform-warnings.ts'

type Echo = {
  method: string
  path: string
  query: Record<string, string>
  headers: Record<string, string>
  body: unknown
}

let installation: Installation

beforeAll(async () => {
  installation = await startInstallation({ databaseUrl: await newDatabaseUrl() })
})
afterAll(() => installation?.stop())

failOnTransformWarnings()

describe.each(generations)('core $version', ({ version, load }) => {
  const user = `user-${version}`
  const key = `re_key_of_${version}_0123456789`
  let composio: SdkClient
  let accountId: string

  beforeAll(async () => {
    const { url, apiKey } = installation.patchbay
    composio = await load({ apiKey, baseURL: url })
    const config = await composio.authConfigs.create('resend', {
      type: 'use_custom_auth',
      name: 'Resend',
      authScheme: 'API_KEY',
      credentials: {},
    })
    const request = await composio.connectedAccounts.initiate(user, config.id, {
      config: { authScheme: 'API_KEY', val: { status: 'ACTIVE', generic_api_key: key } },
    })
    accountId = request.id
  })

  const latest = { dangerouslySkipVersionCheck: true } as const

  test('a tool without account runs, and its answer is data', async () => {
    const result = await composio.tools.execute('HACKERNEWS_GET_USER', {
      userId: user,
      arguments: { username: 'pg' },
      ...latest,
    })
    expect(result).toMatchObject({ successful: true, error: null, logId: expect.any(String) })
    expect(result.data).toMatchObject({ method: 'GET', path: '/echo/users/pg' })
  })

  test('a pinned version runs, and the SDK’s own guard asks for one', async () => {
    const tool = await composio.tools.getRawComposioToolBySlug('HACKERNEWS_GET_USER')
    const call = { userId: user, arguments: { username: 'pg' } }
    const pinned = await composio.tools.execute('HACKERNEWS_GET_USER', {
      ...call,
      version: String(tool.version),
    })
    expect(pinned.successful).toBe(true)
    const unpinned = await thrown(composio.tools.execute('HACKERNEWS_GET_USER', call))
    expect(unpinned).toHaveProperty('code', expect.stringContaining('TOOL_VERSION_REQUIRED'))
  })

  test('a tool with an account carries the account’s key to the provider and not into the answer', async () => {
    installation.upstream.clear()
    const result = await composio.tools.execute('RESEND_SEND_EMAIL', {
      userId: user,
      arguments: { from: 'a@example.com', to: ['b@example.com'], subject: 'Hi', text: 'Hello' },
      ...latest,
    })
    expect(result).toMatchObject({ successful: true, error: null })
    const [call] = installation.upstream.calls()
    expect(call).toMatchObject({
      method: 'POST',
      path: '/echo/emails',
      headers: { authorization: `Bearer ${key}` },
      body: { from: 'a@example.com', to: ['b@example.com'], subject: 'Hi', text: 'Hello' },
    })
    expect(JSON.stringify(result)).not.toContain(key)
  })

  test('an account can be named instead of its user', async () => {
    const result = await composio.tools.execute('RESEND_LIST_DOMAINS', {
      userId: user,
      connectedAccountId: accountId,
      arguments: {},
      ...latest,
    })
    expect(result.data).toMatchObject({ method: 'GET', path: '/echo/domains' })
  })

  test('wrong arguments are refused before anything is sent', async () => {
    installation.upstream.clear()
    const error = await thrown(
      composio.tools.execute('RESEND_SEND_EMAIL', {
        userId: user,
        arguments: { from: 'a@example.com', to: 'not a list of people', subject: 7 },
        ...latest,
      }),
    )
    expect(error.name).toBe('ComposioToolExecutionError')
    expect(String((error.cause as Error | undefined)?.message)).toContain('subject')
    expect(installation.upstream.calls()).toStrictEqual([])
  })

  test('an unknown tool is the SDK’s own error', async () => {
    const error = await thrown(
      composio.tools.execute('RESEND_NO_SUCH_TOOL', { userId: user, arguments: {}, ...latest }),
    )
    expect(error.name).toBe('ComposioToolNotFoundError')
  })

  test('a user without an account is the SDK’s own error', async () => {
    const error = await thrown(
      composio.tools.execute('RESEND_LIST_DOMAINS', { userId: `${user}-nobody`, arguments: {}, ...latest }),
    )
    expect(error.name).toBe('ComposioConnectedAccountNotFoundError')
  })

  test('another user’s account cannot be borrowed by its id', async () => {
    installation.upstream.clear()
    const error = await thrown(
      composio.tools.execute('RESEND_LIST_DOMAINS', {
        userId: `${user}-mallory`,
        connectedAccountId: accountId,
        arguments: {},
        ...latest,
      }),
    )
    expect(error.name).toMatch(/^Composio(ConnectedAccountNotFound|ToolExecution)Error$/)
    expect(installation.upstream.calls()).toStrictEqual([])
  })

  test('a proxied call reaches the provider with headers, query and body', async () => {
    const response = (await composio.tools.proxyExecute({
      connectedAccountId: accountId,
      endpoint: '/emails/batch',
      method: 'POST',
      body: { n: 1 },
      parameters: [
        { name: 'x-probe', in: 'header', value: 'yes' },
        { name: 'page', in: 'query', value: '2' },
      ],
    })) as { status: number; data: Echo }
    expect(response).toMatchObject({
      status: 200,
      data: {
        method: 'POST',
        path: '/echo/emails/batch',
        query: { page: '2' },
        headers: { 'x-probe': 'yes' },
        body: { n: 1 },
      },
    })
    expect(JSON.stringify(response)).not.toContain(key)
  })

  test('a proxied call does not carry the key to another host', async () => {
    const { url } = installation.github
    installation.github.ledger.clear()
    const error = await thrown(
      composio.tools.proxyExecute({ connectedAccountId: accountId, endpoint: `${url}/user`, method: 'GET' }),
    )
    expect(error.message).toContain('400')
    expect(installation.github.ledger.calls()).toStrictEqual([])
  })

  test('the default provider executes what a model asked for', async () => {
    const completion = {
      choices: [
        {
          message: {
            tool_calls: [
              {
                id: 'call_1',
                type: 'function',
                function: { name: 'HACKERNEWS_GET_USER', arguments: '{"username":"pg"}' },
              },
            ],
          },
        },
      ],
    }
    type Completion = Parameters<typeof composio.provider.handleToolCalls>[1]
    const messages = await composio.provider.handleToolCalls(user, completion as unknown as Completion)
    expect(messages).toMatchObject([{ role: 'tool', tool_call_id: 'call_1' }])
    expect(JSON.parse(String(messages[0]?.content))).toMatchObject({ successful: true, error: null })
  })
})
