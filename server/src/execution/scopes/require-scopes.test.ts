import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { approve } from '../../../../conformance/rigs/approve.ts'
import { clientKinds } from '../../../../conformance/mcp/clients.ts'
import { clickLink } from '../../../../conformance/rigs/click-link.ts'
import { startOAuthServer } from '../../../../conformance/rigs/oauth-server.ts'
import { startUpstream } from '../../../../conformance/rigs/upstream.ts'
import { testServer } from '../../../test/harness.ts'
import { injectedFetch } from '../../../test/injected-fetch.ts'

const origin = 'http://patchbay.test'
const gmail = (name: string) => `https://www.googleapis.com/auth/gmail.${name}`
const [readonly, send, labels, modify] = [gmail('readonly'), gmail('send'), gmail('labels'), gmail('modify')]
const foreign = 'https://www.googleapis.com/auth/somethingelse'

const provider = await startOAuthServer({
  scopes: [readonly, send, labels, modify, foreign],
  clients: [
    {
      clientId: 'app',
      clientSecret: 'canary-client-secret',
      redirectUris: [`${origin}/api/v3.1/toolkits/auth/callback`],
    },
  ],
})
const upstream = await startUpstream()
const server = await testServer({
  listen: true,
  env: { PATCHBAY_PUBLIC_URL: origin },
  config: {
    toolkits: {
      gmail: {
        base_url: `${upstream.url}/echo`,
        auth: { OAUTH2: { authorize_url: provider.authorizeUrl, token_url: provider.tokenUrl } },
      },
    },
    egress: { allow_private: [new URL(provider.url).host, new URL(upstream.url).host] },
  },
})
afterAll(async () => {
  await server.close()
  await provider.close()
  await upstream.close()
})
afterEach(() => upstream.clear())

const mail = { recipient_email: 'ada@example.com', subject: 'Hi', body: 'Text' }

/** Walks a link to its end; answers the scopes that the provider's page was asked for. */
async function consent(url: string): Promise<string[]> {
  const injected = injectedFetch(server.app)
  const { location, cookie } = await clickLink(url, { send: injected })
  const back = await approve(location, { login: 'ada' })
  const path = back.slice(origin.length)
  await server.call('GET', path, { key: null, headers: { cookie } })
  return new URL(location).searchParams.get('scope')?.split(' ') ?? []
}

async function connect(userId: string, scopes: string[], experimental?: object): Promise<string> {
  const config = await server.call('POST', '/auth_configs', {
    body: {
      toolkit: { slug: 'gmail' },
      auth_config: {
        type: 'use_custom_auth',
        authScheme: 'OAUTH2',
        credentials: { client_id: 'app', client_secret: 'canary-client-secret', scopes },
      },
    },
  })
  const { body } = await server.call('POST', '/connected_accounts/link', {
    body: { auth_config_id: config.body.auth_config.id, user_id: userId, experimental },
  })
  await consent(body.redirect_url)
  return body.connected_account_id
}

function execute(tool: string, body: object) {
  return server.call('POST', `/tools/execute/${tool}`, { body })
}

const linkIn = (text: string) => /http:\/\/patchbay\.test\/link\/lk_[\w-]{43}/.exec(text)?.[0] ?? ''

test('a call whose account lacks a scope is not made, and comes with a link that asks for just that one more', async () => {
  const id = await connect('narrow', [readonly, labels])
  const { status, body } = await execute('GMAIL_SEND_EMAIL', { user_id: 'narrow', arguments: mail })
  expect({ status, calls: upstream.calls() }).toStrictEqual({ status: 403, calls: [] })
  expect(body.error).toMatchObject({
    slug: 'ActionExecute_MissingScopes',
    message: expect.stringContaining(id),
    errors: [expect.stringMatching(/^scopes: .*gmail\.send/)],
    suggested_fix: expect.stringContaining('GMAIL_SEND_EMAIL'),
  })
  expect(body.error.message).not.toContain('/link/')
  const asked = await consent(linkIn(body.error.suggested_fix))
  expect(asked.toSorted()).toStrictEqual([labels, readonly, send])
  const again = await execute('GMAIL_SEND_EMAIL', { user_id: 'narrow', arguments: mail })
  expect(again.body).toMatchObject({ successful: true })
  expect(upstream.calls()).toHaveLength(1)
})

test('the page of the link shows what it asks for', async () => {
  await connect('reader', [readonly])
  const { body } = await execute('GMAIL_SEND_EMAIL', { user_id: 'reader', arguments: mail })
  const page = await injectedFetch(server.app)(linkIn(body.error.suggested_fix), { headers: {} })
  const html = await page.text()
  expect(html).toContain('gmail.send')
  expect(html).toContain('gmail.readonly')
})

test('a wider scope will do, and so will a grant that holds something unknown or was not told', async () => {
  await connect('wide', [modify])
  await connect('unknown', [readonly, foreign])
  for (const user_id of ['wide', 'unknown']) {
    const { body } = await execute('GMAIL_SEND_EMAIL', { user_id, arguments: mail })
    expect(body, user_id).toMatchObject({ successful: true })
  }
  expect(upstream.calls()).toHaveLength(2)
})

test('a credential that the caller brings is not measured by the account’s scopes', async () => {
  await connect('bringer', [readonly])
  const { status } = await execute('GMAIL_SEND_EMAIL', {
    user_id: 'bringer',
    arguments: mail,
    custom_auth_params: { parameters: [{ name: 'authorization', in: 'header', value: 'Bearer own' }] },
  })
  expect(status).toBe(200)
  expect(upstream.calls()[0]?.headers['authorization']).toBe('Bearer own')
})

test('preview says the same and refuses nothing', async () => {
  const id = await connect('looker', [readonly])
  const sending = { connected_account_id: id, arguments: mail, preview: true }
  const { body } = await execute('GMAIL_SEND_EMAIL', sending)
  expect(body.data.scopes.missing).toStrictEqual([expect.stringContaining('gmail.send')])
  const wide = await connect('looker-wide', [modify])
  const { body: met } = await execute('GMAIL_SEND_EMAIL', { ...sending, connected_account_id: wide })
  expect(met.data.scopes.missing).toStrictEqual([])
})

test('a session’s agent reads the same as a result, alone, in a batch and with linking switched off', async () => {
  await connect('agent', [readonly])
  const session = async (more: object = {}) => {
    const { body } = await server.call('POST', '/tool_router/session', {
      body: { user_id: 'agent', toolkits: { enable: ['gmail'] }, ...more },
    })
    return `/tool_router/session/${body.session_id}`
  }
  const open = await session()
  const failure = { kind: 'scope', retryable: false, suggested_fix: expect.stringContaining('/link/lk_') }
  const alone = await server.call('POST', `${open}/execute`, {
    body: { tool_slug: 'GMAIL_SEND_EMAIL', arguments: mail },
  })
  expect(alone.body.data).toMatchObject({ slug: 'ActionExecute_MissingScopes', failure })
  const batch = await server.call('POST', `${open}/execute_meta`, {
    body: {
      slug: 'COMPOSIO_MULTI_EXECUTE_TOOL',
      arguments: { tools: [{ tool_slug: 'GMAIL_SEND_EMAIL', arguments: mail }] },
    },
  })
  expect(batch.body.data.results[0].response.data).toMatchObject({ failure })
  const overMcp = await server.app.inject({
    method: 'POST',
    url: `${open.replace('/session', '/v3')}/mcp`,
    headers: { 'x-api-key': server.projectKey, accept: 'application/json, text/event-stream' },
    payload: {
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: {
        name: 'COMPOSIO_MULTI_EXECUTE_TOOL',
        arguments: { tools: [{ tool_slug: 'GMAIL_SEND_EMAIL', arguments: mail }] },
      },
    },
  })
  expect(overMcp.body).toContain('ActionExecute_MissingScopes')
  expect(overMcp.body).toContain('/link/lk_')
  const closed = await session({ manage_connections: { enable: false } })
  const silent = await server.call('POST', `${closed}/execute`, {
    body: { tool_slug: 'GMAIL_SEND_EMAIL', arguments: mail },
  })
  expect(silent.body.data.failure.kind).toBe('scope')
  expect(JSON.stringify(silent.body)).not.toContain('/link/')
  expect(upstream.calls()).toStrictEqual([])
})

describe.each(clientKinds)('$kind, which opens links,', (kind) => {
  test.each(['a server', 'a session', 'a batch of a session'])(
    'is asked for the scope by %s',
    async (place) => {
      const user = `${kind.kind} ${place}`
      const account = await connect(user, [readonly])
      const asked: Record<string, unknown>[] = []
      const client = await kind.connect(await urlFor(place, user), server.projectKey, undefined, {
        capabilities: { elicitation: { form: {}, url: {} } },
        async onElicit(params) {
          asked.push(params)
          await consent(String(params['url']))
          return { action: 'accept' }
        },
      })
      const batch = { tools: [{ tool_slug: 'GMAIL_SEND_EMAIL', arguments: mail }] }
      const call = () =>
        place === 'a batch of a session'
          ? client.call('COMPOSIO_MULTI_EXECUTE_TOOL', batch)
          : client.call('GMAIL_SEND_EMAIL', mail)
      const answer = await call().catch((error: { data?: { elicitations: Record<string, unknown>[] } }) => {
        asked.push(...(error.data?.elicitations ?? []))
      })
      expect(asked).toMatchObject([
        {
          mode: 'url',
          message: expect.stringContaining('Allow more'),
          url: expect.stringContaining('/link/lk_'),
        },
      ])
      const isOf2026 = kind.kind.endsWith('2026-07-28')
      if (!isOf2026) {
        expect(asked[0]).toMatchObject({ elicitationId: account })
        await consent(String(asked[0]?.['url']))
      }
      expect(isOf2026 ? answer : await call()).toMatchObject({ structuredContent: { successful: true } })
      await client.close()
    },
  )
})

/** Where a user calls GMAIL_SEND_EMAIL over MCP. */
async function urlFor(place: string, user: string): Promise<string> {
  const tools = ['GMAIL_SEND_EMAIL']
  if (place === 'a server') {
    const { body } = await server.call('POST', '/mcp/servers/custom', {
      body: { name: 'mails', toolkits: ['gmail'], allowed_tools: tools },
    })
    return `${server.url}/v3/mcp/${body.id}?user_id=${encodeURIComponent(user)}&managed_auth=true`
  }
  const { body } = await server.call('POST', '/tool_router/session', {
    body: { user_id: user, toolkits: { enable: ['gmail'] }, preload: { tools } },
  })
  return `${server.url}/tool_router/v3/${body.session_id}/mcp`
}

test('somebody who may use another user’s shared account gets no link to replace its credential', async () => {
  const shared = { account_type: 'SHARED', acl_config_for_shared: { allow_all_users: true } }
  const id = await connect('owner', [readonly], shared)
  const { body } = await execute('GMAIL_SEND_EMAIL', {
    user_id: 'guest',
    connected_account_id: id,
    arguments: mail,
  })
  expect(body.error.slug).toBe('ActionExecute_MissingScopes')
  expect(JSON.stringify(body)).not.toContain('/link/')
})
