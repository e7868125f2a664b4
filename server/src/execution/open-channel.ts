/** Step "open credential": which credential a call carries, where the API is, and where the credential may go. */
import type { CatalogToolkit } from '@patchbay/catalog'
import type { Deps } from '../deps.ts'
import { customCredential, noCredential, withCallerParameters } from './caller-credential.ts'
import type { Credential } from './credential.ts'
import type { Effect } from './effects/effect.ts'
import type { CustomAuthParams, CustomConnectionData } from './custom-auth-contract.ts'
import { bindingOf } from './destination.ts'
import type { PickedAccount } from './pick-account.ts'
import { renderBaseUrl } from './request/base-url.ts'
import type { RequestContext } from './request/build-request.ts'
import { mostBytes, type Channel } from './send.ts'
import { storedCredential } from './stored-credential.ts'

type ChannelDeps = Pick<Deps, 'db' | 'vault' | 'catalog' | 'config' | 'egress' | 'clock' | 'log' | 'env'>

export interface CallerAuth {
  projectId?: string | undefined
  effect?: Effect | undefined
  customAuthParams?: CustomAuthParams | undefined
  customConnectionData?: CustomConnectionData | undefined
}

/**
 * Opens the credential of a call:
 *
 * | the call has               | credential                                                    |
 * | -------------------------- | ------------------------------------------------------------- |
 * | a custom base URL          | only what the caller brings: the stored one stays here        |
 * | custom connection data     | that, injected as the toolkit's manifest says                 |
 * | an account                 | the account's                                                 |
 * | none of these              | none                                                          |
 *
 * and, in every case, the caller's own headers and query parameters on top.
 * @throws {ApiError} BadRequest, ConnectedAccountUnusable, ConnectedAccountInvalid.
 */
export async function openChannel(
  deps: ChannelDeps,
  { projectId, customAuthParams = {}, customConnectionData, effect }: CallerAuth,
  toolkit: CatalogToolkit,
  account: PickedAccount | undefined,
): Promise<{ context: RequestContext; channel: Channel }> {
  const { base_url: customUrl } = customAuthParams
  const base = customConnectionData
    ? customCredential(toolkit, customConnectionData)
    : await accountCredential(deps, toolkit, customUrl === undefined ? account : undefined)
  const scope = base.fields.reveal()
  const baseUrl =
    customUrl === undefined ? renderBaseUrl(toolkit.http.base_url, scope) : customBaseUrl(customUrl, toolkit)
  const binding =
    customUrl === undefined ? bindingOf(toolkit, baseUrl) : { origin: baseUrl.origin, hosts: [] }
  return {
    context: { toolkit, baseUrl, scope },
    channel: {
      binding,
      project: projectId ?? account?.projectId,
      credential: withCallerParameters(base, customAuthParams),
      signer: toolkit.http.signer,
      effect,
      bytesLeft: mostBytes,
    },
  }
}

async function accountCredential(
  deps: ChannelDeps,
  toolkit: CatalogToolkit,
  account: PickedAccount | undefined,
): Promise<Credential> {
  return account ? storedCredential(deps, toolkit, account) : noCredential()
}

/** A custom base URL is a root address: without a path of its own it takes the path of the toolkit's. */
function customBaseUrl(text: string, toolkit: CatalogToolkit): URL {
  const url = renderBaseUrl(text.replaceAll(/[{}]/g, encodeURIComponent), {})
  const path = /^(?:https?:\/\/[^/?#]*|\{\{[^{}]*\}\})(\/[^?#{}]*)?$/.exec(toolkit.http.base_url)?.[1]
  if (url.pathname === '/' && path !== undefined) url.pathname = path
  return url
}
