/** What an auth config is made of: the fields that its toolkit's manifest asks for, read from a request. */
import type { AuthMode, AuthScheme, CatalogToolkit, Field } from '@patchbay/catalog'
import { ApiError } from '../http/errors.ts'
import { findAuthScheme } from '../toolkits/toolkits.ts'

/** Schemes that no server can connect for an agent, with the reason. A toolkit may declare them all the same. */
const unconnectable: Partial<Record<AuthMode, string>> = {
  SAML: 'SAML signs a person in to a web page and gives no credential that an API takes',
}

export interface AuthFields {
  publicFields: Record<string, string>
  secretFields: Record<string, string>
  scopes: string[] | undefined
  userScopes: string[] | undefined
}

const longestValue = 16_384
const scopeFields: ReadonlySet<string> = new Set(['scopes', 'user_scopes'])

const appField = (name: string, display_name: string, description: string, secret: boolean): Field => ({
  name,
  display_name,
  description,
  type: 'string',
  required: true,
  secret,
})

const oauthFields: readonly Field[] = [
  appField('client_id', 'Client ID', 'Client ID of the OAuth app.', false),
  appField('client_secret', 'Client secret', 'Client secret of the OAuth app.', true),
]

/** Fields that an app of this mode has, whether or not the manifest spells them out. */
const impliedFields: Partial<Record<AuthMode, readonly Field[]>> = {
  OAUTH2: oauthFields,
  S2S_OAUTH2: oauthFields,
  OAUTH1: [
    appField('consumer_key', 'Consumer key', 'Consumer key (API key) of the app.', false),
    appField('consumer_secret', 'Consumer secret', 'Consumer secret (API secret) of the app.', true),
  ],
}

const redirectField: Field = {
  name: 'oauth_redirect_uri',
  display_name: 'Redirect URI',
  description: 'The redirect URI registered with the app, when it is not this server’s own.',
  type: 'string',
  required: false,
  secret: false,
}

/**
 * How the toolkit authenticates in this mode.
 * @throws {ApiError} AuthConfigInvalid when the toolkit does not; NotSupported when this server cannot.
 */
export function requireAuthScheme(toolkit: CatalogToolkit, mode: AuthMode): AuthScheme {
  const scheme = findAuthScheme(toolkit, mode)
  if (!scheme) {
    const modes = toolkit.auth.map((candidate) => candidate.mode).join(', ')
    throw new ApiError('AuthConfigInvalid', `Toolkit ${toolkit.slug} does not authenticate with ${mode}`, {
      errors: [`auth_config.authScheme: one of ${modes}`],
    })
  }
  const reason = unconnectable[mode]
  if (reason !== undefined) {
    const others = toolkit.auth.map((candidate) => candidate.mode).filter((other) => !unconnectable[other])
    throw new ApiError('NotSupported', `Auth scheme ${mode} cannot be connected: ${reason}`, {
      suggestedFix:
        others.length > 0
          ? `Use ${others.join(' or ')}.`
          : `Ask ${toolkit.name} for an API key or an OAuth app; this toolkit declares no other scheme.`,
    })
  }
  return scheme
}

/** Every field that an auth config of this scheme may carry, scopes aside. */
export function authConfigFields(scheme: AuthScheme): readonly Field[] {
  const declared = scheme.auth_config_fields.filter(({ name }) => !scopeFields.has(name))
  // An app that the user brings along (S2S_OAUTH2) is asked of the user.
  const elsewhere = [...declared, ...scheme.connected_account_fields]
  const implied = (impliedFields[scheme.mode] ?? [])
    .filter(({ name }) => !elsewhere.some((field) => field.name === name))
    .map((field) => ({ ...field, required: scheme.oauth2?.client_auth !== 'none' || !field.secret }))
  const redirect = scheme.mode === 'OAUTH2' || scheme.mode === 'OAUTH1' ? [redirectField] : []
  return [...implied, ...declared, ...redirect]
}

/**
 * Sorts the given values into public and secret ones, by what the manifest says.
 * @throws {ApiError} AuthConfigInvalid naming each field that is missing, unknown or malformed.
 */
export function readAuthFields(scheme: AuthScheme, given: Readonly<Record<string, unknown>>): AuthFields {
  const fields = authConfigFields(scheme)
  const errors = unknownFields(fields, given)
  const read: AuthFields = {
    publicFields: {},
    secretFields: {},
    scopes: readScopes(given['scopes']),
    userScopes: readScopes(given['user_scopes']),
  }
  for (const field of fields) {
    const value = fieldText(Object.hasOwn(given, field.name) ? given[field.name] : undefined) ?? field.default
    const problem = fieldProblem(field, value)
    if (problem) errors.push(`credentials.${field.name}: ${problem}`)
    else if (value) (field.secret ? read.secretFields : read.publicFields)[field.name] = value
  }
  if (errors.length === 0) return read
  throw new ApiError('AuthConfigInvalid', `Invalid credentials: ${errors.join('; ')}`, { errors })
}

/** Scopes as clients write them: a list, or one text with spaces or commas. Undefined when not given. */
export function readScopes(given: unknown): string[] | undefined {
  if (given === undefined || given === null) return undefined
  const parts = Array.isArray(given) ? given.map(String) : String(given).split(/[\s,]+/)
  return [...new Set(parts.map((part) => part.trim()).filter((part) => part !== ''))]
}

/** The text of a value that a person or a client gave; undefined when there is none. */
export function fieldText(value: unknown): string | undefined {
  if (typeof value === 'string') {
    // A form can carry a NUL, which no column takes and nobody means.
    const text = value.replaceAll('\0', '').trim()
    return text === '' ? undefined : text
  }
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return undefined
}

/** Reads a flat record of texts, such as shared credentials. @throws {ApiError} AuthConfigInvalid. */
export function readTexts(name: string, given: Readonly<Record<string, unknown>>): Record<string, string> {
  const texts: [string, string][] = []
  const errors: string[] = []
  for (const [key, value] of Object.entries(given)) {
    const text = fieldText(value)
    if (text !== undefined && text.length <= longestValue) texts.push([key, text])
    else if (value !== null) errors.push(`${name}.${key}: must be a text of up to ${longestValue} characters`)
  }
  if (errors.length === 0) return Object.fromEntries(texts)
  throw new ApiError('AuthConfigInvalid', `Invalid ${name}: ${errors.join('; ')}`, { errors })
}

function unknownFields(fields: readonly Field[], given: Readonly<Record<string, unknown>>): string[] {
  const known = new Set([...fields.map(({ name }) => name), ...scopeFields])
  const unknown = Object.keys(given).filter((name) => !known.has(name))
  return unknown
    .slice(0, 20)
    .map((name) => `credentials.${name}: not a field; known are ${[...known].join(', ')}`)
}

function fieldProblem(field: Field, value: string | undefined): string | undefined {
  if (value === undefined) return field.required ? 'required' : undefined
  if (value.length > longestValue) return `longer than ${longestValue} characters`
  if (field.name !== redirectField.name) return undefined
  const url = URL.parse(value)
  return url && /^https?:$/.test(url.protocol) ? undefined : 'must be an http(s) URL'
}
