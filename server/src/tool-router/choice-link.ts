/** What a session's user may connect by a link that names no toolkit, and what a choice does. */
import type { ToolkitSummary } from '@patchbay/catalog'
import { toolkitsWithAuthConfig } from '../auth-configs/auth-configs.ts'
import { endUnderWay } from '../connect-link/attempts.ts'
import { checkProjectCallback } from '../connect-link/callback-url.ts'
import {
  chosenAccount,
  closedChoice,
  insertChoiceLink,
  lockChoiceLink,
  recordChoice,
  type ChoiceLinkRow,
} from '../connect-link/choice-links.ts'
import { openLink } from '../connect-link/connect-link.ts'
import { claimLink } from '../connect-link/own-browser.ts'
import { failAccount } from '../connected-accounts/connected-accounts.ts'
import { statusReasons } from '../connected-accounts/account-states.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { findToolkit, isNoAuth, managedSchemes } from '../toolkits/toolkits.ts'
import { linkToolkit } from './session-accounts.ts'
import { allowsToolkit, hiddenToolkits } from './session-tools.ts'
import type { SessionRow } from './tool-router.table.ts'

export interface ChoiceOptions {
  /** To choose from; all that the session opens without. */
  toolkits?: readonly string[] | undefined
  callbackUrl?: string | undefined
  origin: string
}

/**
 * Makes a link by which the session's user chooses what to connect.
 * @throws {ApiError} ToolkitNotFound; ToolkitNotInSession; BadRequest for the callback URL, or when there is nothing
 * to choose from.
 */
export async function createChoiceLink(
  deps: Deps,
  session: SessionRow,
  { toolkits, callbackUrl, origin }: ChoiceOptions,
) {
  const { projectId, config, id: sessionId, userId } = session
  const named = toolkits?.map((slug) => findToolkit(deps, slug.toLowerCase()).slug)
  const closed = named?.find((slug) => !allowsToolkit(config, slug))
  if (closed !== undefined)
    throw new ApiError('ToolkitNotInSession', `Toolkit ${closed} is not enabled in this session`)
  const checked = await checkProjectCallback(
    deps,
    projectId,
    callbackUrl ?? config.manage_connections.callback_url,
    'callback_url',
  )
  if ((await connectable(deps, session, named ?? null)).length === 0)
    throw new ApiError('BadRequest', 'toolkits: none of them can be connected in this session', {
      errors: ['toolkits: name at least one that needs an account and has an auth config'],
      suggestedFix:
        'Create an auth config for a toolkit of this session: POST /api/v3.1/auth_configs. One whose account the session pins cannot be connected.',
    })
  const link = { projectId, sessionId, userId, toolkits: named ?? null, callbackUrl: checked ?? null }
  const { token, expiresAt } = await insertChoiceLink(deps, link)
  const base = config.link_url_overwrite?.replace(/\/+$/, '') ?? origin
  return {
    link_token: token,
    redirect_url: `${base}/link/choice/${token}`,
    expires_at: expiresAt.toISOString(),
  }
}

/** Toolkits that the session's user can connect right now, in the order of the catalog. */
export async function connectable(
  deps: Deps,
  { projectId, config }: SessionRow,
  named: readonly string[] | null,
): Promise<ToolkitSummary[]> {
  const configured = await toolkitsWithAuthConfig(deps, projectId)
  const hidden = named ? new Set<string>() : hiddenToolkits(deps, config)
  return deps.catalog.toolkits().filter((toolkit) => {
    const { slug } = toolkit
    if (named && !named.includes(slug)) return false
    if (hidden.has(slug) || !allowsToolkit(config, slug) || config.connected_accounts?.[slug]) return false
    if (isNoAuth(toolkit)) return false
    const isConfigured = config.auth_configs?.[slug] !== undefined || configured.has(slug)
    return isConfigured || managedSchemes(deps, toolkit).length > 0
  })
}

/**
 * Makes the link of the chosen toolkit, this browser's own from the start. What was chosen before and is not yet
 * connected ends.
 * @returns the token of the new link; or why there is none.
 * @throws {ApiError} what `linkToolkit` throws; RateLimited.
 */
export async function choose(
  deps: Deps,
  session: SessionRow,
  choice: { link: ChoiceLinkRow; toolkit: string; browser: string; origin: string },
): Promise<{ token: string } | { closed: 'used' | 'expired' }> {
  return deps.db.transaction(async (tx) => {
    const inside = { ...deps, db: tx }
    const link = await lockChoiceLink(inside, choice.link)
    const closed = await closedChoice(inside, link)
    if (closed) return { closed }
    await endLastChoice(inside, link)
    const { toolkit, origin } = choice
    const callbackUrl = link.callbackUrl ?? undefined
    const made = await linkToolkit(inside, session, { toolkit, origin, callbackUrl })
    await recordChoice(inside, link, made.connected_account_id)
    const opened = await openLink(inside, made.link_token)
    if (opened.link) await claimLink(inside, opened.link, choice.browser)
    return { token: made.link_token }
  })
}

async function endLastChoice(deps: Deps, link: ChoiceLinkRow): Promise<void> {
  const last = await chosenAccount(deps, link)
  if (!last) return
  await failAccount(deps, last, statusReasons.choseAnother)
  await endUnderWay(deps, last)
}
