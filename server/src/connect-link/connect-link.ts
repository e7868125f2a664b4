/**
 * Links by which a user connects an account, without an account of this server: who holds the link's token may
 * complete that one connection.
 *
 *     open → used       the connection was made or refused
 *     open → expired    10 minutes after it was made, together with the INITIATED account
 *     any  → removed    a day after it expired
 *
 * It belongs to the browser that opens it first: somebody else who gets hold of the link can no longer connect an
 * account of his own to the user that it was made for.
 *
 * The token is 256 random bits and stored as a hash, so lookups by it need not name the project.
 */
import { and, eq, gt, isNull } from '../db/sql.ts'
import type { AuthScheme, CatalogToolkit } from '@patchbay/catalog'
import {
  authConfigsById,
  isUsable,
  openAuthConfig,
  type AuthConfigRow,
} from '../auth-configs/auth-configs.ts'
import {
  findConnectedAccount,
  insertAccount,
  reinitiateAccount,
  type ConnectedAccount,
} from '../connected-accounts/connected-accounts.ts'
import { prefilledFields, schemeOf } from '../connected-accounts/connection-fields.ts'
import { expireConnection, initiationEnd } from '../connected-accounts/expire-connection.job.ts'
import { presentSharing, type SharingInput } from '../connected-accounts/sharing.ts'
import { newToken } from '../db/ids.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { projectConfig } from '../projects/project-config.ts'
import { findToolkit } from '../toolkits/toolkits.ts'
import { checkProjectCallback } from './callback-url.ts'
import { connectLinks, type ConnectLinkRow } from './connect-link.table.ts'
import { purgeTime } from './purge-links.ts'

export { SharingInput as CreateLinkExperimental } from '../connected-accounts/sharing.ts'

type LinkDeps = Pick<Deps, 'db' | 'vault' | 'catalog' | 'config' | 'clock' | 'jobs'>

export interface LinkRequest {
  projectId: string
  authConfig: AuthConfigRow
  userId: string
  alias?: string | undefined
  callbackUrl?: string | undefined
  /** Values for the form's fields that are not secret. */
  connectionData?: Readonly<Record<string, unknown>> | undefined
  experimental?: SharingInput | undefined
  /** Origin under which browsers reach this server. */
  origin: string
  /** Whether an account was asked for, which happens to need a link, and not a link. */
  isInitiation?: boolean
}

export interface CreatedLink {
  link_token: string
  redirect_url: string
  /** ISO 8601. */
  expires_at: string
  connected_account_id: string
  experimental: ReturnType<typeof presentSharing>
}

/**
 * Makes an INITIATED account and the link that completes it.
 * @throws {ApiError} AuthConfigDisabled; BadRequest for the callback URL, a secret in the data, or a toolkit
 * that needs no account, or managed auth where the project wants no links; ConnectedAccountAliasTaken;
 * AclOnlyForShared.
 */
export async function createLink(deps: LinkDeps, request: LinkRequest): Promise<CreatedLink> {
  const { projectId, authConfig, userId, alias, experimental } = request
  if (!request.isInitiation) await checkManagedLinks(deps, authConfig)
  const callbackUrl = await checkProjectCallback(deps, projectId, request.callbackUrl, 'callback_url')
  const scheme = schemeOf(findToolkit(deps, authConfig.toolkit), authConfig.authScheme)
  if (scheme.mode === 'NO_AUTH') {
    throw new ApiError(
      'BadRequest',
      `Toolkit ${authConfig.toolkit} needs no account: there is nothing to connect`,
    )
  }
  const shared = openAuthConfig(deps, authConfig).shared.reveal()
  const publicFields = prefilledFields(scheme, request.connectionData ?? {}, shared)
  return deps.db.transaction(async (tx) => {
    const inside = { ...deps, db: tx }
    const account = await insertAccount(inside, {
      projectId,
      authConfig,
      userId,
      alias,
      callbackUrl,
      experimental,
      values: { publicFields, credential: {} },
      status: 'INITIATED',
    })
    return insertLink(inside, account, request.origin)
  })
}

/** Heeds `is_composio_link_enabled_for_managed_auth`. @throws {ApiError} BadRequest */
async function checkManagedLinks(
  deps: Pick<Deps, 'db'>,
  { projectId, type, toolkit }: AuthConfigRow,
): Promise<void> {
  if (type !== 'default') return
  const config = await projectConfig(deps, projectId)
  if (config.is_composio_link_enabled_for_managed_auth) return
  throw new ApiError(
    'BadRequest',
    `This project makes no links with managed auth, which ${toolkit} would use`,
    {
      suggestedFix:
        'Use an auth config with an OAuth app of your own, or set is_composio_link_enabled_for_managed_auth with PATCH /api/v3.1/org/project/config.',
    },
  )
}

export interface AnotherLink {
  callbackUrl: string | undefined
  origin: string
  /** What to ask the provider for, in place of what the auth config says. */
  scopes?: readonly string[] | undefined
}

/** Makes another link for an account that exists. @throws {ApiError} BadRequest for the callback URL. */
export async function addLink(
  deps: LinkDeps,
  account: ConnectedAccount,
  { callbackUrl, origin, scopes }: AnotherLink,
): Promise<CreatedLink> {
  const checked = await checkProjectCallback(deps, account.projectId, callbackUrl, 'redirect_url')
  return deps.db.transaction(async (tx) => {
    const inside = { ...deps, db: tx }
    return insertLink(inside, await reinitiateAccount(inside, account, checked), origin, scopes)
  })
}

/** A link that works, with all that a page about it shows. */
export interface OpenLink {
  link: ConnectLinkRow
  account: ConnectedAccount
  authConfig: AuthConfigRow
  toolkit: CatalogToolkit
  scheme: AuthScheme
}

/** Why a link does not work, and for which account it was, where that still exists. */
export interface ClosedLink {
  closed: 'unknown' | 'expired' | 'used' | 'unavailable'
  link?: ConnectLinkRow
  account?: ConnectedAccount | undefined
}

/** Looks a link up by its token. */
export async function openLink(deps: LinkDeps, token: string): Promise<OpenLink | ClosedLink> {
  if (!/^lk_[A-Za-z0-9_-]{43}$/.test(token)) return { closed: 'unknown' }
  const [link] = await deps.db
    .select()
    .from(connectLinks)
    .where(eq(connectLinks.tokenHash, deps.vault.hashToken(token)))
  const account = link && (await accountOf(deps, link))
  if (!link || !account) return { closed: 'unknown' }
  if (link.consumedAt) return { closed: 'used', link, account }
  if (link.expiresAt <= deps.clock.now()) return { closed: 'expired', link, account }
  const configs = await authConfigsById(deps, link.projectId, [account.authConfigId])
  const authConfig = configs.get(account.authConfigId)
  if (!authConfig || !isUsable(authConfig)) return { closed: 'unavailable', link, account }
  const toolkit = findToolkit(deps, account.toolkit)
  return { link, account, authConfig, toolkit, scheme: schemeOf(toolkit, account.authScheme) }
}

/** Marks one open link as used. @returns false when it was used or has expired in the meantime. */
export async function consumeLink(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { tokenHash }: ConnectLinkRow,
): Promise<boolean> {
  const now = clock.now()
  const consumed = await db
    .update(connectLinks)
    .set({ consumedAt: now })
    .where(
      and(
        eq(connectLinks.tokenHash, tokenHash),
        isNull(connectLinks.consumedAt),
        gt(connectLinks.expiresAt, now),
      ),
    )
    .returning({ tokenHash: connectLinks.tokenHash })
  return consumed.length > 0
}

/** Marks every link of an account as used: its connection was made or refused. */
export async function consumeLinksOf(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  account: Pick<ConnectedAccount, 'projectId' | 'id'>,
): Promise<void> {
  await db.update(connectLinks).set({ consumedAt: clock.now() }).where(linksOf(account))
}

/** The account of a link or a state; undefined when it was deleted. */
export async function accountOf(
  deps: Pick<Deps, 'db' | 'clock'>,
  { projectId, connectedAccountId }: { projectId: string; connectedAccountId: string },
): Promise<ConnectedAccount | undefined> {
  try {
    return await findConnectedAccount(deps, projectId, connectedAccountId)
  } catch (error) {
    if (error instanceof ApiError && error.kind === 'ConnectedAccountNotFound') return undefined
    throw error
  }
}

/**
 * What became of a connection that a link was made for: the account's status, or DELETED. Undefined while the link can
 * still be used; an account that is ACTIVE stays so until the user has completed the new one.
 */
export async function endOfConnection(
  deps: Pick<Deps, 'db' | 'clock'>,
  account: { projectId: string; connectedAccountId: string },
): Promise<string | undefined> {
  const found = await accountOf(deps, account)
  if (!found) return 'DELETED'
  if (found.status === 'INITIATED' || found.status === 'INITIALIZING') return undefined
  if (found.status !== 'ACTIVE') return found.status
  const [open] = await deps.db
    .select({ tokenHash: connectLinks.tokenHash })
    .from(connectLinks)
    .where(and(linksOf(found), gt(connectLinks.expiresAt, deps.clock.now())))
    .limit(1)
  return open ? undefined : found.status
}

/** Links of an account that nobody has used up. */
function linksOf({ projectId, id }: Pick<ConnectedAccount, 'projectId' | 'id'>) {
  return and(
    eq(connectLinks.projectId, projectId),
    eq(connectLinks.connectedAccountId, id),
    isNull(connectLinks.consumedAt),
  )
}

/** Call it in a transaction, as the job that removes the link comes with it. */
async function insertLink(
  deps: LinkDeps,
  account: ConnectedAccount,
  origin: string,
  scopes?: readonly string[],
): Promise<CreatedLink> {
  const token = newToken('lk_')
  const expiresAt = initiationEnd(account.updatedAt)
  const { id: accountId, projectId } = account
  await deps.db.insert(connectLinks).values({
    tokenHash: deps.vault.hashToken(token),
    projectId,
    connectedAccountId: accountId,
    ...(scopes && { scopes: [...scopes] }),
    expiresAt,
    createdAt: deps.clock.now(),
  })
  const startAfter = purgeTime(expiresAt)
  await deps.jobs.enqueue(deps.db, expireConnection, { projectId, accountId }, { startAfter })
  return {
    link_token: token,
    redirect_url: `${origin}/link/${token}`,
    expires_at: expiresAt.toISOString(),
    connected_account_id: account.id,
    experimental: presentSharing(account),
  }
}
