/** How an API that somebody brings along authenticates, as they say. What its description says is the compiler's. */
import type { AuthSchemeInput } from '../manifest/auth-scheme.ts'

/** How the API takes its credential. */
export type ChosenAuth =
  | { mode: 'NO_AUTH' }
  | { mode: 'BEARER_TOKEN' }
  | { mode: 'BASIC' }
  | { mode: 'API_KEY'; in: 'header' | 'query'; name: string; prefix: string }
  /** A server that says where its endpoints are and registers the app itself: `resource` is its URL. */
  | { mode: 'DCR_OAUTH'; resource: string }
  | { mode: 'OAUTH2'; authorize_url: string; token_url: string; scopes: readonly string[] }

/** A choice as the manifest says it. */
export function authScheme(toolkit: string, choice: ChosenAuth): AuthSchemeInput {
  const name = `${toolkit}_${choice.mode.toLowerCase()}`
  const secret = (field: string, display_name: string, description: string) => ({
    name: field,
    display_name,
    description,
    secret: true,
  })
  switch (choice.mode) {
    case 'NO_AUTH':
      return { mode: 'NO_AUTH', name }
    case 'BEARER_TOKEN':
      return {
        mode: 'BEARER_TOKEN',
        name,
        connected_account_fields: [secret('token', 'Token', 'The token that the API issued.')],
        inject: { headers: { authorization: 'Bearer {{conn.token}}' } },
      }
    case 'BASIC':
      return {
        mode: 'BASIC',
        name,
        connected_account_fields: [
          { name: 'username', display_name: 'User name', description: 'The user name.' },
          secret('password', 'Password', 'The password.'),
        ],
        inject: { headers: { authorization: 'Basic {{conn.username|basic:password}}' } },
      }
    case 'API_KEY': {
      const value = `${choice.prefix.replaceAll(/[{}]/g, '')}{{conn.generic_api_key}}`
      return {
        mode: 'API_KEY',
        name,
        connected_account_fields: [secret('generic_api_key', 'API key', 'The key that the API issued.')],
        inject:
          choice.in === 'header'
            ? { headers: { [choice.name]: value } }
            : { query: { [choice.name]: value } },
      }
    }
    case 'DCR_OAUTH':
      return {
        mode: 'DCR_OAUTH',
        name,
        inject: { headers: { authorization: 'Bearer {{conn.access_token}}' } },
        dcr: { resource: plain(choice.resource) },
      }
    case 'OAUTH2':
      return {
        mode: 'OAUTH2',
        name,
        auth_config_fields: [
          { name: 'client_id', display_name: 'Client id', description: 'Id of your OAuth app.' },
          secret('client_secret', 'Client secret', 'Secret of your OAuth app.'),
        ],
        inject: { headers: { authorization: 'Bearer {{conn.access_token}}' } },
        oauth2: {
          authorize_url: plain(choice.authorize_url),
          token_url: plain(choice.token_url),
          default_scopes: [...choice.scopes],
        },
      }
  }
}

/** A URL is a template in the manifest; braces in one that came from outside mean nothing. */
const plain = (url: string) => url.replaceAll(/[{}]/g, encodeURIComponent)
