/**
 * The important tools of toolkits against servers that keep state, each result read back through the server's own API.
 * Stand-ins know no more than a part of their provider; what they lack is not in the tables.
 */
import { createHash } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { testServer } from '../../server/test/harness.ts'
import { listenOnFreePort } from '../rigs/emulate.ts'
import { startProvider } from '../rigs/provider.ts'
import { startRegistry } from '../schemes/registry.ts'
import { githubRows } from './github-rows.ts'
import { gmailRows, googlecalendarRows, googledriveRows } from './google-rows.ts'
import { linearRows } from './linear-rows.ts'
import { registryDescription, registryRows } from './registry-rows.ts'
import { filled, type Question, type Row, type Seen } from './row.ts'
import { slackRows } from './slack-rows.ts'
import { stripeRows } from './stripe-rows.ts'
import { wikiDescription, wikiRows } from './wiki-rows.ts'
import { startWiki } from './wiki.ts'

const token = 'token_of_ada_0123456789'
const email = 'ada@example.com'
const person = { username: 'ada', password: 'canary-of-ada-0123456789' }
const calendar = { id: email, user_email: email, summary: email, primary: true, time_zone: 'UTC' }
const byEmail = { tokens: { [token]: { login: email } } }

const [github, google, slack, linear, stripe, registry, wiki] = await Promise.all([
  startProvider('github', { seed: { users: [{ login: 'ada' }] }, tokens: { [token]: { login: 'ada' } } }),
  startProvider('google', {
    seed: { users: [{ email, name: 'Ada' }], calendars: [calendar] },
    ...byEmail,
  }),
  startProvider('slack', {
    seed: { users: [{ name: 'ada', email }] },
    tokens: { [token]: { login: 'ada' } },
  }),
  startProvider('linear', {
    seed: {
      users: [{ email, name: 'Ada', admin: true }],
      teams: [{ key: 'ENG', name: 'Engineering', states: [{ name: 'Todo', type: 'unstarted' }] }],
    },
    ...byEmail,
  }),
  listenOnFreePort('stripe', {}),
  startRegistry(person),
  startWiki(person),
])
const servers = [github, google, slack, linear, stripe, registry, wiki]

const server = await testServer({
  config: {
    toolkits: {
      github: { base_url: github.url },
      gmail: { base_url: `${google.url}/gmail/v1` },
      googledrive: { base_url: `${google.url}/drive/v3` },
      googlecalendar: { base_url: `${google.url}/calendar/v3` },
      slack: { base_url: `${slack.url}/api` },
      linear: { base_url: `${linear.url}/graphql` },
      stripe: { base_url: `${stripe.url}/v1` },
    },
    egress: { allow_private: servers.map(({ url }) => new URL(url).host) },
  },
})
afterAll(async () => {
  await server.close()
  await Promise.all(
    [github, google, slack, linear, stripe.emulator, registry, wiki].map((one) => one.close()),
  )
})

async function ok(path: string, body: object) {
  const answer = await server.call('POST', path, { body })
  expect([200, 201], JSON.stringify(answer.body)).toContain(answer.status)
  return answer.body
}

async function connect(slug: string, authScheme: string, val: object, credentials: object): Promise<void> {
  const auth_config = { type: 'use_custom_auth', authScheme, credentials }
  const config = await ok('/auth_configs', { toolkit: { slug }, auth_config })
  const state = { authScheme, val: { status: 'ACTIVE', ...val } }
  await ok('/connected_accounts', {
    auth_config: { id: config.auth_config.id },
    connection: { user_id: 'ada', state },
  })
}

async function bring(slug: string, url: string, document: object, auth: string, val: object): Promise<void> {
  const source = { type: 'openapi', document }
  await ok('/custom/toolkits/upsert', { slug, source, base_url: url, auth: [{ mode: auth }] })
  await connect(slug, auth, val, {})
}

/** A file as the SDKs upload it before they name it to a tool. */
async function uploaded(content: string): Promise<object> {
  const asked = await ok('/files/upload/request', {
    toolkit_slug: 'googledrive',
    tool_slug: 'GOOGLEDRIVE_UPLOAD_FILE',
    filename: 'report.txt',
    mimetype: 'text/plain',
    md5: createHash('md5').update(content).digest('hex'),
  })
  const { pathname, search } = new URL(asked.new_presigned_url)
  await server.app.inject({ method: 'PUT', url: pathname + search, payload: content })
  return { name: 'report.txt', mimetype: 'text/plain', s3key: asked.key }
}

const bearer = `Bearer ${token}`
const basic = `Basic ${Buffer.from(`${person.username}:${person.password}`).toString('base64')}`

interface Kit {
  readonly name: string
  readonly rows: readonly Row[]
  readonly url: string
  /** What the server itself is asked with. */
  readonly authorization: string
  connect(): Promise<void>
}

const byOauth = (name: string, rows: readonly Row[], { url }: { url: string }): Kit => ({
  name,
  rows,
  url,
  authorization: bearer,
  connect: () => connect(name, 'OAUTH2', { access_token: token }, { client_id: 'a', client_secret: 'b' }),
})

const kits: readonly Kit[] = [
  byOauth('github', githubRows, github),
  byOauth('gmail', gmailRows, google),
  byOauth('googledrive', googledriveRows, google),
  byOauth('googlecalendar', googlecalendarRows, google),
  byOauth('slack', slackRows, slack),
  byOauth('linear', linearRows, linear),
  {
    name: 'stripe',
    rows: stripeRows,
    url: stripe.url,
    authorization: bearer,
    connect: () => connect('stripe', 'API_KEY', { generic_api_key: token }, {}),
  },
  {
    name: 'registry',
    rows: registryRows,
    url: registry.url,
    authorization: `Bearer ${registry.token}`,
    connect: () =>
      bring('registry', registry.url, registryDescription, 'BEARER_TOKEN', { token: registry.token }),
  },
  {
    name: 'wiki',
    rows: wikiRows,
    url: wiki.url,
    authorization: basic,
    connect: () => bring('wiki', wiki.url, wikiDescription, 'BASIC', person),
  },
]

async function ask({ url, authorization }: Kit, { path, body }: Question): Promise<unknown> {
  const response = await fetch(url + path, {
    headers: { authorization, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  })
  if (!response.ok) return response.status
  const text = await response.text()
  return response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text
}

describe.each(kits)('$name', (kit) => {
  const seen: Seen = {}

  test('is connected', async () => {
    await kit.connect()
    seen['uploaded'] = await uploaded('what a report says')
  })

  test.each(kit.rows)('$tool', async (row) => {
    const body = { user_id: 'ada', arguments: filled(row.args, seen) }
    const answer = await ok(`/tools/execute/${row.tool}`, body)
    expect(answer, JSON.stringify(answer)).toMatchObject({ successful: true, error: null })
    if (row.as !== undefined) seen[row.as] = answer.data
    if (row.gives !== undefined) expect(answer.data).toMatchObject(filled(row.gives, seen) as object)
    if (row.asks === undefined) return
    const shown = await ask(kit, filled(row.asks, seen) as Question)
    const expected = filled(row.shows, seen)
    if (typeof expected === 'object') expect(shown).toMatchObject(expected as object)
    else expect(shown).toStrictEqual(expected)
  })
})
