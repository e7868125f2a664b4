/** The servers of a description → the base URL template of a toolkit and the fields that its templates name. */
import type { Field } from '../manifest/manifest.ts'
import { isJson, jsonAt, listAt, own, textAt } from './openapi.ts'
import type { Json } from './openapi.ts'
import { plainText, shorten } from './prose.ts'

export type Server = {
  /** URL template without a trailing slash; `{{conn.…}}` where the description leaves something open. */
  baseUrl: string
  /** What a person fills in when connecting. */
  fields: FieldInput[]
  kind: 'absolute' | 'templated' | 'asked'
}

export type FieldInput = Pick<Field, 'name' | 'display_name' | 'description' | 'required'> & {
  default?: string
}

/** Hosts that stand in for the real one: of documentation tools, of examples, of a developer's machine. */
const placeholders =
  /^(localhost|127\.|0\.0\.0\.0|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|\[|example\.|.*\.(example|local|localhost|internal|test|invalid)$|.*\.example\.(com|org|net)$|.*polls\.apiblueprint\.org$|private-|virtserver\.swaggerhub\.com|petstore)/i

/**
 * Chooses the first server that can be called: an absolute https address, one with variables, an http one, one
 * relative to where the document was published. When there is none the address is asked for as `base_url`.
 *
 * @param origin URL that the document was read from, for relative servers; used when its host is the provider's.
 */
export function readServer(servers: readonly unknown[], provider: string, origin?: string): Server {
  const list = servers.filter(isJson).flatMap((server) => resolved(server, provider, origin))
  const best = list.toSorted((a, b) => rank(a) - rank(b))[0]
  if (best) return best
  const path = servers
    .filter(isJson)
    .map((server) => textAt(server, 'url') ?? '')
    .find((url) => /^\/[A-Za-z]/.test(url))
  return asked(path?.replace(/\/+$/, '') ?? '')
}

/** A server that only the person knows: self-hosted software, or a description that names none. */
function asked(path: string): Server {
  const plain = /^[\w./-]*$/.test(path) ? path : ''
  return {
    baseUrl: `{{conn.base_url}}${plain}`,
    fields: [
      {
        name: 'base_url',
        display_name: 'Base URL',
        description: 'Address of the API without a slash at the end, for example https://api.example.com.',
        required: true,
      },
    ],
    kind: 'asked',
  }
}

const rank = ({ baseUrl, kind }: Server) =>
  (kind === 'templated' ? 1 : 0) +
  (baseUrl.startsWith('http:') ? 4 : 0) +
  (/sandbox|staging|\/\/(dev|test)[.-]/.test(baseUrl) ? 2 : 0)

function resolved(server: Json, provider: string, origin: string | undefined): Server[] {
  const url = absolute(textAt(server, 'url')?.trim() ?? '', provider, origin)
  if (url === undefined || url.length > 500) return []
  const fields = new Map<string, FieldInput>()
  const baseUrl = url.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => variable(server, name, fields))
  const plain = baseUrl.replaceAll(/\{\{[^{}]*\}\}/g, 'x')
  const parsed = URL.parse(plain)
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.username !== '' || parsed.search !== '')
    return []
  if (placeholders.test(parsed.hostname) || !parsed.hostname.includes('.')) return []
  const kind = fields.size === 0 ? 'absolute' : 'templated'
  return [{ baseUrl: baseUrl.replace(/\/+$/, ''), fields: [...fields.values()], kind }]
}

function absolute(url: string, provider: string, origin: string | undefined): string | undefined {
  if (/^https?:\/\//i.test(url))
    return url.replace(/[#?].*$/, '').replace(/^(https:\/\/[^/]+):443(?=\/|$)/, '$1')
  if (url.startsWith('//')) return `https:${url}`
  if (/^\{[^{}]*(scheme|protocol)[^{}]*\}:\/\//i.test(url)) return url.replace(/^\{[^{}]*\}/, 'https')
  const base = origin === undefined ? null : URL.parse(origin)
  if (!base || !/^https?:$/.test(base.protocol)) return undefined
  const mine = base.hostname === provider || base.hostname.endsWith(`.${provider}`)
  return mine && /^\/?[\w./{}-]*$/.test(url)
    ? new URL(url.startsWith('/') ? url : `/${url}`, base).href
        .replace('http:', 'https:')
        .replaceAll('%7B', '{')
        .replaceAll('%7D', '}')
    : undefined
}

/** A server variable (OpenAPI 3, 4.8.6): a fixed value when it has only one, else a field of the connection. */
function variable(server: Json, name: string, fields: Map<string, FieldInput>): string {
  const source = jsonAt(jsonAt(server, 'variables'), name)
  const values = listAt(source, 'enum').filter((value) => typeof value === 'string')
  const given = own(source, 'default')
  const fallback =
    (typeof given === 'string' || typeof given === 'number') && usable(String(given))
      ? String(given)
      : undefined
  const only = values.length === 1 && usable(values[0] ?? '') ? values[0] : undefined
  if (
    only !== undefined ||
    (fallback !== undefined && /^(base_?path|version|port|scheme|protocol)$/i.test(name))
  ) {
    return (only ?? fallback ?? '').replace(/^\//, url(server).includes(`/{${name}}`) ? '' : '/')
  }
  const field = fieldName(name)
  const description = shorten(plainText(textAt(source, 'description') ?? ''), 200)
  fields.set(field, {
    name: field,
    display_name: title(name),
    description: description || `The ${title(name).toLowerCase()} in the address of your API.`,
    required: fallback === undefined || isStandIn(fallback),
    ...(fallback === undefined || isStandIn(fallback) ? {} : { default: fallback }),
  })
  return fallback === undefined || isStandIn(fallback)
    ? `{{conn.${field}}}`
    : `{{conn.${field}|default:${fallback}}}`
}

const url = (server: Json) => textAt(server, 'url') ?? ''
const usable = (value: string) => /^[\w./:-]{1,100}$/.test(value)

/** Defaults that only show what a value looks like: `your-domain`, `example`. */
const isStandIn = (value: string) =>
  /your|example|^(my|the)?-?(domain|company|account|tenant|subdomain|customer|instance|site)$|^x+$/i.test(
    value,
  )

function fieldName(name: string): string {
  const plain = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .toLowerCase()
    .slice(0, 40)
  return /^[a-z]/.test(plain) && !tokens.has(plain) ? plain : `server_${plain || 'name'}`
}

/** Fields that hold credentials may not double as a part of the address. */
const tokens = new Set(['access_token', 'refresh_token', 'token', 'password', 'username', 'generic_api_key'])

const title = (name: string) => {
  const words = fieldName(name).replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
