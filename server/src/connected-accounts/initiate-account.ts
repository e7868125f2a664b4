/** Making a connected account, or connecting one again, through the API: at once when the credentials are given, else through a link. */
import type { AuthScheme } from '@patchbay/catalog'
import { findAuthConfig, openAuthConfig, type AuthConfigRow } from '../auth-configs/auth-configs.ts'
import { checkProjectCallback } from '../connect-link/callback-url.ts'
import { addLink, createLink } from '../connect-link/connect-link.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { findToolkit } from '../toolkits/toolkits.ts'
import { findConnectedAccount, insertAccount } from './connected-accounts.ts'
import type { CreateConnectedAccount } from './connected-accounts.contract.ts'
import type { ConnectedAccountRow } from './connected-accounts.table.ts'
import {
  connectionFields,
  givesCredential,
  readConnection,
  refuseProblems,
  schemeOf,
  unknownConnectionFields,
} from './connection-fields.ts'
import { requireValid } from './current-user.ts'
import { completeOrRefuse, needsConsent, renewalOf } from './obtain-tokens.ts'
import { refreshAccount } from './refresh-credential.ts'
import { openSealed, type Credential } from './sealed-credential.ts'

export interface Initiated {
  account: ConnectedAccountRow
  authConfig: AuthConfigRow
  /** Where the user completes the connection; null when it is complete. */
  redirectUrl: string | null
}

/**
 * Creates an account. With the credentials of its scheme, or tokens of an earlier authorization, it is ACTIVE;
 * without, INITIATED with a link on which the user gives them.
 * @throws {ApiError} AuthConfigNotFound; AuthConfigDisabled; ConnectedAccountInvalid naming fields; NotSupported;
 * BadRequest for a callback URL that may not be used; ConnectedAccountAliasTaken; AclOnlyForShared.
 */
export async function initiateAccount(
  deps: Deps,
  projectId: string,
  { auth_config, connection, validate_credentials }: CreateConnectedAccount,
  origin: string,
): Promise<Initiated> {
  const authConfig = await findAuthConfig(deps, projectId, auth_config.id)
  const scheme = schemeOf(findToolkit(deps, authConfig.toolkit), authConfig.authScheme)
  const state = connection.state
  if (state && state.authScheme !== authConfig.authScheme) throw wrongScheme(authConfig)
  const given = { ...connection.data, ...state?.val }
  const unknown = unknownConnectionFields(scheme, given).map((field) => ({ field, problem: 'not a field' }))
  refuseProblems(unknown, 'connection.state.val')
  const account = {
    projectId,
    authConfig,
    userId: connection.user_id ?? 'default',
    alias: connection.alias ?? undefined,
    callbackUrl: await checkProjectCallback(
      deps,
      projectId,
      connection.callback_url ?? connection.redirect_uri ?? undefined,
      'connection.callback_url',
    ),
    experimental: connection.experimental,
  }
  const shared = openAuthConfig(deps, authConfig).shared.reveal()
  if (asksTheUser(scheme) && !givesCredential(scheme, { ...shared, ...given })) {
    const link = await createLink(deps, { ...account, connectionData: given, origin, isInitiation: true })
    const initiated = await findConnectedAccount(deps, projectId, link.connected_account_id)
    return { account: initiated, authConfig, redirectUrl: link.redirect_url }
  }
  const values = readConnection(scheme, given, shared)
  refuseProblems(values.problems, 'connection.state.val')
  const imported = importedExpiry(given, deps.clock.now())
  const { values: complete, tokenExpiresAt = imported } = await completeOrRefuse(deps, authConfig, values)
  const userInfo = validate_credentials ? await requireValid(deps, authConfig, complete) : undefined
  const inserted = await deps.db.transaction((tx) =>
    insertAccount(
      { ...deps, db: tx },
      { ...account, values: complete, tokenExpiresAt, userInfo, status: 'ACTIVE' },
    ),
  )
  return { account: inserted, authConfig, redirectUrl: null }
}

/** Whether the user has a part in a connection of this scheme. An app of its own (S2S_OAUTH2) may need nobody. */
function asksTheUser(scheme: AuthScheme): boolean {
  if (scheme.mode === 'NO_AUTH') return false
  return needsConsent(scheme) || connectionFields(scheme).length > 0
}

/**
 * Renews an account: silently where its scheme can and the provider agrees, else with a new link for the user.
 * @throws {ApiError} ConnectedAccountNotFound; ConnectedAccountNotRefreshable for schemes whose credential is what
 * the user gave; ConnectedAccountUnusable while disabled; UpstreamUnreachable; with `validate`, what
 * `requireValid` throws.
 */
export async function renewAccount(
  deps: Deps,
  projectId: string,
  id: string,
  { callbackUrl, origin, validate }: { callbackUrl: string | undefined; origin: string; validate: boolean },
): Promise<Initiated> {
  const account = await findConnectedAccount(deps, projectId, id)
  const scheme = schemeOf(findToolkit(deps, account.toolkit), account.authScheme)
  const credential = openSealed(deps.vault, account)?.reveal() ?? {}
  const renewal = renewalOf(scheme, credential)
  if (validate && !needsConsent(scheme) && !account.isDisabled)
    return validateStored(deps, account, credential)
  if (!needsConsent(scheme) && renewal === undefined) {
    throw new ApiError(
      'ConnectedAccountNotRefreshable',
      `${account.authScheme} credentials cannot be refreshed`,
    )
  }
  if (account.isDisabled)
    throw new ApiError('ConnectedAccountUnusable', `Connected account ${id} is disabled`)
  const authConfig = await findAuthConfig(deps, projectId, account.authConfigId)
  if (account.status === 'ACTIVE' && renewal !== undefined) {
    const { outcome, row } = await refreshAccount(deps, account, { force: true })
    if (outcome === 'refreshed')
      return validate
        ? validateStored(deps, row, openSealed(deps.vault, row)?.reveal() ?? {})
        : { account: row, authConfig, redirectUrl: null }
    if (outcome === 'unavailable') {
      throw new ApiError(
        'UpstreamUnreachable',
        `The provider of ${account.toolkit} did not answer the refresh`,
      )
    }
  }
  const current = await findConnectedAccount(deps, projectId, id)
  const link = await addLink(deps, current, { callbackUrl, origin })
  return {
    account: await findConnectedAccount(deps, projectId, id),
    authConfig,
    redirectUrl: link.redirect_url,
  }
}

async function validateStored(
  deps: Deps,
  account: ConnectedAccountRow,
  credential: Credential,
): Promise<Initiated> {
  const authConfig = await findAuthConfig(deps, account.projectId, account.authConfigId)
  await requireValid(deps, authConfig, { publicFields: account.publicFields, credential })
  return { account, authConfig, redirectUrl: null }
}

function wrongScheme({ id, authScheme }: AuthConfigRow): ApiError {
  return new ApiError(
    'ConnectedAccountInvalid',
    `connection.state.authScheme: auth config ${id} uses ${authScheme}`,
    {
      errors: [`connection.state.authScheme: must be ${authScheme}`],
    },
  )
}

/** When imported tokens end: `expires_at` (ISO 8601 or seconds since 1970) or `expires_in` seconds from now. */
function importedExpiry(given: Readonly<Record<string, unknown>>, now: Date): Date | undefined {
  const at = given['expires_at']
  const seconds = Number(at ?? Number.NaN)
  const moment = Number.isFinite(seconds) ? new Date(seconds * 1000) : new Date(String(at))
  if (at !== undefined && at !== null && !Number.isNaN(moment.getTime())) return moment
  const lasts = Number(given['expires_in'] ?? Number.NaN)
  const end = new Date(now.getTime() + lasts * 1000)
  return Number.isNaN(end.getTime()) ? undefined : end
}
