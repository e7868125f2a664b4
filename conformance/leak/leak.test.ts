import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { oauthApp, startInstallation, type Installation } from '../rigs/installation.ts'
import { Person } from '../rigs/person.ts'
import { secretsIn } from './secrets.ts'

type Body = Record<string, unknown>
type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

const API_KEY = 're_canary_api_key_8c41d7f0b26e'
const OWN_CLIENT_SECRET = 'canary-own-client-secret-7be2940f'
const IMPORTED_TOKEN = 'gho_canary_imported_token_5d0c93ea'

let installation: Installation
/** Status line, headers and body of every answer, and all pages that a person saw. */
const answers: string[] = []
const secrets: Record<string, string> = {
  'API key': API_KEY,
  'managed client secret': oauthApp.client_secret,
  'own client secret': OWN_CLIENT_SECRET,
  'imported token': IMPORTED_TOKEN,
}

async function api(method: Method, path: string, body?: Body): Promise<Body> {
  const { url, apiKey } = installation.patchbay
  const response = await fetch(`${url}/api/v3.1${path}`, {
    method,
    headers: { 'x-api-key': apiKey, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  answers.push(`${method} ${path} ${response.status}\n${JSON.stringify([...response.headers])}\n${text}`)
  return JSON.parse(text) as Body
}

async function authConfig(toolkit: string, config: Body): Promise<string> {
  const created = await api('POST', '/auth_configs', { toolkit: { slug: toolkit }, auth_config: config })
  return String((created['auth_config'] as Body)['id'])
}

function execute(tool: string, args: Body, user = 'user-1'): Promise<Body> {
  return api('POST', `/tools/execute/${tool}`, { user_id: user, arguments: args })
}

/** Resend answers with what it received, the key included; so do its errors. */
async function useApiKey(): Promise<void> {
  const config = await authConfig('resend', {
    type: 'use_custom_auth',
    authScheme: 'API_KEY',
    credentials: {},
  })
  const account = await api('POST', '/connected_accounts', {
    auth_config: { id: config },
    connection: {
      user_id: 'user-1',
      state: { authScheme: 'API_KEY', val: { status: 'ACTIVE', generic_api_key: API_KEY } },
    },
  })
  const id = String(account['id'])
  const echoed = await execute('RESEND_LIST_DOMAINS', {})
  expect(echoed).toMatchObject({ successful: true, data: { path: '/echo/domains' } })
  await execute('RESEND_SEND_EMAIL', { from: 7, to: 'not a list' })
  const proxied = (endpoint: string) =>
    api('POST', '/tools/execute/proxy', { connected_account_id: id, endpoint, method: 'GET' })
  expect(await proxied(`/anything?key=${API_KEY}`)).toMatchObject({ status: 200 })
  await proxied(`${installation.github.url}/user`)
  await api('GET', `/connected_accounts/${id}`)
  await api('POST', `/connected_accounts/${id}/refresh`, {})
  await api('PATCH', `/connected_accounts/${id}/status`, { enabled: false })
  await execute('RESEND_LIST_DOMAINS', {})
}

/** A token request holds secrets that no answer to us should: the refresh token, and the PKCE verifier. */
function keepGrant({ refresh_token, code_verifier }: Record<string, string | undefined>): void {
  if (refresh_token !== undefined) secrets['Google refresh token'] = refresh_token
  if (code_verifier !== undefined) secrets['PKCE verifier'] = code_verifier
}

async function useGoogle(): Promise<void> {
  const { ledger } = installation.google
  const config = await authConfig('gmail', { type: 'use_composio_managed_auth' })
  const link = await api('POST', '/connected_accounts/link', { auth_config_id: config, user_id: 'user-1' })
  const person = new Person()
  await person.complete(String(link['redirect_url']), { login: 'ada@example.com' })
  answers.push(...person.seen.filter((page) => page.slice(4).startsWith(installation.patchbay.url)))
  const mail = { recipient_email: 'bob@example.com', subject: 'Hi', body: 'Hello' }
  expect(await execute('GMAIL_SEND_EMAIL', mail)).toMatchObject({ successful: true })
  const id = String(link['connected_account_id'])
  expect(await api('POST', `/connected_accounts/${id}/refresh`, {})).toMatchObject({ status: 'ACTIVE' })
  for (const { body } of ledger.oauthCalls()) keepGrant(body as Record<string, string>)
  const live = ledger.tokens().at(-1)?.token ?? ''
  ledger.inject({
    outcome: 'status',
    status: 400,
    body: { error: { message: `Bad token ${live}` } },
    times: 50,
  })
  await execute('GMAIL_FETCH_EMAILS', {})
  ledger.clear()
  ledger.inject({ outcome: 'reset', times: 50 })
  await execute('GMAIL_FETCH_EMAILS', {})
  ledger.clear()
  await api('GET', `/connected_accounts/${id}`)
}

async function useGithub(): Promise<void> {
  const own = await authConfig('github', {
    type: 'use_custom_auth',
    authScheme: 'OAUTH2',
    credentials: { client_id: 'own', client_secret: OWN_CLIENT_SECRET },
  })
  await api('GET', `/auth_configs/${own}`)
  await api('PATCH', `/auth_configs/${own}`, {
    type: 'custom',
    credentials: { client_id: 'own', client_secret: OWN_CLIENT_SECRET, nonsense: OWN_CLIENT_SECRET },
  })
  const imported = await api('POST', '/connected_accounts', {
    auth_config: { id: own },
    connection: {
      user_id: 'user-2',
      state: { authScheme: 'OAUTH2', val: { status: 'ACTIVE', access_token: IMPORTED_TOKEN } },
    },
  })
  await api('GET', `/connected_accounts/${String(imported['id'])}`)
  // GitHub does not know this token: its refusal is the answer.
  await execute('GITHUB_GET_THE_AUTHENTICATED_USER', {}, 'user-2')
}

async function useSession(): Promise<void> {
  const created = await api('POST', '/tool_router/session', { user_id: 'user-1' })
  const session = `/tool_router/session/${String(created['session_id'])}`
  await api('POST', `${session}/execute`, { tool_slug: 'GMAIL_FETCH_EMAILS', arguments: {} })
  await api('POST', `${session}/proxy_execute`, {
    toolkit_slug: 'gmail',
    endpoint: '/users/me/profile',
    method: 'GET',
  })
  await api('POST', `${session}/search`, { queries: [{ use_case: 'send an email' }] })
}

async function dumpDatabase(dataDir: string): Promise<string> {
  const client = new pg.Client({
    host: join(dataDir, 'run'),
    port: 5432,
    user: 'postgres',
    database: 'patchbay',
  })
  await client.connect()
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  )
  let text = ''
  for (const { name } of rows) {
    const table = await client.query<{ row: string }>(`select t::text as row from ${name} t`)
    text += `${name}\n${table.rows.map(({ row }) => row).join('\n')}\n`
  }
  await client.end()
  return text
}

beforeAll(async () => {
  installation = await startInstallation({
    env: { PATCHBAY_LOG_LEVEL: 'debug' },
  })
  await useApiKey()
  await useGoogle()
  await useGithub()
  await useSession()
  for (const [index, { token }] of installation.google.ledger.tokens().entries()) {
    secrets[`Google access token ${index}`] = token
  }
})
afterAll(() => installation?.stop())

test('the run was what it claims: tokens were issued, refreshed and used', () => {
  const grants = installation.google.ledger.tokens().map(({ grantType }) => grantType)
  expect(grants).toContain('authorization_code')
  expect(grants).toContain('refresh_token')
  const sent = installation.upstream.calls().map(({ headers }) => headers['authorization'])
  expect(sent).toContain(`Bearer ${API_KEY}`)
  expect(Object.keys(secrets)).toEqual(expect.arrayContaining(['Google refresh token', 'PKCE verifier']))
})

test('no answer and no page holds a secret', () => {
  expect(answers.length).toBeGreaterThan(20)
  expect(answers.filter((text) => secretsIn(text, secrets).length > 0)).toStrictEqual([])
})

test('the server’s output holds none, at its most talkative', () => {
  expect(secretsIn(installation.patchbay.logs(), secrets)).toStrictEqual([])
})

test('the log of Postgres holds none', async () => {
  const log = await readFile(join(installation.patchbay.dataDir, 'postgres.log'), 'utf8')
  expect(log.length).toBeGreaterThan(0)
  expect(secretsIn(log, secrets)).toStrictEqual([])
})

test('no row of any table holds one', async () => {
  const dump = await dumpDatabase(installation.patchbay.dataDir)
  expect(dump).toContain('connected_accounts')
  expect(dump).toContain('user-1')
  expect(dump.split('\n').filter((row) => secretsIn(row, secrets).length > 0)).toStrictEqual([])
})
