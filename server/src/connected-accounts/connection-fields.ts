/** The fields of a connection: what a toolkit's manifest asks of a user, read from a request or a form. */
import type { AuthMode, AuthScheme, CatalogToolkit, Field } from '@patchbay/catalog'
import { fieldText } from '../auth-configs/auth-config-fields.ts'
import { ApiError } from '../http/errors.ts'
import { findAuthScheme } from '../toolkits/toolkits.ts'
import { registrationFields } from './protocols/registration-fields.ts'

/** Values of a connection, apart by whether they may be stored and shown as they are. */
export interface ConnectionValues {
  publicFields: Record<string, string>
  /** What is sealed. */
  credential: Record<string, string>
}

export interface ReadConnection extends ConnectionValues {
  /** One line for each field that is wrong, in the order of the form. */
  problems: { field: string; problem: string }[]
}

export const longestValue = 16_384

const secretField = (name: string, display_name: string): Field => ({
  name,
  display_name,
  description: '',
  type: 'string',
  required: true,
  secret: true,
})
const plainField = (name: string, display_name: string): Field => ({
  ...secretField(name, display_name),
  secret: false,
})

/** Fields of a scheme whose manifest declares none. */
const usualFields: Partial<Record<AuthMode, readonly Field[]>> = {
  API_KEY: [secretField('generic_api_key', 'API key')],
  BEARER_TOKEN: [secretField('token', 'Token')],
  BASIC: [plainField('username', 'User name'), secretField('password', 'Password')],
  BASIC_WITH_JWT: [plainField('username', 'User name'), secretField('password', 'Password')],
  GOOGLE_SERVICE_ACCOUNT: [
    {
      ...secretField('credentials_json', 'Key file'),
      multiline: true,
      description: 'The whole JSON key file.',
    },
  ],
  SERVICE_ACCOUNT: [
    plainField('application_id', 'App ID'),
    plainField('installation_id', 'Installation ID'),
    {
      ...secretField('private_key', 'Private key'),
      multiline: true,
      description: 'The PEM file of the app.',
    },
  ],
  BILLCOM_AUTH: [
    plainField('username', 'User name'),
    secretField('password', 'Password'),
    plainField('organization_id', 'Organization ID'),
    secretField('devKey', 'Developer key'),
  ],
}

/** Names under which SDK generations send the one secret of a scheme. */
const synonyms: Partial<Record<AuthMode, readonly string[]>> = {
  API_KEY: ['generic_api_key', 'api_key'],
  BEARER_TOKEN: ['token', 'bearer_token', 'access_token'],
}

/** Names that the published contract allows beside a toolkit's own fields; they are accepted and not kept. */
const ignored: ReadonlySet<string> = new Set(
  `status long_redirect_url state_prefix redirectUrl callbackUrl callback_url finalRedirectUri code_verifier
   webhook_signature authUri composio_link_redirect_url expires_in expires_at expired_at revoked_at error
   error_description error_uri id_token oauth_verifier extra_token_data authed_user client_id client_secret
   client_id_issued_at client_secret_expires_at subdomain your-domain region shop account_url COMPANYDOMAIN
   extension form_api_base_url instanceEndpoint api_url borneo_dashboard_url proxy_username proxy_password domain
   version dc site_name instanceName account_id your_server server_location base_url token generic_api_key api_key
   bearer_token basic_encoded username password access_token refresh_token token_type scope consumer_key
   oauth_token oauth_token_secret credentials_json application_id installation_id private_key sessionId devKey`.split(
    /\s+/,
  ),
)

/** Tokens that are imported with an OAuth connection, instead of asking the provider for them; the first must be. */
const tokenFields: Partial<Record<AuthMode, readonly string[]>> = {
  OAUTH2: ['access_token', 'refresh_token', 'token_type', 'scope'],
  DCR_OAUTH: ['access_token', 'refresh_token', 'token_type', 'scope', ...registrationFields],
  OAUTH1: ['oauth_token', 'oauth_token_secret'],
}

/** How a toolkit authenticates in the mode of an auth config. @throws {ApiError} ConnectedAccountInvalid. */
export function schemeOf(toolkit: CatalogToolkit, mode: AuthMode): AuthScheme {
  const scheme = findAuthScheme(toolkit, mode)
  if (scheme) return scheme
  throw new ApiError(
    'ConnectedAccountInvalid',
    `Toolkit ${toolkit.slug} no longer authenticates with ${mode}`,
  )
}

/** What a user fills in to connect. */
export function connectionFields(scheme: AuthScheme): readonly Field[] {
  if (scheme.connected_account_fields.length > 0) return scheme.connected_account_fields
  return usualFields[scheme.mode] ?? []
}

/** Reads what was given; `inherited` values take the place of a field's default, and make a required one optional. */
export function readConnection(
  scheme: AuthScheme,
  given: Readonly<Record<string, unknown>>,
  inherited: Readonly<Record<string, string>> = {},
): ReadConnection {
  const read: ReadConnection = { publicFields: {}, credential: {}, problems: [] }
  for (const field of connectionFields(scheme)) {
    const usual = Object.hasOwn(inherited, field.name) ? undefined : field.default
    const value = fieldText(valueOf(scheme, field, given)) ?? usual
    const problem = fieldProblem(field, value, inherited)
    if (problem) read.problems.push({ field: field.name, problem })
    else if (value !== undefined) (field.secret ? read.credential : read.publicFields)[field.name] = value
  }
  readTokens(tokenFields[scheme.mode] ?? [], given, read)
  return read
}

/**
 * Values to fill a link's form with in advance.
 * @throws {ApiError} BadRequest for a secret: only the user enters those, or POST /connected_accounts takes them.
 */
export function prefilledFields(
  scheme: AuthScheme,
  given: Readonly<Record<string, unknown>>,
  inherited: Readonly<Record<string, string>>,
): Record<string, string> {
  const fields = connectionFields(scheme)
  const secrets = fields.filter(({ name, secret }) => secret && fieldText(given[name]) !== undefined)
  if (secrets.length > 0) {
    const errors = secrets.map(({ name }) => `connection_data.${name}: a secret cannot be filled in advance`)
    throw new ApiError('BadRequest', errors.join('; '), {
      errors,
      suggestedFix: 'Give credentials to POST /api/v3.1/connected_accounts, or let the user enter them.',
    })
  }
  const { publicFields, problems } = readConnection(scheme, given, inherited)
  refuseProblems(
    problems.filter(({ problem }) => problem !== 'required'),
    'connection_data',
  )
  return publicFields
}

/** Names in `given` that neither the toolkit nor the published contract knows: most likely misspelt. */
export function unknownConnectionFields(
  scheme: AuthScheme,
  given: Readonly<Record<string, unknown>>,
): string[] {
  const known = new Set(connectionFields(scheme).map(({ name }) => name))
  return Object.keys(given).filter((name) => !known.has(name) && !ignored.has(name))
}

/** Whether a credential for this scheme was given at all; without one, the user is asked through a link. */
export function givesCredential(scheme: AuthScheme, given: Readonly<Record<string, unknown>>): boolean {
  const [token] = tokenFields[scheme.mode] ?? []
  if (token !== undefined) return fieldText(given[token]) !== undefined
  return connectionFields(scheme).some((field) => fieldText(valueOf(scheme, field, given)) !== undefined)
}

/** @throws {ApiError} ConnectedAccountInvalid naming each field below `at` that is wrong. */
export function refuseProblems(problems: ReadConnection['problems'], at: string): void {
  if (problems.length === 0) return
  const errors = problems.slice(0, 20).map(({ field, problem }) => `${at}.${field}: ${problem}`)
  throw new ApiError('ConnectedAccountInvalid', `Invalid connection: ${errors.join('; ')}`, { errors })
}

function valueOf(
  scheme: AuthScheme,
  { name, secret }: Field,
  given: Readonly<Record<string, unknown>>,
): unknown {
  if (Object.hasOwn(given, name)) return given[name]
  if (scheme.mode === 'BASIC') return partOfBasic(name, fieldText(given['basic_encoded']))
  const alike = synonyms[scheme.mode]
  if (!secret || !alike?.includes(name)) return undefined
  const sent = alike.find((synonym) => Object.hasOwn(given, synonym))
  return sent === undefined ? undefined : given[sent]
}

/** `username:password` in base64, as it is in a header (RFC 7617, 2): a colon may be in the password alone. */
function partOfBasic(name: string, encoded: string | undefined): string | undefined {
  if (encoded === undefined) return undefined
  const [, username, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? []
  return { username, password }[name]
}

function fieldProblem(
  field: Field,
  value: string | undefined,
  inherited: Readonly<Record<string, string>>,
): string | undefined {
  if (value === undefined)
    return field.required && !Object.hasOwn(inherited, field.name) ? 'required' : undefined
  if (value.length > longestValue) return `longer than ${longestValue} characters`
  // A credential goes into a header; a line break there would be refused at every call.
  if (/[\r\n\0]/.test(value) && field.secret && !field.multiline) return 'must be a single line'
  return undefined
}

function readTokens(
  names: readonly string[],
  given: Readonly<Record<string, unknown>>,
  { credential, problems }: ReadConnection,
): void {
  for (const name of names) {
    const listed = given[name]
    const value = fieldText(Array.isArray(listed) ? listed.join(' ') : listed)
    if (value === undefined) continue
    if (value.length > longestValue)
      problems.push({ field: name, problem: `longer than ${longestValue} characters` })
    else credential[name] = value
  }
}
