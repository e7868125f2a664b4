import { randomBytes } from 'node:crypto'
import {
  auth,
  Client,
  StreamableHTTPClientTransport,
  UnauthorizedError,
  type OAuthClientProvider,
  type OAuthDiscoveryState,
} from '@modelcontextprotocol/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { createEgress, type Egress } from '../../server/src/egress/egress.ts'
import { findRecord, recordsOf } from '../../server/src/mcp-authorization/authorization-records.ts'
import { testServer, type TestServer } from '../../server/test/harness.ts'
import { htmlForms } from '../rigs/html-forms.ts'
import { listen } from '../rigs/listen.ts'
import { Person } from '../rigs/person.ts'

const callback = 'http://127.0.0.1:9/callback'

const clientId = 'https://desk.example/client.json'

let server: TestServer
let documents: Awaited<ReturnType<typeof listen>>
let url: string

beforeAll(async () => {
  documents = await listen((_request, response) => {
    const document = { client_id: clientId, client_name: 'Desk', redirect_uris: [callback] }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(document))
  })
  server = await testServer({ listen: true, deps: { egress: egressTo(documents.url) } })
  url = await mcpServer(server.projectKey)
})
afterAll(async () => {
  await server.close()
  await documents.close()
})

/** Egress in which the client's site is a stand-in: client ids are https, and a stand-in has no certificate. */
function egressTo(origin: string): Egress {
  const egress = createEgress({ allowPrivate: ['127.0.0.1'] })
  return {
    ...egress,
    request: (options) =>
      egress.request({ ...options, url: String(options.url).replace('https://desk.example', origin) }),
  }
}

async function mcpServer(key: string): Promise<string> {
  const { body } = await server.call('POST', '/mcp/servers/custom', {
    key,
    body: { name: `server-${randomBytes(4).toString('hex')}`, toolkits: ['hackernews'], allowed_tools: [] },
  })
  return `${server.url}/v3/mcp/${body.id}/mcp?user_id=ada`
}

type Known<M extends 'clientInformation' | 'tokens'> = Awaited<ReturnType<OAuthClientProvider[M]>>

/** An app as the official client's examples have it: everything in memory. */
class App implements OAuthClientProvider {
  readonly redirectUrl = callback
  readonly clientMetadata: OAuthClientProvider['clientMetadata']
  declare readonly clientMetadataUrl?: string
  asked: URL | undefined
  #client: Known<'clientInformation'>
  #tokens: Known<'tokens'>
  #verifier = ''
  #discovered: OAuthDiscoveryState | undefined

  constructor(metadata: object = {}, clientMetadataUrl?: string) {
    this.clientMetadata = {
      client_name: 'Desk',
      redirect_uris: [callback],
      token_endpoint_auth_method: 'none',
      ...metadata,
    }
    if (clientMetadataUrl !== undefined) this.clientMetadataUrl = clientMetadataUrl
  }
  state = () => randomBytes(8).toString('hex')
  clientInformation = () => this.#client
  saveClientInformation = (client: Known<'clientInformation'>) => void (this.#client = client)
  tokens = () => this.#tokens
  saveTokens = (tokens: Known<'tokens'>) => void (this.#tokens = tokens)
  redirectToAuthorization = (to: URL) => void (this.asked = to)
  saveCodeVerifier = (verifier: string) => void (this.#verifier = verifier)
  codeVerifier = () => this.#verifier
  saveDiscoveryState = (state: OAuthDiscoveryState) => void (this.#discovered = state)
  discoveryState = () => this.#discovered
}

/** Sends the app to the authorization page, and a person through it. Answers where the browser ended. */
async function consent(app: App, to: string, visit: object = { fields: { key: server.projectKey } }) {
  const client = new Client({ name: 'desk', version: '1' })
  const transport = new StreamableHTTPClientTransport(new URL(to), { authProvider: app })
  await expect(client.connect(transport)).rejects.toThrow(UnauthorizedError)
  if (!app.asked) throw new Error('the client did not ask for authorization')
  const person = new Person()
  const page = await person.complete(app.asked.href, { until: callback, ...visit })
  return { page, person }
}

async function letIn(app: App, to: string, visit?: object): Promise<void> {
  const { page } = await consent(app, to, visit)
  const answer = new URL(page.url).searchParams
  const authorizationCode = answer.get('code') ?? ''
  await auth(app, { serverUrl: to, authorizationCode, iss: answer.get('iss') ?? '' })
}

async function toolsOf(app: App, to: string): Promise<string[]> {
  const client = new Client({ name: 'desk', version: '1' })
  await client.connect(new StreamableHTTPClientTransport(new URL(to), { authProvider: app }))
  const { tools } = await client.listTools()
  await client.close()
  return tools.map(({ name }) => name)
}

const initialize = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'x', version: '1' } },
})

async function knock(to: string, headers: Record<string, string>): Promise<Response> {
  return fetch(to, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
    },
    body: initialize,
  })
}

async function form(path: string, fields: Record<string, string>) {
  const response = await fetch(server.url + path, { method: 'POST', body: new URLSearchParams(fields) })
  return {
    status: response.status,
    body: (await response.json().catch(() => ({}))) as Record<string, string>,
  }
}

test('the official client finds its way in by itself: registration, consent, tokens', async () => {
  const app = new App()
  await letIn(app, url)
  expect(await toolsOf(app, url)).toContain('HACKERNEWS_GET_USER')
})

test('a client with a secret is let in with it', async () => {
  const app = new App({ token_endpoint_auth_method: 'client_secret_post' })
  await letIn(app, url)
  expect(app.clientInformation()).toMatchObject({ client_secret: expect.any(String) })
  expect(await toolsOf(app, url)).toContain('HACKERNEWS_GET_USER')
})

test('a client that is a URL is read from there, and needs no registration', async () => {
  const app = new App({}, clientId)
  await letIn(app, url)
  expect(app.clientInformation()).toMatchObject({ client_id: clientId })
  expect(await toolsOf(app, url)).toContain('HACKERNEWS_GET_USER')
})

test('the person sees who asks, what for and where it leads, and can refuse', async () => {
  const app = new App({ client_name: 'Desk <b>' })
  const { page, person } = await consent(app, url, { decision: 'deny' })
  expect(new URL(page.url).searchParams.get('error')).toBe('access_denied')
  const shown = person.seen.find((text) => text.includes('Let Desk')) ?? ''
  expect(shown).toContain('Desk &lt;b&gt;')
  expect(shown).toContain('127.0.0.1:9')
})

test('who has let one client in is asked about the next, and nobody else can answer', async () => {
  const { person } = await consent(new App(), url)
  const next = new App({ client_name: 'Next' })
  const client = new Client({ name: 'desk', version: '1' })
  const transport = new StreamableHTTPClientTransport(new URL(url), { authProvider: next })
  await expect(client.connect(transport)).rejects.toThrow(UnauthorizedError)
  const page = await person.open(next.asked?.href ?? '', callback)
  expect([page.status, page.html]).toStrictEqual([200, expect.stringContaining('Let Next in?')])
  const [form] = htmlForms(page.html)
  if (!form) throw new Error('the page has no form')
  const forged = await new Person().submit(page, form, { until: callback })
  expect([forged.status, forged.html]).toStrictEqual([410, expect.stringContaining('another browser')])
  // The control: the same answer from the browser that was asked lets the client in.
  const given = await person.submit(page, form, { until: callback })
  expect(new URL(given.url).searchParams.get('code')).toMatch(/./)
})

test.each([
  ['no key of this server', () => 'ak_wrong_wrong_wrong_wrong', 'not a key of this server'],
  ['a key of another project', async () => (await server.otherProject()).key, 'of another project'],
])('%s lets nobody in', async (_name, key, text) => {
  const { page } = await consent(new App(), url, { fields: { key: await key() } })
  expect([page.status, page.html]).toStrictEqual([401, expect.stringContaining(text)])
})

describe('a token', () => {
  let app: App

  beforeAll(async () => {
    app = new App()
    await letIn(app, url)
  })

  const bearer = () => ({ authorization: `Bearer ${app.tokens()?.access_token}` })

  test('opens the server it was made for, and no other', async () => {
    expect((await knock(url, bearer())).status).toBe(200)
    const other = await knock(await mcpServer(server.projectKey), bearer())
    expect(other.status).toBe(401)
    expect(other.headers.get('www-authenticate')).toMatch(
      /^Bearer error="invalid_token", resource_metadata="http/,
    )
  })

  test('the control: were it made for the other server, that one would open', async () => {
    const { access_token = '' } = app.tokens() ?? {}
    const other = await mcpServer(server.projectKey)
    const idOf = (to: string) => to.split('/').at(-2) ?? ''
    const record = await findRecord(server.deps, 'AccessToken', access_token)
    if (!record) throw new Error('the token is not kept')
    const renamed = { ...record, aud: String(record['aud']).replace(idOf(url), idOf(other)) }
    await recordsOf(server.deps, 'AccessToken').upsert(access_token, renamed, 300)
    expect((await knock(other, bearer())).status).toBe(200)
    await recordsOf(server.deps, 'AccessToken').upsert(access_token, record, 300)
    expect((await knock(other, bearer())).status).toBe(401)
  })

  test('is no key of the API', async () => {
    const response = await fetch(`${server.url}/api/v3.1/toolkits`, { headers: bearer() })
    expect(response.status).toBe(401)
  })

  test('is nowhere in the database, nor is the refresh token', async () => {
    const rows = await server.dump()
    const { access_token = '-', refresh_token = '-' } = app.tokens() ?? {}
    expect(rows.includes('(AccessToken,')).toBe(true)
    expect([access_token, refresh_token].filter((token) => rows.includes(token))).toStrictEqual([])
  })

  test('is renewed once by its refresh token; the old one used again ends everything', async () => {
    const { refresh_token = '' } = app.tokens() ?? {}
    const client_id = (await app.clientInformation())?.client_id ?? ''
    const renew = (token: string) =>
      form('/oauth/token', { grant_type: 'refresh_token', refresh_token: token, client_id })
    const renewed = await renew(refresh_token)
    expect(renewed.status).toBe(200)
    const fresh = { authorization: `Bearer ${renewed.body['access_token']}` }
    expect((await knock(url, fresh)).status).toBe(200)
    expect((await renew(refresh_token)).body).toMatchObject({ error: 'invalid_grant' })
    expect((await knock(url, fresh)).status).toBe(401)
  })

  test('ends when it is revoked, and with the key that consented', async () => {
    const revoked = new App()
    await letIn(revoked, url)
    const client_id = (await revoked.clientInformation())?.client_id ?? ''
    const token = revoked.tokens()?.access_token ?? ''
    await form('/oauth/revoke', { token, client_id })
    expect((await knock(url, { authorization: `Bearer ${token}` })).status).toBe(401)

    const { key, projectId } = await server.otherProject()
    const theirs = await mcpServer(key)
    const their = new App()
    await letIn(their, theirs, { fields: { key } })
    const header = { authorization: `Bearer ${their.tokens()?.access_token}` }
    expect((await knock(theirs, header)).status).toBe(200)
    const gone = await server.deps.db.execute(
      `update api_keys set deleted_at = now() where project_id = '${projectId}'`,
    )
    expect(gone.rowCount).toBe(1)
    expect((await knock(theirs, header)).status).toBe(401)
  })
})

test('without a token the answer says where to get one', async () => {
  const response = await knock(url, {})
  expect(response.status).toBe(401)
  const metadataUrl = /resource_metadata="([^"]+)"/.exec(response.headers.get('www-authenticate') ?? '')?.[1]
  const metadata = await (await fetch(metadataUrl ?? '')).json()
  expect(metadata).toMatchObject({
    resource: url.split('?')[0],
    authorization_servers: [server.url],
    scopes_supported: ['mcp'],
  })
})

test('a code without PKCE, and a redirect to elsewhere, are refused before anybody is asked', async () => {
  const app = new App()
  await letIn(app, url)
  const asked = new URL(app.asked?.href ?? '')
  asked.searchParams.delete('code_challenge')
  const unbound = await new Person().open(asked.href, callback)
  expect(unbound.url).toContain('error=invalid_request')
  const elsewhere = new URL(app.asked?.href ?? '')
  elsewhere.searchParams.set('redirect_uri', 'http://127.0.0.1:9/elsewhere')
  const page = await new Person().open(elsewhere.href, 'http://127.0.0.1:9/')
  expect([page.status, page.html]).toStrictEqual([400, expect.stringContaining('redirect_uri')])
})

test.each([
  ['a page of another site', { origin: 'https://evil.example' }, 403],
  ['a page on this machine', { origin: 'http://localhost:6274' }, 200],
  ['no page', {}, 200],
])('%s calling the endpoint', async (_name, headers, status) => {
  const response = await knock(url, { 'x-api-key': server.projectKey, ...headers })
  expect(response.status).toBe(status)
})
