/** The credential of a connected account, ready to be injected. */
import type { CatalogToolkit, TemplateScope } from '@patchbay/catalog'
import { findAccountWithConfig, openAccount } from '../connected-accounts/connected-accounts.ts'
import { refreshAccount } from '../connected-accounts/refresh-credential.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { findAuthScheme } from '../toolkits/toolkits.ts'
import { Secret } from '../vault/secret.ts'
import type { Credential } from './credential.ts'
import type { PickedAccount } from './pick-account.ts'
import { secretTexts } from './secret-texts.ts'

type CredentialDeps = Pick<Deps, 'db' | 'vault' | 'catalog' | 'config' | 'egress' | 'clock' | 'log'>

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
  const isRenewable = account.authScheme === 'OAUTH2' && conn['refresh_token'] !== undefined
  return {
    inject: scheme.inject,
    fields: new Secret<TemplateScope>({ conn, cfg }),
    secrets: new Secret([...secretTexts(conn, names), ...secretTexts(config.secret.reveal())]),
    extra: new Secret([]),
    ...(isRenewable && { renew: async () => renew(deps, toolkit, account) }),
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
