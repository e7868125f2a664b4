/** A toolkit for this folder's tests that authenticates in every way there is, at one stand-in provider. */
import {
  type Catalog,
  type CatalogTool,
  type CatalogToolkit,
  summarizeTool,
  summarizeToolkit,
  Toolkit,
  type ToolkitInput,
} from '@patchbay/catalog'

const bearer = { headers: { authorization: 'Bearer {{conn.access_token}}' } }
const secret = { display_name: 'Secret', description: '', secret: true }
const plain = { display_name: 'Field', description: '' }

function schemes(url: string): ToolkitInput['auth'] {
  const session = { field: 'access_token', from: 'session.id', secret: true }
  const token = { field: 'access_token', from: 'token', secret: true }
  const login = {
    url: '/login',
    body: { username: '{{conn.username}}', password: '{{conn.password}}' },
    capture: [session],
    expires_from: 'expires_at',
  }
  return [
    {
      mode: 'OAUTH2',
      name: 'schemekit_oauth2',
      auth_config_fields: [
        { ...plain, name: 'client_id' },
        { ...secret, name: 'client_secret', required: false },
      ],
      inject: bearer,
      oauth2: {
        authorize_url: `${url}/authorize`,
        token_url: `${url}/token`,
        issuer: url,
        callback_capture: [{ field: 'realm_id', from: 'realmId', required: false }],
        token_capture: [{ field: 'instance_url', from: 'instance_url', pattern: `${url}/[a-z]+` }],
      },
      after_connect: [
        {
          method: 'GET',
          url: '/metadata',
          headers: { authorization: 'OAuth {{conn.access_token}}' },
          capture: [
            { field: 'dc', from: 'dc', pattern: '[a-z]{2}[0-9]+' },
            { field: 'site', from: 'sites.0.id' },
          ],
        },
      ],
    },
    {
      mode: 'S2S_OAUTH2',
      name: 'schemekit_s2s',
      inject: bearer,
      oauth2: { token_url: `${url}/token`, default_scopes: ['read', 'write'] },
    },
    {
      mode: 'BASIC_WITH_JWT',
      name: 'schemekit_login',
      connected_account_fields: [
        { ...plain, name: 'username' },
        { ...secret, name: 'password' },
      ],
      inject: bearer,
      token_exchange: login,
    },
    {
      mode: 'BILLCOM_AUTH',
      name: 'schemekit_session',
      connected_account_fields: [
        { ...plain, name: 'username' },
        { ...secret, name: 'password' },
        { ...secret, name: 'devKey' },
      ],
      inject: { headers: { authorization: 'Bearer {{conn.sessionId}}', 'x-dev-key': '{{conn.devKey}}' } },
      // The names that the SDKs look for in such an account.
      token_exchange: { ...login, body_type: 'form', capture: [{ ...session, field: 'sessionId' }] },
    },
    {
      mode: 'GOOGLE_SERVICE_ACCOUNT',
      name: 'schemekit_google',
      connected_account_fields: [{ ...secret, name: 'credentials_json', multiline: true }],
      inject: bearer,
      token_exchange: {
        url: '/assertion',
        body_type: 'form',
        body: {
          grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
          assertion: '{{conn.assertion}}',
        },
        expand_json: 'credentials_json',
        assertion: {
          alg: 'RS256',
          key: '{{conn.private_key}}',
          kid: '{{conn.private_key_id|default:}}',
          claims: { iss: '{{conn.client_email}}', scope: '{{cfg.scopes}}', aud: `${url}/assertion` },
          lifetime_seconds: 3600,
        },
        default_scopes: ['cloud', 'mail'],
        capture: [token],
        expires_from: 'expires_in',
      },
    },
    {
      mode: 'SERVICE_ACCOUNT',
      name: 'schemekit_app',
      inject: bearer,
      token_exchange: {
        url: '/assertion',
        headers: { authorization: 'Bearer {{conn.assertion}}' },
        assertion: {
          alg: 'RS256',
          key: '{{conn.private_key}}',
          claims: { iss: '{{conn.application_id}}' },
        },
        capture: [token],
        expires_from: 'expires_in',
      },
    },
    {
      mode: 'OAUTH1',
      name: 'schemekit_oauth1',
      oauth1: {
        request_token_url: `${url}/oauth1/request`,
        authorize_url: `${url}/oauth1/authorize`,
        access_token_url: `${url}/oauth1/access`,
        token_capture: [{ field: 'account', from: 'user_id' }],
      },
    },
    {
      mode: 'DCR_OAUTH',
      name: 'schemekit_dcr',
      connected_account_fields: [{ ...plain, name: 'server_url' }],
      inject: bearer,
      dcr: { issuer: '{{conn.server_url}}', default_scopes: ['openid', 'offline_access', 'items:read'] },
    },
    { mode: 'SAML', name: 'schemekit_saml' },
    {
      mode: 'API_KEY',
      name: 'schemekit_key',
      inject: { headers: { authorization: 'Bearer {{conn.generic_api_key}}' } },
    },
  ]
}

function manifest(url: string): ToolkitInput {
  const get = (name: string, path: string) => ({
    slug: `SCHEMEKIT_${name}`,
    name,
    description: name,
    input: { type: 'object' as const, properties: { q: { type: 'string' } } },
    exec: {
      kind: 'http' as const,
      method: 'GET' as const,
      path,
      parameters: [{ name: 'q', in: 'query' as const }],
    },
  })
  return {
    manifest: 1,
    slug: 'schemekit',
    name: 'Schemekit',
    description: 'For tests.',
    logo: 'https://example.com/logo.png',
    http: { base_url: url },
    auth: schemes(url),
    current_user: { method: 'GET', path: '/me', display: ['login', 'email'] },
    tools: [get('WHOAMI', '/me'), get('SIGNED', '/signed')],
  }
}

/** The catalog with the test toolkit in it, as if it had been shipped. */
export function withSchemeKit(catalog: Catalog, url: string): Catalog {
  return withToolkit(catalog, manifest(url))
}

/** The catalog with one more toolkit in it, as if it had been shipped. @throws {ZodError} when it is no manifest. */
export function withToolkit(catalog: Catalog, input: ToolkitInput): Catalog {
  const { tools, ...rest } = Toolkit.parse(input)
  const version = '20260101_00'
  const dates = { created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' }
  const counts = { tools_count: tools.length, triggers_count: 0 }
  const toolkit: CatalogToolkit = { ...rest, ...dates, ...counts, version, available_versions: [version] }
  const mine: CatalogTool[] = tools.map((tool) => ({ ...tool, toolkit: toolkit.slug, version }))
  return {
    ...catalog,
    toolkits: () => [...catalog.toolkits(), summarizeToolkit(toolkit, tools)],
    toolkit: (slug, ...more) => (slug === toolkit.slug ? toolkit : catalog.toolkit(slug, ...more)),
    tool: (slug, wanted) => mine.find((tool) => tool.slug === slug) ?? catalog.tool(slug, wanted),
    tools: (slug, ...more) => (slug === toolkit.slug ? mine : catalog.tools(slug, ...more)),
    summariesOf: (slug) => (slug === toolkit.slug ? mine.map(summarizeTool) : catalog.summariesOf(slug)),
  }
}
