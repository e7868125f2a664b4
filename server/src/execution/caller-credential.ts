/** Credentials that come with a call: `custom_connection_data` and `custom_auth_params`. Nothing of them is kept. */
import type { CatalogToolkit } from '@patchbay/catalog'
import { ApiError } from '../http/errors.ts'
import { findAuthScheme } from '../toolkits/toolkits.ts'
import { Secret } from '../vault/secret.ts'
import type { Credential, ExtraParameters } from './credential.ts'
import { secretTexts } from './secret-texts.ts'
import type { CustomAuthParams, CustomConnectionData } from './custom-auth-contract.ts'

/** Names that this ecosystem uses for one and the same field. */
const synonyms: readonly (readonly [string, string])[] = [
  ['api_key', 'generic_api_key'],
  ['token', 'access_token'],
  ['token', 'bearer_token'],
  ['access_token', 'token'],
]

/** No credential at all: tools that need none. */
export function noCredential(): Credential {
  return {
    inject: { headers: {}, query: {} },
    fields: new Secret({}),
    secrets: new Secret([]),
    extra: new Secret([]),
  }
}

/**
 * The credential that `custom_connection_data` describes, injected as the toolkit's manifest says.
 * @throws {ApiError} BadRequest when it is of another toolkit, or of a scheme that the toolkit does not have.
 */
export function customCredential(toolkit: CatalogToolkit, custom: CustomConnectionData): Credential {
  if (custom.toolkitSlug.toLowerCase() !== toolkit.slug) {
    throw wrong('toolkitSlug', `the tool belongs to ${toolkit.slug}, not to ${custom.toolkitSlug}`)
  }
  const scheme = findAuthScheme(toolkit, custom.authScheme)
  if (!scheme) {
    const modes = toolkit.auth.map(({ mode }) => mode).join(', ')
    throw wrong('authScheme', `${toolkit.slug} does not take ${custom.authScheme}; it takes ${modes}`)
  }
  const conn: Record<string, unknown> = { ...custom.val }
  const secretFields = scheme.connected_account_fields.filter(({ secret }) => secret).map(({ name }) => name)
  for (const [one, other] of synonyms) conn[one] ??= conn[other]
  for (const [one, other] of synonyms) conn[other] ??= conn[one]
  return {
    inject: scheme.inject,
    fields: new Secret({ conn }),
    secrets: new Secret(secretTexts(conn, secretFields)),
    extra: new Secret([]),
  }
}

/** Adds the caller's own headers and query parameters to a credential; they win over what is injected. */
export function withCallerParameters(
  credential: Credential,
  { parameters = [] }: CustomAuthParams,
): Credential {
  const extra: ExtraParameters = parameters.map(({ value, ...parameter }) => ({
    ...parameter,
    value: String(value),
  }))
  const texts = extra.flatMap(({ name, value }) => secretTexts({ [name]: value }))
  const { renew } = credential
  return {
    ...credential,
    extra: new Secret(extra),
    secrets: new Secret([...credential.secrets.reveal(), ...texts]),
    renew: async () => {
      const renewed = await renew?.()
      return renewed && withCallerParameters(renewed, { parameters })
    },
  }
}

function wrong(field: string, problem: string): ApiError {
  const line = `custom_connection_data.${field}: ${problem}`
  return new ApiError('BadRequest', `Invalid body: ${line}`, { errors: [line] })
}
