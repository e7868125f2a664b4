/** The security schemes of a description → the ways to connect a toolkit. */
import type { AuthSchemeInput } from '../manifest/auth-scheme.ts'
import { providerOf } from '../providers/providers.ts'
import { isJson, jsonAt, listAt, textAt } from './openapi.ts'
import type { Json } from './openapi.ts'
import { plainText, shorten } from './prose.ts'
import type { FieldInput } from './servers.ts'

/** How sure the toolkit's authentication is: said by the description, known of the provider, guessed, or not known. */
export type AuthOrigin = 'declared' | 'provider' | 'inferred' | 'none'

export type Security = { schemes: AuthSchemeInput[]; origin: AuthOrigin }

export type SecurityContext = {
  toolkit: string
  host: string
  /** Fields of the server template, asked for at connection by every scheme. */
  fields: readonly FieldInput[]
  /** Endpoints from a package, for a provider without a row of our own. */
  endpoints?: { authorize_url: string; token_url: string; scope_separator: string } | undefined
}

type Secret = { name: string; place: 'header' | 'query'; wire: string; prefix: string; description: string }

/**
 * The schemes of a toolkit, best first, one for each mode.
 *
 * A scheme that cannot be used (cookies, mutual TLS, OAuth without endpoints) is left out. When nothing is left
 * the provider table is asked, then the declared parameters that look like credentials; a toolkit without any of
 * these says NO_AUTH and its origin is `none`.
 */
export function readSecurity(documents: readonly Json[], context: SecurityContext): Security {
  const declared = documents.flatMap((document) =>
    Object.values(jsonAt(jsonAt(document, 'components'), 'securitySchemes')).filter(isJson),
  )
  const found = new Map<string, AuthSchemeInput>()
  const add = (scheme: AuthSchemeInput | undefined) => {
    if (scheme && !found.has(scheme.mode)) found.set(scheme.mode, scheme)
  }
  for (const scheme of declared) if (textAt(scheme, 'type') === 'oauth2') add(oauth(scheme, context))
  if (isSigned(declared)) add(awsKeys(context))
  for (const scheme of declared) add(httpScheme(scheme, context))
  if (!isSigned(declared)) for (const scheme of keySchemes(declared, documents, context)) add(scheme)
  const known = providerOf(context.toolkit, context.host)
  if (known && !found.has('OAUTH2')) {
    const before = [...found.values()]
    found.clear()
    add(oauthScheme({ ...known.oauth2, default_scopes: known.oauth2.default_scopes ?? [] }, context))
    for (const scheme of before) add(scheme)
  }
  if (found.size > 0)
    return { schemes: [...found.values()], origin: declared.length > 0 ? 'declared' : 'provider' }
  const guessed = inferred(documents, context)
  if (guessed) return { schemes: [guessed], origin: 'inferred' }
  if (context.endpoints) return { schemes: [oauthScheme(context.endpoints, context)], origin: 'provider' }
  const fields = context.fields.length > 0 ? { connected_account_fields: [...context.fields] } : {}
  return { schemes: [{ mode: 'NO_AUTH', name: `${context.toolkit}_no_auth`, ...fields }], origin: 'none' }
}

const maxDefaultScopes = 10

function oauth(scheme: Json, context: SecurityContext): AuthSchemeInput | undefined {
  const flows = jsonAt(scheme, 'flows')
  const code = jsonAt(flows, 'authorizationCode')
  const flow = Object.keys(code).length > 0 ? code : jsonAt(flows, 'implicit')
  const row = providerOf(context.toolkit, context.host)
  const authorize =
    row?.oauth2.authorize_url ?? endpoint(flow, 'authorizationUrl') ?? context.endpoints?.authorize_url
  const token = row?.oauth2.token_url ?? endpoint(flow, 'tokenUrl') ?? context.endpoints?.token_url
  const names = Object.keys(jsonAt(flow, 'scopes')).filter((name) => name.length <= 200 && !/\s/.test(name))
  const default_scopes = row?.oauth2.default_scopes ?? (names.length <= maxDefaultScopes ? names : [])
  if (authorize !== undefined && token !== undefined && Object.keys(flow).length > 0) {
    const separator = context.endpoints ? { scope_separator: context.endpoints.scope_separator } : {}
    return oauthScheme(
      { ...separator, ...row?.oauth2, authorize_url: authorize, token_url: token, default_scopes },
      context,
    )
  }
  const client = jsonAt(flows, 'clientCredentials')
  const at = endpoint(client, 'tokenUrl')
  return at === undefined ? undefined : clientCredentials(at, Object.keys(jsonAt(client, 'scopes')), context)
}

/** Only absolute https endpoints: a token request carries a secret. */
function endpoint(flow: Json, key: string): string | undefined {
  const url = textAt(flow, key)
  const parsed = url === undefined ? null : URL.parse(url)
  if (!parsed || parsed.protocol !== 'https:' || parsed.username !== '' || !parsed.hostname.includes('.'))
    return undefined
  return /[{}]|example\.(com|org)|localhost/.test(parsed.href) ? undefined : url
}

function oauthScheme(
  oauth2: NonNullable<AuthSchemeInput['oauth2']>,
  context: SecurityContext,
): AuthSchemeInput {
  return {
    mode: 'OAUTH2',
    name: `${context.toolkit}_oauth2`,
    auth_config_fields: [
      { name: 'client_id', display_name: 'Client ID', description: 'Client ID of your app.' },
      {
        name: 'client_secret',
        display_name: 'Client secret',
        description: 'Client secret of your app.',
        secret: true,
      },
      {
        name: 'scopes',
        display_name: 'Scopes',
        description: 'Scopes to ask for, separated by commas.',
        required: false,
      },
    ],
    ...withFields([], context),
    inject: { headers: { authorization: 'Bearer {{conn.access_token}}' } },
    oauth2,
  }
}

function clientCredentials(token_url: string, scopes: string[], context: SecurityContext): AuthSchemeInput {
  return {
    mode: 'S2S_OAUTH2',
    name: `${context.toolkit}_client_credentials`,
    ...withFields(
      [
        { name: 'client_id', display_name: 'Client ID', description: 'Client ID of your app.' },
        {
          name: 'client_secret',
          display_name: 'Client secret',
          description: 'Client secret of your app.',
          secret: true,
        },
      ],
      context,
    ),
    inject: { headers: { authorization: 'Bearer {{conn.access_token}}' } },
    oauth2: {
      token_url,
      default_scopes: scopes.length <= maxDefaultScopes ? scopes : [],
      client_auth: 'basic',
    },
  }
}

type Fields = NonNullable<AuthSchemeInput['connected_account_fields']>

function withFields(own: Fields, context: SecurityContext): { connected_account_fields?: Fields } {
  const all = [...own, ...context.fields]
  return all.length > 0 ? { connected_account_fields: all } : {}
}

function httpScheme(scheme: Json, context: SecurityContext): AuthSchemeInput | undefined {
  if (textAt(scheme, 'type') !== 'http') return undefined
  const kind = textAt(scheme, 'scheme')?.toLowerCase()
  if (kind === 'bearer' || kind === 'oauth') return bearer(context, textAt(scheme, 'description'))
  return kind === 'basic' ? basic(context, textAt(scheme, 'description')) : undefined
}

function bearer(context: SecurityContext, description: string | undefined): AuthSchemeInput {
  const text = hint(description) || 'A token of your account, without the word Bearer.'
  return {
    mode: 'BEARER_TOKEN',
    name: `${context.toolkit}_bearer_token`,
    ...withFields([{ name: 'token', display_name: 'Token', description: text, secret: true }], context),
    inject: { headers: { authorization: 'Bearer {{conn.token}}' } },
  }
}

function basic(context: SecurityContext, description: string | undefined): AuthSchemeInput {
  const text = hint(description) || 'User name, or the key that stands for it.'
  return {
    mode: 'BASIC',
    name: `${context.toolkit}_basic`,
    ...withFields(
      [
        { name: 'username', display_name: 'User name', description: text },
        {
          name: 'password',
          display_name: 'Password',
          description: 'Password, or secret of the key. May be empty where the key alone is enough.',
          secret: true,
          required: false,
        },
      ],
      context,
    ),
    inject: { headers: { authorization: 'Basic {{conn.username|basic:password}}' } },
  }
}

const isSigned = (schemes: readonly Json[]) =>
  schemes.some((scheme) => textAt(scheme, 'x-amazon-apigateway-authtype') === 'awsSigv4')

function awsKeys(context: SecurityContext): AuthSchemeInput {
  return {
    mode: 'API_KEY',
    name: `${context.toolkit}_access_key`,
    ...withFields(
      [
        {
          name: 'access_key_id',
          display_name: 'Access key ID',
          description: 'ID of an access key of an IAM user or role.',
        },
        {
          name: 'secret_access_key',
          display_name: 'Secret access key',
          description: 'The secret that belongs to the key.',
          secret: true,
        },
        {
          name: 'session_token',
          display_name: 'Session token',
          description: 'Only for temporary credentials.',
          secret: true,
          required: false,
        },
      ],
      context,
    ),
  }
}

/** Keys in headers or the query. Where the first alternative needs several together, all are asked for. */
function keySchemes(
  declared: readonly Json[],
  documents: readonly Json[],
  context: SecurityContext,
): AuthSchemeInput[] {
  const keys = declared.filter((scheme) => textAt(scheme, 'type') === 'apiKey').flatMap(secretOf)
  const [first] = keys
  if (!first) return []
  if (first.wire.toLowerCase() === 'authorization' && first.prefix === 'Bearer ')
    return [bearer(context, first.description)]
  if (first.wire.toLowerCase() === 'authorization' && first.prefix === 'Basic ')
    return [basic(context, first.description)]
  const together = documents.map((document) => neededTogether(document)).find((list) => list.length > 1)
  return [keyScheme(together ?? [first], context)]
}

function neededTogether(document: Json): Secret[] {
  const schemes = jsonAt(jsonAt(document, 'components'), 'securitySchemes')
  const [first] = listAt(document, 'security')
  const operation = first === undefined ? firstSecurity(document) : first
  if (!isJson(operation)) return unstated(schemes)
  const secrets = Object.keys(operation).flatMap((name) => secretOf(jsonAt(schemes, name)))
  const wires = new Set(secrets.map(({ wire }) => wire.toLowerCase().replaceAll(/[^a-z]/g, '')))
  return wires.size === secrets.length ? secrets.filter(({ place }) => place === secrets[0]?.place) : []
}

/** A document that never says which schemes go together: several keys of one place usually do (Trello). */
function unstated(schemes: Json): Secret[] {
  const secrets = Object.values(schemes).filter(isJson).flatMap(secretOf)
  return secrets.length <= 3 && secrets.every(({ place }) => place === 'query') ? secrets : []
}

function firstSecurity(document: Json): unknown {
  for (const item of Object.values(jsonAt(document, 'paths')).slice(0, 5)) {
    for (const operation of isJson(item) ? Object.values(item) : []) {
      const [first] = isJson(operation) ? listAt(operation, 'security') : []
      if (isJson(first)) return first
    }
  }
  return undefined
}

function secretOf(scheme: Json): Secret[] {
  const place = textAt(scheme, 'in')
  const wire = textAt(scheme, 'name')
  if (textAt(scheme, 'type') !== 'apiKey' || (place !== 'header' && place !== 'query') || !wire) return []
  if (!/^[\w.[\]-]{1,64}$/.test(wire)) return []
  const description = textAt(scheme, 'description') ?? ''
  return [
    {
      name: fieldOf(wire),
      place,
      wire,
      prefix: place === 'header' ? prefixOf(wire, description) : '',
      description,
    },
  ]
}

/** What stands before the key in the header, where the description shows it: `Authorization: Token …`. */
function prefixOf(wire: string, description: string): string {
  if (wire.toLowerCase() !== 'authorization') return ''
  const shown =
    /\b(Bearer|Basic|Token|ApiKey|Api-Key|Key)\b[\s:=]*["'`]?[<{[$(]/i.exec(description) ??
    /\b(Bearer|Basic)\b/.exec(description)
  return shown?.[1] ? `${shown[1]} ` : ''
}

const fieldOf = (wire: string) =>
  wire
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '') || 'key'

function keyScheme(secrets: readonly Secret[], context: SecurityContext): AuthSchemeInput {
  const single = secrets.length === 1
  const taken = new Set(context.fields.map(({ name }) => name))
  const headers: Record<string, string> = {}
  const query: Record<string, string> = {}
  const fields: Fields = []
  for (const { name, place, wire, prefix, description } of secrets) {
    const field = single ? 'generic_api_key' : taken.has(name) || !/^[a-z]/.test(name) ? `key_${name}` : name
    if (taken.has(field)) continue
    taken.add(field)
    const into = place === 'header' ? headers : query
    into[place === 'header' ? wire.toLowerCase() : wire] = `${prefix}{{conn.${field}}}`
    const text =
      hint(description) || `Sent as ${place === 'header' ? 'the header' : 'the parameter'} ${wire}.`
    fields.push({
      name: field,
      display_name: single ? 'API key' : wire.replaceAll(/[_-]+/g, ' '),
      description: text,
      secret: true,
    })
  }
  return {
    mode: 'API_KEY',
    name: `${context.toolkit}_api_key`,
    ...withFields(fields, context),
    inject: { headers, query },
  }
}

const hint = (description: string | undefined) => shorten(plainText(description ?? ''), 250)

/** Parameters that are credentials by their name, in the order of preference. */
const credentialNames =
  /^(authorization|x-?api-?key|api[-_]?key|apikey|x-auth-token|x-access-token|x-rapidapi-key|access[-_]?token|auth[-_]?token|api[-_]?token|subscription-key|ocp-apim-subscription-key|app-?key|appid|key|token)$/i
const scanned = 200

/** A scheme from a declared header or query parameter that is a credential by its name. */
function inferred(documents: readonly Json[], context: SecurityContext): AuthSchemeInput | undefined {
  const counts = new Map<string, { parameter: Json; count: number }>()
  let operations = 0
  for (const document of documents) {
    for (const item of Object.values(jsonAt(document, 'paths')).slice(0, scanned)) {
      if (!isJson(item)) continue
      operations += 1
      for (const parameter of credentialsOf(document, item)) {
        const key = `${textAt(parameter, 'in')} ${textAt(parameter, 'name')?.toLowerCase()}`
        counts.set(key, { parameter, count: (counts.get(key)?.count ?? 0) + 1 })
      }
    }
  }
  const best = [...counts.values()].toSorted((a, b) => b.count - a.count)[0]
  // `key` and `token` are ordinary names: only one that nearly every operation takes is a credential.
  if (!best || best.count < Math.max(1, operations / 3)) return undefined
  const secrets = secretOf({ ...best.parameter, type: 'apiKey' })
  const [secret] = secrets
  if (!secret) return undefined
  if (secret.wire.toLowerCase() === 'authorization' && secret.prefix !== 'Basic ')
    return bearer(context, secret.description)
  return secret.prefix === 'Basic ' ? basic(context, secret.description) : keyScheme([secret], context)
}

function credentialsOf(document: Json, item: Json): Json[] {
  const lists = [item, ...Object.values(item).filter(isJson)].flatMap((holder) => [
    ...listAt(holder, 'parameters'),
  ])
  const shared = jsonAt(jsonAt(document, 'components'), 'parameters')
  const found = new Map<string, Json>()
  for (const value of lists) {
    if (!isJson(value)) continue
    const ref = textAt(value, '$ref')?.split('/').at(-1)
    const parameter = ref === undefined ? value : jsonAt(shared, ref)
    const name = textAt(parameter, 'name')
    const place = textAt(parameter, 'in')
    if (name && (place === 'header' || place === 'query') && credentialNames.test(name))
      found.set(`${place} ${name}`, parameter)
  }
  return [...found.values()]
}

/** Wire names that the credential already fills, so that tools do not ask for them: `header x-api-key`. */
export function filledByCredential(schemes: readonly AuthSchemeInput[]): Set<string> {
  const filled = new Set<string>()
  for (const { inject } of schemes) {
    for (const name of Object.keys(inject?.headers ?? {})) filled.add(`header ${name.toLowerCase()}`)
    for (const name of Object.keys(inject?.query ?? {})) filled.add(`query ${name.toLowerCase()}`)
  }
  return filled
}
