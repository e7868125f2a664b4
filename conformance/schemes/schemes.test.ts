/** Every way to authenticate, through the official SDK, at servers that check the credential that arrives. */
import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'

import { withSchemeKit, withToolkit } from '../../server/src/connected-accounts/scheme-kit.ts'
import { loadCatalog } from '../../server/src/startup/catalog/load-catalog.ts'
import { testServer, type TestServer } from '../../server/test/harness.ts'
import { callbackPath } from '../rigs/installation.ts'
import { freePort, listen } from '../rigs/listen.ts'
import { startOAuthServer, type OAuthServer } from '../rigs/oauth-server.ts'
import { startBrowser, type BrowserRig } from '../rigs/browser.ts'
import { completeIn } from '../rigs/person-in-chromium.ts'
import { Person } from '../rigs/person.ts'
import { startProvider, type Provider } from '../rigs/provider.ts'
import { startScriptedProvider, type ScriptedProvider } from '../rigs/scripted-provider.ts'
import { generations, type SdkClient } from '../rigs/sdk.ts'
import { thrown } from '../sdk/thrown.ts'
import { failOnTransformWarnings } from '../sdk/transform-warnings.ts'
import { consentKit } from './consent-kit.ts'
import { startCredentialChecker, type CredentialChecker } from './credential-checker.ts'
import { registryKit, startRegistry, type Registry } from './registry.ts'
import { sessionKit, startSessionApi, type SessionApi } from './session-kit.ts'
import { signedKit, startSignatureChecker, type SignatureChecker } from './signature-checker.ts'

/** Who is registered with the registry, and with the stand-in that exchanges a login for a token. */
const logIn = { username: 'ada', password: 'open sesame' }
/** A site of the client's own; the walk ends when the browser is sent there. */
const SITE = 'http://127.0.0.1:9/connected'
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const { privateKey: otherKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const app = { client_id: 'person-app', client_secret: 'person-app-secret' }
const service = { client_id: 'service-app', client_secret: 'service-app-secret' }
const awsKey = { access_key_id: 'AKIDRIGHT', secret_access_key: 'wJalrXUtnFEMI/K7', region: 'eu-west-1' }
const session = { ...logIn, organization_id: '00801ADA', devKey: 'developer-key' }
const consumer = { key: 'ck', secret: 'c&s' }

/** What each of these APIs takes, at the path that its tool calls. */
const accepted = {
  '/domains': { authorization: 'Bearer re_right' },
  '/api/1.0/users/me': { authorization: 'Bearer pat_right' },
  '/2010-04-01/Accounts/AC1/Balance.json': {
    authorization: `Basic ${Buffer.from('SK1:open sesame').toString('base64')}`,
  },
  '/v2/event-types': { 'x-cal-client-id': 'cal-client', 'x-cal-secret-key': 'cal-secret' },
  '/api/v1/search': {},
}

let strict: OAuthServer
let provider: ScriptedProvider
let checker: CredentialChecker
let registry: Registry
let github: Provider
let signed: SignatureChecker
let accounting: SessionApi
let server: TestServer
let browser: BrowserRig
/** Where a real browser ends: it wants an answer. */
let site: Awaited<ReturnType<typeof listen>>
let composio: SdkClient

beforeAll(async () => {
  strict = await startOAuthServer()
  provider = await startScriptedProvider({ publicKey, consumer })
  checker = await startCredentialChecker(accepted)
  registry = await startRegistry(logIn)
  signed = await startSignatureChecker(awsKey)
  accounting = await startSessionApi(session)
  browser = await startBrowser()
  site = await listen((_request, response) => response.end('back'))
  const port = await freePort()
  const hosted = { ...app, name: 'Schemes', redirect_uris: [`http://127.0.0.1:${port}${callbackPath}`] }
  github = await startProvider('github', {
    seed: { users: [{ login: 'ada', name: 'Ada' }], oauth_apps: [hosted] },
    tokens: { ghp_right: { login: 'ada' } },
  })
  const catalog = withSchemeKit(await loadCatalog(inject('cacheDir'), () => {}), provider.url)
  const kits = [
    consentKit(strict.url),
    registryKit(registry.url),
    signedKit(signed.url),
    sessionKit(accounting.url),
  ]
  const atChecker = { base_url: checker.url }
  server = await testServer({
    listen: port,
    config: {
      toolkits: {
        resend: atChecker,
        asana: atChecker,
        twilio: atChecker,
        cal: atChecker,
        hackernews: atChecker,
        bill: { base_url: `${accounting.url}/connect` },
        github: {
          base_url: github.url,
          auth: { OAUTH2: { authorize_url: github.authorizeUrl, token_url: github.tokenUrl } },
        },
      },
      egress: {
        allow_private: [strict, provider, checker, registry, github, signed, accounting].map(
          ({ url }) => new URL(url).host,
        ),
      },
    },
    deps: { catalog: kits.reduce(withToolkit, catalog) },
  })
  const redirectUris = [server.url + callbackPath]
  strict.registerClient({ clientId: app.client_id, clientSecret: app.client_secret, redirectUris })
  strict.registerClient({
    clientId: service.client_id,
    clientSecret: service.client_secret,
    redirectUris,
    clientCredentials: true,
  })
  const [newest] = generations
  if (newest === undefined) throw new Error('No SDK generation is known')
  composio = await newest.load({ apiKey: server.projectKey, baseURL: server.url })
})
failOnTransformWarnings()
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await Promise.all(
    [strict, provider, checker, registry, github, signed, accounting, site].map((rig) => rig?.close()),
  )
})

/** The SDK only warns of an account whose state it cannot read, and then gives it without. */
async function expectReadable(id: string, authScheme: Scheme): Promise<void> {
  const { state } = await composio.connectedAccounts.get(id)
  expect(state).toMatchObject({ authScheme, val: { status: 'ACTIVE' } })
}

type InitiateOptions = NonNullable<Parameters<SdkClient['connectedAccounts']['initiate']>[2]>
type ConnectionData = NonNullable<InitiateOptions['config']>
type Scheme = ConnectionData['authScheme']

async function makeAuthConfig(toolkit: string, authScheme: Scheme, credentials: Record<string, string> = {}) {
  const made = await composio.authConfigs.create(toolkit, {
    type: 'use_custom_auth',
    name: `${toolkit} ${authScheme}`,
    authScheme,
    credentials,
  })
  return made.id
}

/** `val` has the fields of the scheme; the SDK sends along what its types do not name. */
function initiate(user: string, config: string, authScheme: Scheme, val: Record<string, string>) {
  return composio.connectedAccounts.initiate(user, config, {
    config: { authScheme, val: { status: 'INITIALIZING', ...val } } as ConnectionData,
  })
}

function execute(
  userId: string,
  connectedAccountId: string,
  slug: string,
  args: Record<string, unknown> = {},
) {
  return composio.tools.execute(slug, {
    userId,
    connectedAccountId,
    arguments: args,
    dangerouslySkipVersionCheck: true,
  })
}

type Consented = {
  scheme: Scheme
  toolkit: string
  /** Of the auth config. */
  credentials?: Record<string, string>
  /** What the person types on the connect page. */
  fields?: () => Record<string, string>
  tool: string
  data: object
}

const consented: Consented[] = [
  {
    scheme: 'OAUTH2',
    toolkit: 'consentkit',
    credentials: app,
    tool: 'CONSENTKIT_WHOAMI',
    data: { login: 'ada', client_id: app.client_id },
  },
  {
    scheme: 'OAUTH2',
    toolkit: 'github',
    credentials: app,
    tool: 'GITHUB_GET_THE_AUTHENTICATED_USER',
    data: { login: 'ada' },
  },
  {
    scheme: 'DCR_OAUTH',
    toolkit: 'consentkit',
    fields: () => ({ server_url: strict.url }),
    tool: 'CONSENTKIT_WHOAMI',
    data: { login: 'ada' },
  },
  {
    scheme: 'OAUTH1',
    toolkit: 'schemekit',
    credentials: { consumer_key: consumer.key, consumer_secret: consumer.secret },
    tool: 'SCHEMEKIT_SIGNED',
    data: { ok: true },
  },
]

test.each(consented)('$scheme at $toolkit: a person consents, and the tool’s call is theirs', async (row) => {
  const user = `person-${row.scheme}-${row.toolkit}`
  const config = await makeAuthConfig(row.toolkit, row.scheme, row.credentials)
  const request = await composio.connectedAccounts.link(user, config, { callbackUrl: SITE })
  const end = await new Person().complete(request.redirectUrl ?? '', {
    login: 'ada',
    until: SITE,
    ...(row.fields && { fields: row.fields() }),
  })
  expect(new URL(end.url).searchParams.get('status')).toBe('success')
  expect(await request.waitForConnection(20_000)).toMatchObject({ id: request.id, status: 'ACTIVE' })
  await expectReadable(request.id, row.scheme)
  expect(await execute(user, request.id, row.tool)).toMatchObject({
    successful: true,
    error: null,
    data: row.data,
  })
})

type Given = {
  scheme: Scheme
  toolkit: string
  val: () => Record<string, string>
  tool: string
  arguments?: Record<string, unknown>
  data: object
  /** The control: in place of some of `val`, what the other side does not take. */
  wrong: Record<string, string>
}

const pem = (key: typeof privateKey, type: 'pkcs1' | 'pkcs8') =>
  key.export({ type, format: 'pem' }).toString()
const keyFile = (key: typeof privateKey) =>
  JSON.stringify({ client_email: 'svc@example.com', private_key: pem(key, 'pkcs8'), private_key_id: 'k1' })
const whoami = { toolkit: 'schemekit', tool: 'SCHEMEKIT_WHOAMI', data: { email: 'ada@example.com' } }

const profile = { toolkit: 'registrykit', tool: 'REGISTRYKIT_PROFILE', data: { name: 'ada' } }

/** Schemes whose values are exchanged for a token: wrong ones connect nothing. */
const exchanged: Given[] = [
  { scheme: 'BASIC_WITH_JWT', ...whoami, val: () => logIn, wrong: { password: 'guess' } },
  { scheme: 'BASIC_WITH_JWT', ...profile, val: () => logIn, wrong: { password: 'guess' } },
  {
    scheme: 'BILLCOM_AUTH',
    ...whoami,
    val: () => ({ ...logIn, devKey: 'dk' }),
    wrong: { password: 'guess' },
  },
  // The pair of session and developer's key: the API takes neither without the other.
  {
    scheme: 'BILLCOM_AUTH',
    toolkit: 'sessionkit',
    val: () => session,
    tool: 'SESSIONKIT_LIST_BILLS',
    data: { path: '/connect/v3/bills' },
    wrong: { password: 'guess' },
  },
  ...(['devKey', 'organization_id'] as const).map((name) => ({
    scheme: 'BILLCOM_AUTH' as const,
    toolkit: 'bill',
    val: () => session,
    tool: 'BILL_GET_LIST_OF_BILLS',
    data: { path: '/connect/v3/bills' },
    wrong: { [name]: 'guess' },
  })),
  {
    scheme: 'GOOGLE_SERVICE_ACCOUNT',
    ...whoami,
    val: () => ({ credentials_json: keyFile(privateKey) }),
    wrong: { credentials_json: keyFile(otherKey) },
  },
  {
    scheme: 'SERVICE_ACCOUNT',
    ...whoami,
    val: () => ({ application_id: '12', installation_id: '34', private_key: pem(privateKey, 'pkcs1') }),
    wrong: { private_key: pem(otherKey, 'pkcs1') },
  },
]

/** Schemes whose values are sent as they are, most by toolkits that are shipped: the API refuses wrong ones. */
const sent: Given[] = [
  {
    scheme: 'BEARER_TOKEN',
    toolkit: 'github',
    val: () => ({ token: 'ghp_right' }),
    tool: 'GITHUB_GET_THE_AUTHENTICATED_USER',
    data: { login: 'ada' },
    wrong: { token: 'ghp_wrong' },
  },
  {
    scheme: 'API_KEY',
    ...profile,
    val: () => ({ generic_api_key: registry.token }),
    wrong: { generic_api_key: 'guess' },
  },
  { scheme: 'BEARER_TOKEN', ...profile, val: () => ({ token: registry.token }), wrong: { token: 'guess' } },
  { scheme: 'BASIC', ...profile, val: () => logIn, wrong: { password: 'guess' } },
  {
    scheme: 'API_KEY',
    toolkit: 'resend',
    val: () => ({ generic_api_key: 're_right' }),
    tool: 'RESEND_LIST_DOMAINS',
    data: { accepted: '/domains' },
    wrong: { generic_api_key: 're_wrong' },
  },
  {
    scheme: 'BEARER_TOKEN',
    toolkit: 'asana',
    val: () => ({ token: 'pat_right' }),
    tool: 'ASANA_GET_CURRENT_USER',
    data: { accepted: '/api/1.0/users/me' },
    wrong: { token: 'pat_wrong' },
  },
  {
    scheme: 'BASIC',
    toolkit: 'twilio',
    val: () => ({ account_sid: 'AC1', username: 'SK1', password: 'open sesame' }),
    tool: 'TWILIO_GET_BALANCE',
    data: { accepted: '/2010-04-01/Accounts/AC1/Balance.json' },
    wrong: { password: 'guess' },
  },
  // AWS Signature Version 4: the secret is not sent, the service computes the same signature from it.
  ...[{ secret_access_key: 'guess' }, { region: 'us-east-1' }, { access_key_id: 'AKIDOTHER' }].map(
    (wrong) => ({
      scheme: 'API_KEY' as const,
      toolkit: 'signedkit',
      val: () => awsKey,
      tool: 'SIGNEDKIT_PUT_THING',
      arguments: { name: "a b/(c)'*", note: 'x y+z~ü', content: 'ü & more' },
      data: { signed: true },
      wrong,
    }),
  ),
  {
    scheme: 'CALCOM_AUTH',
    toolkit: 'cal',
    val: () => ({ client_id: 'cal-client', client_secret: 'cal-secret' }),
    tool: 'CAL_LIST_EVENT_TYPES',
    data: { accepted: '/v2/event-types' },
    wrong: { client_secret: 'guess' },
  },
]

async function connectAndRun({ scheme, toolkit, tool, arguments: args, data, val }: Given): Promise<string> {
  const user = `right-${scheme}-${toolkit}`
  const config = await makeAuthConfig(toolkit, scheme)
  const request = await initiate(user, config, scheme, val())
  expect(request).toMatchObject({ status: 'ACTIVE', redirectUrl: null })
  await expectReadable(request.id, scheme)
  expect(await execute(user, request.id, tool, args)).toMatchObject({ successful: true, error: null, data })
  return config
}

test.each(exchanged)('$scheme at $toolkit: what is given gets a token that the API takes', async (row) => {
  const config = await connectAndRun(row)
  const refused = await thrown(
    initiate(`wrong-${row.scheme}`, config, row.scheme, { ...row.val(), ...row.wrong }),
  )
  expect(refused.message).toContain('400')
})

test.each(sent)('$scheme: the API of $toolkit gets what was given, and nothing besides', async (row) => {
  const config = await connectAndRun(row)
  const user = `wrong-${row.scheme}`
  const { id } = await initiate(user, config, row.scheme, { ...row.val(), ...row.wrong })
  expect(await execute(user, id, row.tool, row.arguments)).toMatchObject({
    successful: false,
    error: expect.stringContaining('401'),
  })
})

type InBrowser = Pick<Given, 'scheme' | 'toolkit' | 'tool' | 'arguments' | 'data'> & {
  credentials?: Record<string, string>
  fields: () => Record<string, string>
}

const inBrowser: InBrowser[] = [
  ...consented.map(({ fields = () => ({}), ...row }) => ({ ...row, fields })),
  // The page differs by scheme only, and every toolkit is connected above: the last one of each scheme will do.
  ...[...exchanged, ...sent]
    .filter((row, at, rows) => rows.findLastIndex(({ scheme }) => scheme === row.scheme) === at)
    .map(({ val, ...row }) => ({ ...row, fields: val })),
]

test.each(inBrowser)(
  '$scheme at $toolkit: connected in Chromium, and the tool’s call is theirs',
  async (row) => {
    const user = `browser-${row.scheme}-${row.toolkit}`
    const config = await makeAuthConfig(row.toolkit, row.scheme, row.credentials)
    const request = await composio.connectedAccounts.link(user, config, { callbackUrl: site.url })
    const page = await browser.newPage({ width: 420 })
    const visit = { login: 'ada', fields: row.fields(), until: site.url }
    const end = await completeIn(page, request.redirectUrl ?? '', visit)
    await page.context().close()
    expect(new URL(end).searchParams.get('status')).toBe('success')
    expect(await execute(user, request.id, row.tool, row.arguments)).toMatchObject({
      successful: true,
      error: null,
      data: row.data,
    })
  },
)

test('S2S_OAUTH2: the app gets a token of its own, and no secret but its own will do', async () => {
  const config = await makeAuthConfig('consentkit', 'S2S_OAUTH2', service)
  const { id, status } = await initiate('service', config, 'S2S_OAUTH2', {})
  expect(status).toBe('ACTIVE')
  await expectReadable(id, 'S2S_OAUTH2')
  const { data } = await execute('service', id, 'CONSENTKIT_WHOAMI')
  expect(data).toStrictEqual({ client_id: service.client_id })
  const wrong = await makeAuthConfig('consentkit', 'S2S_OAUTH2', { ...service, client_secret: 'guess' })
  expect((await thrown(initiate('service', wrong, 'S2S_OAUTH2', {}))).message).toContain('invalid_client')
})

test('NO_AUTH: a call carries no credential, with an account and without', async () => {
  const config = await makeAuthConfig('hackernews', 'NO_AUTH')
  const { id, status } = await initiate('nobody', config, 'NO_AUTH', {})
  expect(status).toBe('ACTIVE')
  await expectReadable(id, 'NO_AUTH')
  const taken = { successful: true, data: { accepted: '/api/v1/search' } }
  expect(await execute('nobody', id, 'HACKERNEWS_GET_FRONTPAGE')).toMatchObject(taken)
  const without = { userId: 'passer-by', arguments: {}, dangerouslySkipVersionCheck: true }
  expect(await composio.tools.execute('HACKERNEWS_GET_FRONTPAGE', without)).toMatchObject(taken)
  // Control: a credential too many is refused.
  const more = await fetch(`${checker.url}/api/v1/search`, { headers: { authorization: 'Bearer x' } })
  expect(more.status).toBe(401)
})

test('SAML is refused with the reason and with what to use instead', async () => {
  const refused = await thrown(makeAuthConfig('schemekit', 'SAML'))
  expect(refused.message).toContain('gives no credential that an API takes')
  expect(refused.message).toContain('OAUTH2')
})

test('no scheme that the SDK knows is left out here', async () => {
  const { AuthSchemeTypes } = await import('composio-core-0.19')
  const here = [...consented, ...exchanged, ...sent].map(({ scheme }) => scheme as string)
  expect([...new Set([...here, 'S2S_OAUTH2', 'NO_AUTH', 'SAML'])].toSorted()).toStrictEqual(
    Object.values(AuthSchemeTypes).toSorted(),
  )
})
