import { afterAll, describe, expect, test } from 'vitest'
import { testServer } from '../../test/harness.ts'

const server = await testServer()
const off = await testServer({ env: { PATCHBAY_WORKBENCH: 'none' } })
afterAll(async () => {
  await server.close()
  await off.close()
})

const { body: config } = await server.call('POST', '/auth_configs', {
  body: { toolkit: { slug: 'resend' }, auth_config: { type: 'use_custom_auth', authScheme: 'API_KEY' } },
})

async function connect(user: string, alias: string): Promise<string> {
  const { status, body } = await server.call('POST', '/connected_accounts', {
    body: {
      auth_config: { id: config.auth_config.id },
      connection: {
        user_id: user,
        alias,
        state: { authScheme: 'API_KEY', val: { status: 'ACTIVE', generic_api_key: 're_key_0123456789' } },
      },
    },
  })
  expect(status, JSON.stringify(body)).toBe(201)
  return body.id
}

async function create(body: object, on = server): Promise<{ id: string; prompt: string }> {
  const created = await on.call('POST', '/tool_router/session', { body })
  expect(created.status, JSON.stringify(created.body)).toBe(201)
  return { id: created.body.session_id, prompt: created.body.experimental.assistive_prompt }
}

const prompt = async (body: object) => (await create({ user_id: 'nobody', ...body })).prompt

describe('the assistive prompt says what the session is and has', () => {
  test('nothing of what is switched off', async () => {
    const whole = await prompt({})
    for (const part of [
      'COMPOSIO_SEARCH_TOOLS',
      'COMPOSIO_MANAGE_CONNECTIONS',
      'COMPOSIO_MULTI_EXECUTE_TOOL',
      'COMPOSIO_REMOTE_WORKBENCH',
    ])
      expect(whole).toContain(part)
    expect(whole).not.toMatch(/COMPOSIO_WAIT_FOR_CONNECTIONS|The user is asked|time zone/)
    const bare = await prompt({
      toolkits: { disable: ['slack'] },
      search: { enable: false },
      execute: { enable_multi_execute: false },
      workbench: { enable: false },
      manage_connections: { enable: false },
      preload: { tools: ['HACKERNEWS_GET_USER'] },
    })
    expect(bare).not.toContain('COMPOSIO_')
    expect(bare).toContain('Call these tools directly: HACKERNEWS_GET_USER.')
    expect(bare).toContain('closed to you: slack')
    expect(bare).toContain('You cannot connect apps')
  })

  test('a workbench only where the server has one', async () => {
    expect((await off.deps.workbench.provider()).name).toBe('none')
    expect((await create({ user_id: 'nobody' }, off)).prompt).not.toContain('WORKBENCH')
  })

  test('the accounts that it may use, by the names that the user gave them', async () => {
    const work = await connect('ada', 'work')
    const alone = await prompt({ user_id: 'ada' })
    expect(alone).toContain('Connected: resend.')
    const home = await connect('ada', 'home')
    const both = await prompt({
      user_id: 'ada',
      multi_account: { enable: true, require_explicit_selection: true },
      connected_accounts: { resend: [home, work] },
    })
    expect(both).toContain('Connected: resend (home, work; the first is the default).')
    expect(both).toContain('ask the user which one')
    expect(await prompt({ user_id: 'ada', toolkits: { enable: ['hackernews'] } })).toContain(
      'No app is connected',
    )
    expect(await prompt({ user_id: 'eve' })).toContain('No app is connected')
  })

  test('what the user is asked about, and what they do not allow', async () => {
    const asked = await prompt({
      experimental: {
        permissions: {
          default: 'ask_once_per_session',
          overrides: { 'HACKERNEWS_GET_USER:__none__': 'always_deny' },
        },
      },
    })
    expect(asked).toContain('before the first call of each tool')
    expect(asked).toContain('does not allow HACKERNEWS_GET_USER:')
  })

  test('the local time, for those who attach later and over MCP, too', async () => {
    const experimental = { assistive_prompt_config: { user_timezone: 'Asia/Tokyo' } }
    const { id, prompt: first } = await create({ user_id: 'nobody', experimental })
    expect(first).toMatch(/time zone is Asia\/Tokyo; there it is \w+/)
    const attached = await server.call('POST', `/tool_router/session/${id}/attach`)
    expect(attached.body.experimental.assistive_prompt).toContain('Asia/Tokyo')
    expect(attached.body.config).not.toHaveProperty('user_timezone')
    const hello = {
      protocolVersion: '2025-06-18',
      capabilities: {},
      clientInfo: { name: 'test', version: '1' },
    }
    const greeted = await server.app.inject({
      method: 'POST',
      url: `/tool_router/v3/${id}/mcp`,
      headers: { 'x-api-key': server.projectKey, accept: 'application/json, text/event-stream' },
      payload: { jsonrpc: '2.0', id: 1, method: 'initialize', params: hello },
    })
    expect(greeted.body).toContain('Asia/Tokyo')
    const wrong = await prompt({
      experimental: { assistive_prompt_config: { user_timezone: 'Mars/Olympus' } },
    })
    expect(wrong).not.toContain('time zone')
  })
})
