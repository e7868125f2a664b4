/**
 * Renewing the tokens of a connection, once for everyone who needs it.
 *
 *     same process     callers share one promise
 *     other processes  a lease in the row, by the database's clock; who does not get it polls the row
 *     the call         holds no database connection, and ends before the lease does
 *     answer           into the journal first (`refresh-journal.ts`), then the row as version + 1, and only over
 *                      the version that was refreshed; the old refresh token stays beside the new one until that
 *                      one has worked
 *     refused          EXPIRED and an event, unless the version changed meanwhile: then somebody else's tokens
 *                      are good
 *     no answer, 5xx   the account stays ACTIVE; the failure is counted, and nobody asks again for 2, 4, 8 … 60 s
 *
 * A provider that rotates refresh tokens takes a second refresh for theft and ends the grant, hence all this.
 * When its answer is lost on the way, the next refresh is refused and the account becomes EXPIRED: nobody but the
 * user can repair that. `refresh_uncertain_at` remembers that it happened, so that the reason given is the true one.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { and, eq, isNull, lt, or, sql } from '../db/sql.ts'
import { findAuthConfig } from '../auth-configs/auth-configs.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { expireAccount, live, statusReasons } from './account-states.ts'
import { connectedAccounts, type ConnectedAccountRow } from './connected-accounts.table.ts'
import { renewTokens } from './obtain-tokens.ts'
import { tokenTimeoutMs, type TokenSet } from './protocols/oauth-client.ts'
import { TokenError } from './protocols/token-error.ts'
import {
  dropEntry,
  journalFiles,
  journalName,
  keepEntry,
  readEntry,
  type JournalEntry,
  type JournalName,
} from './refresh-journal.ts'
import { openSealed, sealCredential, type Credential } from './sealed-credential.ts'

type RefreshDeps = Pick<Deps, 'db' | 'vault' | 'catalog' | 'config' | 'egress' | 'clock' | 'log' | 'env'>

export interface Refreshed {
  /**
   * - `refreshed`: `row` has new tokens, from this refresh or another's
   * - `rejected`: the provider has ended the grant; `row` is EXPIRED
   * - `unavailable`: the provider did not answer, or not with tokens; `row` is as it was
   */
  outcome: 'refreshed' | 'rejected' | 'unavailable'
  row: ConnectedAccountRow
}

export interface RefreshOptions {
  /** Ask the provider although it failed a moment ago: somebody asked for just that. */
  force?: boolean
}

const leaseSeconds = (2 * tokenTimeoutMs) / 1000
const pollMs = 100
const longestRestSeconds = 60

const inFlight = new Map<string, Promise<Refreshed>>()
/** Journal files whose entry this process could not write into the database yet. */
const unsaved = new Set<string>()

/** Renews the tokens of an account whose scheme can, see `renewalOf`. */
export async function refreshAccount(
  deps: RefreshDeps,
  row: ConnectedAccountRow,
  options: RefreshOptions = {},
): Promise<Refreshed> {
  const running = inFlight.get(row.id)
  if (running) return running
  const refresh = refreshOnce(deps, row, options).finally(() => inFlight.delete(row.id))
  inFlight.set(row.id, refresh)
  return refresh
}

/**
 * Writes what the journal holds and the database does not: answers that a crash or an unreachable database kept
 * from being stored. Call it at start; doing it twice does no harm.
 * @returns how many accounts got their tokens back.
 */
export async function replayJournal(
  deps: Omit<RefreshDeps, 'catalog' | 'config' | 'egress'>,
): Promise<number> {
  let saved = 0
  for (const { file, name } of await journalFiles(deps)) {
    const entry = await readEntry(deps, file, name)
    if (entry && (await writeEntry(deps, name, entry))) saved += 1
    else if (!entry) deps.log.warn({ accountId: name.id }, 'an entry of the refresh journal cannot be read')
    await dropEntry(file)
    unsaved.delete(file)
  }
  if (saved > 0) deps.log.warn({ accounts: saved }, 'tokens restored from the refresh journal')
  return saved
}

async function refreshOnce(
  deps: RefreshDeps,
  row: ConnectedAccountRow,
  options: RefreshOptions,
): Promise<Refreshed> {
  if (unsaved.size > 0) await replayJournal(deps)
  const deadline = performance.now() + leaseSeconds * 1000
  while (performance.now() < deadline) {
    const leased = await takeLease(deps, row, options)
    if (leased) return refreshWithLease(deps, leased)
    const seen = await reload(deps, row)
    if (!seen || seen.row.status !== 'ACTIVE') return { outcome: 'rejected', row: seen?.row ?? row }
    if (seen.row.credentialVersion !== row.credentialVersion) return { outcome: 'refreshed', row: seen.row }
    // The provider is away, as another process found out or this one a moment ago.
    if (!seen.isLeased) return { outcome: 'unavailable', row }
    await wait(pollMs)
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
    const { code, detail } = error
    deps.log.warn({ accountId: row.id, toolkit: row.toolkit, code, detail }, 'token refresh failed')
    if (code === 'rejected') return reject(deps, row)
    await countFailure(deps, row, error)
    return { outcome: 'unavailable', row }
  }
}

async function requestTokens(deps: RefreshDeps, row: ConnectedAccountRow): Promise<TokenSet> {
  const authConfig = await findAuthConfig(deps, row.projectId, row.authConfigId)
  const credential = openSealed(deps.vault, row)?.reveal() ?? {}
  try {
    return await renewTokens(deps, authConfig, { publicFields: row.publicFields, credential })
  } catch (error) {
    // The manifest or the auth config no longer has what the refresh needs; it may again tomorrow.
    if (error instanceof ApiError) throw new TokenError('misconfigured', error.kind)
    throw error
  }
}

async function store(deps: RefreshDeps, row: ConnectedAccountRow, tokens: TokenSet): Promise<Refreshed> {
  const name = journalName(row)
  const entry: JournalEntry = {
    credential: afterRefresh(openSealed(deps.vault, row)?.reveal() ?? {}, tokens.credential),
    publicFields: { ...row.publicFields, ...tokens.publicFields },
    expiresAt: tokens.expiresAt?.toISOString() ?? null,
  }
  const file = await keepEntry(deps, name, entry)
  unsaved.add(file)
  const stored = await writeEntry(deps, name, entry)
  await dropEntry(file)
  unsaved.delete(file)
  if (stored) return { outcome: 'refreshed', row: stored }
  const seen = await reload(deps, row)
  return seen ? { outcome: 'refreshed', row: seen.row } : { outcome: 'rejected', row }
}

/**
 * Keeps fields that the answer leaves out, as most providers send a refresh token only the first time; not the old
 * token's life, which says nothing about the new one.
 */
function afterRefresh(before: Readonly<Credential>, tokens: Readonly<Credential>): Credential {
  const { expires_in: _past, previous_refresh_token: _older, ...kept } = before
  const isRotated =
    before['refresh_token'] !== undefined &&
    tokens['refresh_token'] !== undefined &&
    tokens['refresh_token'] !== before['refresh_token']
  return {
    ...kept,
    ...tokens,
    ...(isRotated && { previous_refresh_token: before['refresh_token'] ?? '' }),
  }
}

/**
 * The tokens become the next version of the row. An account that another process took for expired meanwhile, since
 * the provider refused the token that these replace, is ACTIVE again.
 */
async function writeEntry(
  { db, vault, clock }: Pick<Deps, 'db' | 'vault' | 'clock'>,
  name: JournalName,
  { credential, publicFields, expiresAt }: JournalEntry,
): Promise<ConnectedAccountRow | undefined> {
  const { status, statusReason } = connectedAccounts
  const isExpired = sql`${status} = 'EXPIRED'`
  const [stored] = await db
    .update(connectedAccounts)
    .set({
      status: sql`case when ${isExpired} then 'ACTIVE' else ${status} end`,
      statusReason: sql`case when ${isExpired} then null else ${statusReason} end`,
      credential: sealCredential(vault, name, name.version, credential),
      credentialVersion: name.version,
      publicFields,
      tokenExpiresAt: expiresAt === null ? null : new Date(expiresAt),
      refreshLeaseUntil: null,
      refreshFailures: 0,
      refreshRetryAt: null,
      refreshUncertainAt: null,
      updatedAt: clock.now(),
    })
    .where(and(live(name.projectId, name.id), eq(connectedAccounts.credentialVersion, name.version - 1)))
    .returning()
  return stored
}

async function reject(deps: RefreshDeps, row: ConnectedAccountRow): Promise<Refreshed> {
  const reason = row.refreshUncertainAt ? statusReasons.answerLost : statusReasons.refreshRefused
  await expireAccount(deps, row, reason)
  const seen = await reload(deps, row)
  const changed = seen !== undefined && seen.row.credentialVersion !== row.credentialVersion
  return {
    outcome: changed ? 'refreshed' : 'rejected',
    row: seen?.row ?? { ...row, status: 'EXPIRED' },
  }
}

/**
 * Takes the lease of this version, if it is free. A lease that ran out was held by somebody who died in the middle:
 * the provider may have answered him.
 */
async function takeLease(
  { db }: RefreshDeps,
  row: ConnectedAccountRow,
  { force = false }: RefreshOptions,
): Promise<ConnectedAccountRow | undefined> {
  const {
    refreshLeaseUntil: until,
    refreshRetryAt: retryAt,
    refreshUncertainAt: uncertain,
  } = connectedAccounts
  const [leased] = await db
    .update(connectedAccounts)
    .set({
      refreshLeaseUntil: sql`now() + make_interval(secs => ${leaseSeconds})`,
      refreshUncertainAt: sql`case when ${until} is null then ${uncertain} else coalesce(${uncertain}, ${until}) end`,
    })
    .where(
      and(
        sameVersion(row),
        eq(connectedAccounts.status, 'ACTIVE'),
        or(isNull(until), lt(until, sql`now()`)),
        force ? undefined : or(isNull(retryAt), lt(retryAt, sql`now()`)),
      ),
    )
    .returning()
  return leased
}

async function releaseLease({ db }: RefreshDeps, row: ConnectedAccountRow): Promise<void> {
  await db.update(connectedAccounts).set({ refreshLeaseUntil: null }).where(sameVersion(row))
}

/** Gives the lease back and lets the provider rest: twice as long each time, and not for all accounts alike. */
async function countFailure(
  { db }: RefreshDeps,
  row: ConnectedAccountRow,
  { code, isUncertain }: TokenError,
): Promise<void> {
  const { refreshFailures: failures } = connectedAccounts
  const seconds = sql`least(${longestRestSeconds}, power(2, least(${failures}, 10) + 1)) * (0.75 + random() / 2)`
  await db
    .update(connectedAccounts)
    .set({
      refreshLeaseUntil: null,
      refreshFailures: sql`${failures} + 1`,
      refreshRetryAt: sql`now() + make_interval(secs => ${seconds})`,
      // An answer without tokens in it may have had them for somebody who reads better.
      ...((isUncertain || code === 'malformed') && { refreshUncertainAt: sql`now()` }),
    })
    .where(sameVersion(row))
}

interface Seen {
  row: ConnectedAccountRow
  isLeased: boolean
}

async function reload(
  { db }: RefreshDeps,
  { projectId, id }: ConnectedAccountRow,
): Promise<Seen | undefined> {
  const isLeased = sql<boolean>`coalesce(${connectedAccounts.refreshLeaseUntil} >= now(), false)`
  const [seen] = await db
    .select({ row: connectedAccounts, isLeased })
    .from(connectedAccounts)
    .where(live(projectId, id))
  return seen
}

function sameVersion({ projectId, id, credentialVersion }: ConnectedAccountRow) {
  return and(live(projectId, id), eq(connectedAccounts.credentialVersion, credentialVersion))
}
