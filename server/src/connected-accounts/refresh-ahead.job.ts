/**
 * Refreshes the tokens of accounts before they end, also when nobody uses them: a call then finds a fresh token, and
 * a grant that the provider has ended is noticed while somebody can still do something about it.
 *
 *     each minute, in every process   look for tokens that end soon, and enqueue a job for each; the account is the
 *                                     job's key, so several processes make one job
 *     when                            2 to 10 minutes ahead, a moment that is the account's own: a thousand accounts
 *                                     that were connected in the same minute are not refreshed in the same one
 *     the refresh                     is the one of `refresh-credential.ts`: lease, journal and backoff hold
 *     a provider that stays away      is asked no more after some failures; the next use of the account asks again
 */
import { and, asc, eq, isNull, lt, or, sql } from '../db/sql.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { jobQueue } from '../jobs/jobs.ts'
import { connectedAccounts } from './connected-accounts.table.ts'
import { keepFresh, type CredentialDeps } from './open-credential.ts'

export interface RefreshAhead {
  projectId: string
  accountId: string
}

/** One try: the next look makes another job. */
export const refreshAhead = jobQueue<RefreshAhead>('refresh-ahead', { policy: 'exclusive', retryLimit: 0 })

const everyMs = 60_000
const leastAheadSeconds = 120
const jitterSeconds = 480
const mostAheadMs = (leastAheadSeconds + jitterSeconds) * 1000
/** Enqueued by one look. The rest follow with the next, the soonest to end first. */
const mostAtOnce = 1_000
const mostFailures = 8

/** Starts looking. */
export function startSweep(deps: Pick<Deps, 'db' | 'jobs' | 'clock' | 'log'>): { stop(): Promise<void> } {
  let looking = Promise.resolve()
  const timer = setInterval(() => {
    looking = enqueueDue(deps).then(
      () => undefined,
      (error: unknown) => deps.log.warn({ err: error }, 'looking for tokens that end soon failed'),
    )
  }, everyMs)
  return {
    async stop() {
      clearInterval(timer)
      await looking
    },
  }
}

/** Enqueues a job for each token that is due. @returns how many. */
export async function enqueueDue({ db, jobs, clock }: Pick<Deps, 'db' | 'jobs' | 'clock'>): Promise<number> {
  const due = await dueAccounts(db, clock.now())
  for (const data of due) await jobs.enqueue(db, refreshAhead, data, { key: data.accountId })
  return due.length
}

/** Does a job. What goes wrong is in the account's row and in the log already. */
export async function refreshIdle(deps: CredentialDeps, job: RefreshAhead): Promise<void> {
  try {
    await keepFresh(deps, { projectId: job.projectId, id: job.accountId }, mostAheadMs)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
  }
}

async function dueAccounts(db: Deps['db'], now: Date): Promise<RefreshAhead[]> {
  const { id, projectId, status, deletedAt, isDisabled, tokenExpiresAt } = connectedAccounts
  const { refreshRetryAt, refreshFailures } = connectedAccounts
  const seconds = sql`${leastAheadSeconds}::int + abs(hashtext(${id}) % ${jitterSeconds}::int)`
  return db
    .select({ projectId, accountId: id })
    .from(connectedAccounts)
    .where(
      and(
        eq(status, 'ACTIVE'),
        isNull(deletedAt),
        eq(isDisabled, false),
        lt(tokenExpiresAt, new Date(now.getTime() + mostAheadMs)),
        sql`${tokenExpiresAt} - make_interval(secs => ${seconds}) <= ${now.toISOString()}::timestamptz`,
        lt(refreshFailures, mostFailures),
        or(isNull(refreshRetryAt), lt(refreshRetryAt, sql`now()`)),
      ),
    )
    .orderBy(asc(tokenExpiresAt))
    .limit(mostAtOnce)
}
