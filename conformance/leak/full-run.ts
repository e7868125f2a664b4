/** A life with the server in which every kind of secret is used, and refused, and shown to whoever could leak it. */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { oauthApp, type Installation } from '../rigs/installation.ts'
import { Person } from '../rigs/person.ts'
import type { Receiver } from '../webhooks/receiver.ts'

type Body = Record<string, unknown>
type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

const API_KEY = 're_canary_api_key_8c41d7f0b26e'
const TYPED_KEY = 're_canary_typed_key_e2a09b5d71'
const PASSWORD = 'canary password/with=odd&signs 61f3'
const OWN_CLIENT_SECRET = 'canary-own-client-secret-7be2940f'
const IMPORTED_TOKEN = 'gho_canary_imported_token_5d0c93ea'

export type FullRun = {
  /** Status line, headers and body of every answer, and all pages that a person saw. */
  readonly answers: string[]
  /** What only the vault and the outgoing requests may hold. */
  readonly secrets: Record<string, string>
  /** What the caller holds as well: keys, and what an answer gives out once. */
  readonly callersOwn: Record<string, string>
}

/** Does everything, and tells what was secret about it. */
export async function fullRun(installation: Installation, receiver: Receiver): Promise<FullRun> {
  const life = new Life(installation)
  await life.useWebhooks(receiver)
  await life.useApiKey()
  await life.usePassword()
  await life.useConnectPage()
  await life.useGithub()
  await life.useGoogle()
  await life.useSession()
  await life.endGoogle(receiver)
  const { patchbay } = installation
  const masterKey = await readFile(join(patchbay.dataDir, 'master.key'), 'utf8')
  const { answers, secrets, callersOwn } = life
  for (const [index, { token }] of installation.google.ledger.tokens().entries()) {
    secrets[`Google access token ${index}`] = token
  }
  secrets['master key'] = masterKey.trim().split('\n')[0] ?? ''
  return { answers, secrets, callersOwn }
}

class Life {
  readonly #installation: Installation
  readonly answers: string[] = []
  readonly secrets: Record<string, string> = {
    'API key': API_KEY,
    'API key typed into the page': TYPED_KEY,
    password: PASSWORD,
    'managed client secret': oauthApp.client_secret,
    'own client secret': OWN_CLIENT_SECRET,
    'imported token': IMPORTED_TOKEN,
  }
  readonly callersOwn: Record<string, string>
  #google = ''

  constructor(installation: Installation) {
    this.#installation = installation
    const { apiKey, orgApiKey } = installation.patchbay
    this.callersOwn = { 'project key': apiKey, 'organisation key': orgApiKey }
  }

  async #api(method: Method, path: string, body?: Body): Promise<Body> {
    const { url, apiKey } = this.#installation.patchbay
    const response = await fetch(`${url}/api/v3.1${path}`, {
      method,
      headers: { 'x-api-key': apiKey, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    this.answers.push(
      `${method} ${path} ${response.status}\n${JSON.stringify([...response.headers])}\n${text}`,
    )
    return JSON.parse(text) as Body
  }

  async #authConfig(toolkit: string, config: Body): Promise<string> {
    const created = await this.#api('POST', '/auth_configs', {
      toolkit: { slug: toolkit },
      auth_config: config,
    })
    return String((created['auth_config'] as Body)['id'])
  }

  /** Connects with a credential at hand. */
  async #connect(config: string, user: string, authScheme: string, val: Body): Promise<string> {
    const account = await this.#api('POST', '/connected_accounts', {
      auth_config: { id: config },
      connection: { user_id: user, state: { authScheme, val: { status: 'ACTIVE', ...val } } },
    })
    return String(account['id'])
  }

  #execute(tool: string, args: Body, user = 'user-1'): Promise<Body> {
    return this.#api('POST', `/tools/execute/${tool}`, { user_id: user, arguments: args })
  }

  /** Whoever hears of expired accounts: the secret is given out, then replaced. */
  async useWebhooks({ url }: Receiver): Promise<void> {
    const subscription = await this.#api('POST', '/webhook_subscriptions', {
      webhook_url: url,
      enabled_events: ['composio.connected_account.expired'],
    })
    this.callersOwn['webhook secret'] = String(subscription['secret'])
    const path = `/webhook_subscriptions/${String(subscription['id'])}`
    this.callersOwn['new webhook secret'] = String(
      (await this.#api('POST', `${path}/rotate_secret`, {}))['secret'],
    )
  }

  /** Resend answers with what it received, the key included; so do its errors. */
  async useApiKey(): Promise<void> {
    const config = await this.#authConfig('resend', {
      type: 'use_custom_auth',
      authScheme: 'API_KEY',
      credentials: {},
    })
    const id = await this.#connect(config, 'user-1', 'API_KEY', { generic_api_key: API_KEY })
    await this.#execute('RESEND_LIST_DOMAINS', {})
    await this.#execute('RESEND_SEND_EMAIL', { from: 7, to: 'not a list' })
    const proxied = (endpoint: string) =>
      this.#api('POST', '/tools/execute/proxy', { connected_account_id: id, endpoint, method: 'GET' })
    await proxied(`/anything?key=${API_KEY}`)
    await proxied(`${this.#installation.github.url}/user`)
    await this.#api('GET', `/connected_accounts/${id}`)
    await this.#api('POST', `/connected_accounts/${id}/refresh`, {})
    await this.#api('PATCH', `/connected_accounts/${id}/status`, { enabled: false })
    await this.#execute('RESEND_LIST_DOMAINS', {})
  }

  /** Twilio answers with what it received as well: user name and password in base64. */
  async usePassword(): Promise<void> {
    const config = await this.#authConfig('twilio', {
      type: 'use_custom_auth',
      authScheme: 'BASIC',
      credentials: {},
    })
    const val = { account_sid: 'AC1', username: 'AC1', password: PASSWORD }
    await this.#connect(config, 'user-1', 'BASIC', val)
    await this.#execute('TWILIO_LIST_MESSAGES', {})
  }

  /** A person types a key into the page; the provider refuses it once. */
  async useConnectPage(): Promise<void> {
    const { items } = (await this.#api('GET', '/auth_configs?toolkit_slug=resend')) as { items: Body[] }
    const link = await this.#api('POST', '/connected_accounts/link', {
      auth_config_id: String(items[0]?.['id']),
      user_id: 'user-3',
    })
    await this.#visit(String(link['redirect_url']), { fields: { generic_api_key: TYPED_KEY } })
    await this.#execute('RESEND_LIST_DOMAINS', {}, 'user-3')
  }

  async #visit(url: string, answers: { login?: string; fields?: Record<string, string> }): Promise<void> {
    const person = new Person()
    await person.complete(url, answers)
    const { patchbay } = this.#installation
    this.answers.push(...person.seen.filter((page) => page.slice(4).startsWith(patchbay.url)))
  }

  async useGithub(): Promise<void> {
    const credentials = { client_id: 'own', client_secret: OWN_CLIENT_SECRET }
    const own = await this.#authConfig('github', {
      type: 'use_custom_auth',
      authScheme: 'OAUTH2',
      credentials,
    })
    await this.#api('GET', `/auth_configs/${own}`)
    await this.#api('PATCH', `/auth_configs/${own}`, {
      type: 'custom',
      credentials: { ...credentials, nonsense: OWN_CLIENT_SECRET },
    })
    const id = await this.#connect(own, 'user-2', 'OAUTH2', { access_token: IMPORTED_TOKEN })
    await this.#api('GET', `/connected_accounts/${id}`)
    // GitHub does not know this token: its refusal is the answer.
    await this.#execute('GITHUB_GET_THE_AUTHENTICATED_USER', {}, 'user-2')
    await this.#api('DELETE', `/connected_accounts/${id}`)
  }

  async useGoogle(): Promise<void> {
    const { ledger } = this.#installation.google
    const config = await this.#authConfig('gmail', { type: 'use_composio_managed_auth' })
    const link = await this.#api('POST', '/connected_accounts/link', {
      auth_config_id: config,
      user_id: 'user-1',
    })
    await this.#visit(String(link['redirect_url']), { login: 'ada@example.com' })
    const mail = { recipient_email: 'bob@example.com', subject: 'Hi', body: 'Hello' }
    await this.#execute('GMAIL_SEND_EMAIL', mail)
    this.#google = String(link['connected_account_id'])
    await this.#api('POST', `/connected_accounts/${this.#google}/refresh`, {})
    const live = ledger.tokens().at(-1)?.token ?? ''
    const error = { message: `Bad token ${live}` }
    ledger.inject({ outcome: 'status', status: 400, body: { error }, path: '/gmail', times: 50 })
    await this.#execute('GMAIL_FETCH_EMAILS', {})
    this.#keepGrants()
    ledger.clear()
    ledger.inject({ outcome: 'reset', path: '/gmail', times: 50 })
    await this.#execute('GMAIL_FETCH_EMAILS', {})
    ledger.clear()
    await this.#api('GET', `/connected_accounts/${this.#google}`)
  }

  /** A token request holds secrets that no answer to us should: the refresh token, and the PKCE verifier. */
  #keepGrants(): void {
    for (const { body } of this.#installation.google.ledger.oauthCalls()) {
      const { refresh_token, code_verifier, code } = body as Record<string, string | undefined>
      if (refresh_token !== undefined) this.secrets['Google refresh token'] = refresh_token
      if (code_verifier !== undefined) this.secrets['PKCE verifier'] = code_verifier
      if (code !== undefined) this.secrets['authorization code'] = code
    }
  }

  async useSession(): Promise<void> {
    const created = await this.#api('POST', '/tool_router/session', { user_id: 'user-1' })
    const session = `/tool_router/session/${String(created['session_id'])}`
    await this.#api('POST', `${session}/execute`, { tool_slug: 'GMAIL_FETCH_EMAILS', arguments: {} })
    await this.#api('POST', `${session}/proxy_execute`, {
      toolkit_slug: 'gmail',
      endpoint: '/users/me/profile',
      method: 'GET',
    })
    await this.#api('POST', `${session}/search`, { queries: [{ use_case: 'send an email' }] })
    const { apiKey } = this.#installation.patchbay
    const client = new Client({ name: 'leak', version: '1' })
    const url = new URL(String((created['mcp'] as Body)['url']))
    await client.connect(
      new StreamableHTTPClientTransport(url, { requestInit: { headers: { 'x-api-key': apiKey } } }),
    )
    const result = await client.callTool({
      name: 'COMPOSIO_MULTI_EXECUTE_TOOL',
      arguments: { tools: [{ tool_slug: 'TWILIO_LIST_MESSAGES', arguments: {} }] },
    })
    this.answers.push(JSON.stringify(result))
    await client.close()
  }

  /** The provider withdraws the grant: the account expires, and the receiver hears of it. */
  async endGoogle(receiver: Receiver): Promise<void> {
    const { ledger } = this.#installation.google
    const refused = { error: 'invalid_grant', error_description: 'Token has been revoked' }
    ledger.inject({ outcome: 'status', status: 400, body: refused, path: '/oauth2/token', times: 5 })
    await this.#api('POST', `/connected_accounts/${this.#google}/refresh`, {})
    await receiver.waitFor(1)
    this.answers.push(...receiver.received.map(({ body }) => body))
    this.#keepGrants()
    ledger.clear()
    await this.#api('POST', `/connected_accounts/${this.#google}/revoke`, {})
  }
}
