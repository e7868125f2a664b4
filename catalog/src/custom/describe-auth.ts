/** How an API that somebody brings along authenticates: as they say, else as its description says. */
import { isJson, jsonAt, listAt, own, resolveRef, textAt, type Json } from '../compile/openapi.ts'
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

/** The schemes of a description that the server can use, each mode once. */
export function declaredAuth(document: Json): ChosenAuth[] {
  const schemes = jsonAt(jsonAt(document, 'components'), 'securitySchemes')
  const found = new Map<string, ChosenAuth>()
  for (const value of Object.values(schemes)) {
    const source = tryResolve(document, value)
    const choice = source && readScheme(source)
    if (choice && !found.has(choice.mode)) found.set(choice.mode, choice)
  }
  return [...found.values()]
}

function readScheme(source: Json): ChosenAuth | undefined {
  const type = textAt(source, 'type')
  if (type === 'http') {
    const scheme = textAt(source, 'scheme')?.toLowerCase()
    if (scheme === 'basic') return { mode: 'BASIC' }
    return scheme === 'bearer' ? { mode: 'BEARER_TOKEN' } : undefined
  }
  if (type === 'apiKey') {
    const place = textAt(source, 'in')
    const name = textAt(source, 'name') ?? ''
    const isPlace = place === 'header' || place === 'query'
    return isPlace && /^[\w.-]{1,64}$/.test(name)
      ? { mode: 'API_KEY', in: place, name, prefix: '' }
      : undefined
  }
  return type === 'oauth2' ? readOAuth(jsonAt(jsonAt(source, 'flows'), 'authorizationCode')) : undefined
}

function readOAuth(flow: Json): ChosenAuth | undefined {
  const authorize_url = httpUrl(textAt(flow, 'authorizationUrl'))
  const token_url = httpUrl(textAt(flow, 'tokenUrl'))
  if (authorize_url === undefined || token_url === undefined) return undefined
  const scopes = Object.keys(jsonAt(flow, 'scopes')).slice(0, 100)
  return { mode: 'OAUTH2', authorize_url, token_url, scopes }
}

/** An absolute http(s) URL without a user in it. */
export function httpUrl(text: string | undefined): string | undefined {
  const url = URL.parse(text ?? '')
  return url && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
    ? url.href
    : undefined
}

/** The first server of a description; relative ones are below the address of the description itself. */
export function declaredServer(document: Json, address: string | undefined): string | undefined {
  const [server] = listAt(document, 'servers')
  const text = isJson(server) ? fillVariables(server) : undefined
  const url = address === undefined ? URL.parse(text ?? '') : URL.parse(text ?? '/', address)
  return httpUrl(url?.href)?.replace(/\/+$/, '')
}

/** A server's variables stand at their defaults: another instance is named with base_url. */
function fillVariables(server: Json): string | undefined {
  const variables = jsonAt(server, 'variables')
  return textAt(server, 'url')?.replaceAll(/\{([^{}]{1,64})\}/g, (match, name: string) => {
    const variable = own(variables, name)
    return (isJson(variable) ? textAt(variable, 'default') : undefined) ?? match
  })
}

function tryResolve(document: Json, value: unknown): Json | undefined {
  try {
    return resolveRef(document, value)
  } catch {
    return undefined
  }
}
