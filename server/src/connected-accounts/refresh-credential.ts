/**
 * Refreshing an OAuth token, once for everyone who needs it.
 *
 *     same process     callers share one promise
 *     other processes  a lease in the row, by the database's clock; who does not get it polls the row
 *     the call         holds no database connection, and ends before the lease does
 *     answer           tokens stored first thing as version + 1, and only over the version that was refreshed
 *     invalid_grant    EXPIRED, unless the version changed meanwhile: then somebody else's tokens are good
 *     no answer, 5xx   the account stays ACTIVE; the lease is given back, and this process waits 5 s
 *
 * A provider that rotates refresh tokens takes a second refresh for theft and ends the grant, hence all this.
 * When its answer is lost on the way, the next refresh is rejected and the account becomes EXPIRED: nobody but
 * the user can repair that.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { and, eq, isNull, lt, or, sql } from '../db/sql.ts'
import { findAuthConfig } from '../auth-configs/auth-configs.ts'
import type { Deps } from '../deps.ts'
import { connectedAccounts, type ConnectedAccountRow } from './connected-accounts.table.ts'
import { oauthApp, refreshTokens, TokenError, tokenTimeoutMs, type TokenSet } from './oauth-client.ts'
import { openSealed, sealCredential } from './sealed-credential.ts'

type RefreshDeps = Pick<Deps, 'db' | 'vault' | 'catalog' | 'config' | 'egress' | 'clock' | 'log'>

export interface Refreshed {
  /**
   * - `refreshed`: `row` has new tokens, from this refresh or another's
   * - `rejected`: the refresh token is dead; `row` is EXPIRED
   * - `unavailable`: the provider did not answer, or not with tokens; `row` is as it was
   */
  outcome: 'refreshed' | 'rejected' | 'unavailable'
  row: ConnectedAccountRow
}

const leaseSeconds = (2 * tokenTimeoutMs) / 1000
const pollMs = 100
/** After a failure this process does not ask the same provider again for this long. */
const restMs = 5_000

const inFlight = new Map<string, Promise<Refreshed>>()
const resting = new Map<string, number>()

/** Refreshes the tokens of an account that has a refresh token. */
export async function refreshAccount(deps: RefreshDeps, row: ConnectedAccountRow): Promise<Refreshed> {
  if ((resting.get(row.id) ?? 0) > performance.now()) return { outcome: 'unavailable', row }
  const running = inFlight.get(row.id)
  if (running) return running
  const refresh = refreshOnce(deps, row).finally(() => inFlight.delete(row.id))
  inFlight.set(row.id, refresh)
  return refresh
}

/** ACTIVE → EXPIRED, unless the credential changed since `row` was read. */
export async function expireAccount(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  row: ConnectedAccountRow,
  reason: string,
): Promise<void> {
  await db
    .update(connectedAccounts)
    .set({ status: 'EXPIRED', statusReason: reason, refreshLeaseUntil: null, updatedAt: clock.now() })
    .where(and(sameVersion(row), eq(connectedAccounts.status, 'ACTIVE')))
}

async function refreshOnce(deps: RefreshDeps, row: ConnectedAccountRow): Promise<Refreshed> {
  const deadline = performance.now() + leaseSeconds * 1000
  while (performance.now() < deadline) {
    if (await takeLease(deps, row)) return refreshWithLease(deps, row)
    await wait(pollMs)
    const seen = await reload(deps, row)
    if (!seen || seen.status !== 'ACTIVE') return { outcome: 'rejected', row: seen ?? row }
    if (seen.credentialVersion !== row.credentialVersion) return { outcome: 'refreshed', row: seen }
    // The other process gave up: its provider is away for us as well.
    if (seen.refreshLeaseUntil === null) return { outcome: 'unavailable', row }
  }
  return { outcome: 'unavailable', row }
}

async function refreshWithLease(deps: RefreshDeps, row: ConnectedAccountRow): Promise<Refreshed> {
  try {
    const tokens = await requestTokens(deps, row)
    return await store(deps, row, tokens)
  } catch (error) {
    if (!(error instanceof TokenError)) {
      await releaseLease(deps, row)
      throw error
    }
    deps.log.warn({ accountId: row.id, toolkit: row.toolkit, code: error.code }, 'token refresh failed')
    if (error.code === 'rejected') return reject(deps, row)
    rest(row.id)
    await releaseLease(deps, row)
    return { outcome: 'unavailable', row }
  }
}

async function requestTokens(deps: RefreshDeps, row: ConnectedAccountRow): Promise<TokenSet> {
  const refreshToken = openSealed(deps.vault, row)?.reveal()['refresh_token']
  if (refreshToken === undefined) throw new TokenError('rejected', 'no refresh token')
  const app = oauthApp(deps, await findAuthConfig(deps, row.projectId, row.authConfigId), row.publicFields)
  return refreshTokens(deps, app, refreshToken)
}

/**
 * Keeps fields that the answer leaves out, as most providers send a refresh token only the first time; not the old
 * token's life, which says nothing about the new one.
 */
async function store(deps: RefreshDeps, row: ConnectedAccountRow, tokens: TokenSet): Promise<Refreshed> {
  const version = row.credentialVersion + 1
  const { expires_in: _past, ...kept } = openSealed(deps.vault, row)?.reveal() ?? {}
  const credential = sealCredential(deps.vault, row, version, { ...kept, ...tokens.credential })
  const [stored] = await deps.db
    .update(connectedAccounts)
    .set({
      credential,
      credentialVersion: version,
      tokenExpiresAt: tokens.expiresAt ?? null,
      refreshLeaseUntil: null,
      updatedAt: deps.clock.now(),
    })
    .where(sameVersion(row))
    .returning()
  if (stored) return { outcome: 'refreshed', row: stored }
  const seen = await reload(deps, row)
  return seen ? { outcome: 'refreshed', row: seen } : { outcome: 'rejected', row }
}

async function reject(deps: RefreshDeps, row: ConnectedAccountRow): Promise<Refreshed> {
  await expireAccount(deps, row, 'Permanent auth error during token refresh')
  const seen = await reload(deps, row)
  const changed = seen !== undefined && seen.credentialVersion !== row.credentialVersion
  return { outcome: changed ? 'refreshed' : 'rejected', row: seen ?? { ...row, status: 'EXPIRED' } }
}

async function takeLease({ db }: RefreshDeps, row: ConnectedAccountRow): Promise<boolean> {
  const free = or(
    isNull(connectedAccounts.refreshLeaseUntil),
    lt(connectedAccounts.refreshLeaseUntil, sql`now()`),
  )
  const taken = await db
    .update(connectedAccounts)
    .set({ refreshLeaseUntil: sql`now() + make_interval(secs => ${leaseSeconds})` })
    .where(and(sameVersion(row), eq(connectedAccounts.status, 'ACTIVE'), free))
    .returning({ id: connectedAccounts.id })
  return taken.length > 0
}

async function releaseLease({ db }: RefreshDeps, row: ConnectedAccountRow): Promise<void> {
  await db.update(connectedAccounts).set({ refreshLeaseUntil: null }).where(sameVersion(row))
}

async function reload(
  { db }: RefreshDeps,
  row: ConnectedAccountRow,
): Promise<ConnectedAccountRow | undefined> {
  const [seen] = await db
    .select()
    .from(connectedAccounts)
    .where(
      and(
        eq(connectedAccounts.projectId, row.projectId),
        eq(connectedAccounts.id, row.id),
        isNull(connectedAccounts.deletedAt),
      ),
    )
  return seen
}

function sameVersion({ projectId, id, credentialVersion }: ConnectedAccountRow) {
  return and(
    eq(connectedAccounts.projectId, projectId),
    eq(connectedAccounts.id, id),
    eq(connectedAccounts.credentialVersion, credentialVersion),
    isNull(connectedAccounts.deletedAt),
  )
}

function rest(id: string): void {
  const now = performance.now()
  for (const [known, until] of resting) if (until <= now) resting.delete(known)
  resting.set(id, now + restMs)
}
