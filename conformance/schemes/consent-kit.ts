import type { ToolkitInput } from '@patchbay/catalog'

const inject = { headers: { authorization: 'Bearer {{conn.access_token}}' } }
const scopes = ['openid', 'offline_access', 'items:read']

/** A toolkit whose API and authorization server are the strict OAuth server at `url`, in all three ways of OAuth 2. */
export function consentKit(url: string): ToolkitInput {
  return {
    manifest: 1,
    slug: 'consentkit',
    name: 'Consentkit',
    description: 'For tests.',
    logo: 'https://example.com/logo.png',
    http: { base_url: url },
    auth: [
      {
        mode: 'OAUTH2',
        name: 'consentkit_oauth2',
        inject,
        oauth2: {
          authorize_url: `${url}/auth`,
          token_url: `${url}/token`,
          issuer: url,
          sends_issuer: true,
          default_scopes: scopes,
          client_auth: 'basic',
        },
      },
      {
        mode: 'S2S_OAUTH2',
        name: 'consentkit_s2s',
        inject,
        oauth2: { token_url: `${url}/token`, default_scopes: ['items:read'], client_auth: 'basic' },
      },
      {
        mode: 'DCR_OAUTH',
        name: 'consentkit_dcr',
        connected_account_fields: [
          { name: 'server_url', display_name: 'Server', description: 'Address of your server.' },
        ],
        inject,
        dcr: { issuer: '{{conn.server_url}}', default_scopes: scopes },
      },
    ],
    tools: [
      {
        slug: 'CONSENTKIT_WHOAMI',
        name: 'Who am I',
        description: 'Whose token this is.',
        input: { type: 'object', properties: {} },
        exec: { kind: 'http', method: 'GET', path: '/me' },
      },
    ],
  }
}
