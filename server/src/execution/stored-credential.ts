/** The credential of a connected account, ready to be injected. */
import type { CatalogToolkit, OAuth1, TemplateScope } from '@patchbay/catalog'
import {
  findAccountWithConfig,
  openAccount,
  type CredentialDeps,
} from '../connected-accounts/connected-accounts.ts'
import { renewalOf } from '../connected-accounts/obtain-tokens.ts'
import { consumerKeys } from '../connected-accounts/protocols/oauth1-client.ts'
import { authorizationHeader } from '../connected-accounts/protocols/oauth1.ts'
import { refreshAccount } from '../connected-accounts/refresh-credential.ts'
import { ApiError } from '../http/errors.ts'
import { findAuthScheme } from '../toolkits/toolkits.ts'
import { Secret } from '../vault/secret.ts'
import type { Credential } from './credential.ts'
import type { PickedAccount } from './pick-account.ts'
import type { OutgoingRequest } from './request/outgoing-request.ts'
import { secretTexts } from './secret-texts.ts'

/**
 * Opens the credential of an account that was picked just now, refreshed when it is about to end.
 * @throws {ApiError} ConnectedAccountUnusable; UpstreamUnreachable when the token has ended and cannot be renewed
 * at the moment; ConnectedAccountInvalid when the toolkit no longer has the account's auth scheme.
 */
export async function storedCredential(
  deps: CredentialDeps,
  toolkit: CatalogToolkit,
  account: PickedAccount,
): Promise<Credential> {
  const scheme = findAuthScheme(toolkit, account.authScheme)
  if (!scheme) {
    throw new ApiError(
      'ConnectedAccountInvalid',
      `${toolkit.slug} no longer authenticates with ${account.authScheme}`,
    )
  }
  const { credential, config } = await openAccount(deps, account)
  const conn = credential.reveal()
  const cfg = { ...config.publicFields, ...config.secret.reveal() }
  const declared = [...scheme.connected_account_fields, ...scheme.auth_config_fields].filter(
    ({ secret }) => secret,
  )
  const names = declared.map(({ name }) => name)
  const isRenewable = renewalOf(scheme, conn) !== undefined
  return {
    inject: scheme.inject,
    fields: new Secret<TemplateScope>({ conn, cfg }),
    proxy: config.proxy,
    secrets: new Secret([
      ...secretTexts(conn, names),
      ...secretTexts(config.secret.reveal()),
      ...secretTexts({ key: config.proxy?.key?.reveal() ?? '' }),
    ]),
    extra: new Secret([]),
    ...(scheme.oauth1?.sign_requests && { sign: oauth1Signer(deps.clock, scheme.oauth1, conn, cfg) }),
    ...(isRenewable && { renew: async () => renew(deps, toolkit, account) }),
  }
}

/** Signs requests as RFC 5849 says; the parameters of a form body are signed with them. */
function oauth1Signer(
  clock: CredentialDeps['clock'],
  { signature_method: method }: OAuth1,
  { oauth_token: token, oauth_token_secret: tokenSecret }: Readonly<Record<string, string>>,
  cfg: Readonly<Record<string, string>>,
): (request: OutgoingRequest) => string {
  const keys = consumerKeys(cfg, cfg)
  if (!keys || token === undefined) {
    throw new ApiError('ConnectedAccountUnusable', 'The credential is incomplete: it has no OAuth 1 tokens')
  }
  return ({ method: verb, url, headers, body }) => {
    const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded')
    const form = isForm && body !== undefined ? new URLSearchParams(body.toString()) : undefined
    const timestamp = clock.now().getTime() / 1000
    return authorizationHeader(
      { method: verb, url, form },
      { ...keys, token, tokenSecret },
      { method, timestamp },
    )
  }
}

/**
 * New tokens from the provider; undefined when it does not answer, so that its refusal stands.
 * @throws {ApiError} ConnectedAccountUnusable when the provider has ended the grant.
 */
async function renew(
  deps: CredentialDeps,
  toolkit: CatalogToolkit,
  account: PickedAccount,
): Promise<Credential | undefined> {
  const { outcome } = await refreshAccount(deps, account)
  if (outcome === 'unavailable') return undefined
  if (outcome === 'rejected') {
    throw new ApiError(
      'ConnectedAccountUnusable',
      `The provider of the ${toolkit.slug} account ${account.id} has ended the grant; the user has to connect it again`,
    )
  }
  const current = await findAccountWithConfig(deps, account.projectId, account.id)
  const { renew: _once, ...renewed } = await storedCredential(deps, toolkit, current)
  return renewed
}
