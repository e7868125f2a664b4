/**
 * Links by which the user of a session chooses what to connect. A choice makes the account and the link of it, for
 * the same browser; the page that asks is `tool-router/choice.pages.ts`.
 *
 *     open → used       what was chosen is connected, or the user chose nothing
 *     open → expired    after 10 minutes
 *     any  → removed    a day after it expired, when the project makes another
 */
import type { ConnectedAccount } from '../connected-accounts/connected-accounts.ts'
import { initiationEnd } from '../connected-accounts/expire-connection.job.ts'
import { newToken } from '../db/ids.ts'
import { and, eq, isNull, lte, sql } from '../db/sql.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { accountOf } from './connect-link.ts'
import { choiceLinks, type ChoiceLinkRow } from './connect-link.table.ts'

export { choiceLinks } from './connect-link.table.ts'
export type { ChoiceLinkRow } from './connect-link.table.ts'

const keptMs = 24 * 60 * 60_000
/** Each choice makes an account. */
export const mostChoices = 10

export type NewChoiceLink = Pick<
  ChoiceLinkRow,
  'projectId' | 'sessionId' | 'userId' | 'toolkits' | 'callbackUrl'
>

/** Makes a link; its token is known from now on by its hash alone. */
export async function insertChoiceLink(
  { db, vault, clock }: Pick<Deps, 'db' | 'vault' | 'clock'>,
  link: NewChoiceLink,
): Promise<{ token: string; expiresAt: Date }> {
  const now = clock.now()
  const old = new Date(now.getTime() - keptMs)
  await db
    .delete(choiceLinks)
    .where(and(eq(choiceLinks.projectId, link.projectId), lte(choiceLinks.expiresAt, old)))
  const token = newToken('lc_')
  const expiresAt = initiationEnd(now)
  await db
    .insert(choiceLinks)
    .values({ ...link, tokenHash: vault.hashToken(token), expiresAt, createdAt: now })
  return { token, expiresAt }
}

/** The link of this token, whatever its state. */
export async function findChoiceLink(
  { db, vault }: Pick<Deps, 'db' | 'vault'>,
  token: string,
): Promise<ChoiceLinkRow | undefined> {
  if (!/^lc_[A-Za-z0-9_-]{43}$/.test(token)) return undefined
  const [row] = await db
    .select()
    .from(choiceLinks)
    .where(eq(choiceLinks.tokenHash, vault.hashToken(token)))
  return row
}

/** Holds the link until the transaction ends: of two choices at once, the second finds the account of the first. */
export async function lockChoiceLink(
  { db }: Pick<Deps, 'db'>,
  { projectId, tokenHash }: ChoiceLinkRow,
): Promise<ChoiceLinkRow> {
  const [row] = await db
    .select()
    .from(choiceLinks)
    .where(and(eq(choiceLinks.projectId, projectId), eq(choiceLinks.tokenHash, tokenHash)))
    .for('update')
  if (!row) throw new Error('the link that is being used was removed')
  return row
}

/** Why the link does not work any more; undefined when it does. */
export async function closedChoice(
  deps: Pick<Deps, 'db' | 'clock'>,
  link: ChoiceLinkRow,
): Promise<'used' | 'expired' | undefined> {
  if (link.consumedAt) return 'used'
  if (link.expiresAt <= deps.clock.now()) return 'expired'
  if (link.connectedAccountId === null) return undefined
  return isUndecided(await chosenAccount(deps, link)) ? undefined : 'used'
}

/** What was chosen last, unless it was deleted. */
export async function chosenAccount(
  deps: Pick<Deps, 'db' | 'clock'>,
  { projectId, connectedAccountId }: ChoiceLinkRow,
): Promise<ConnectedAccount | undefined> {
  return connectedAccountId === null ? undefined : accountOf(deps, { projectId, connectedAccountId })
}

const isUndecided = (account: ConnectedAccount | undefined) =>
  account?.status === 'INITIATED' || account?.status === 'FAILED'

/** Keeps what was chosen. @throws {ApiError} RateLimited after `mostChoices`. */
export async function recordChoice(
  { db }: Pick<Deps, 'db'>,
  { projectId, tokenHash, choices }: ChoiceLinkRow,
  connectedAccountId: string,
): Promise<void> {
  if (choices >= mostChoices) throw new ApiError('RateLimited', 'Too much was chosen with this link')
  await db
    .update(choiceLinks)
    .set({ connectedAccountId, choices: sql`${choiceLinks.choices} + 1` })
    .where(and(eq(choiceLinks.projectId, projectId), eq(choiceLinks.tokenHash, tokenHash)))
}

/** Which links are meant; the more is named, the fewer. */
export interface ChoiceLinkFilter {
  project?: string | undefined
  session?: string | undefined
  user?: string | undefined
  tokenHash?: string | undefined
}

/** Ends every open link that matches. @returns how many those were. */
export async function endChoiceLinks(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { project, session, user, tokenHash }: ChoiceLinkFilter,
): Promise<number> {
  const ended = await db
    .update(choiceLinks)
    .set({ consumedAt: clock.now() })
    .where(
      and(
        isNull(choiceLinks.consumedAt),
        project === undefined ? undefined : eq(choiceLinks.projectId, project),
        session === undefined ? undefined : eq(choiceLinks.sessionId, session),
        user === undefined ? undefined : eq(choiceLinks.userId, user),
        tokenHash === undefined ? undefined : eq(choiceLinks.tokenHash, tokenHash),
      ),
    )
    .returning({ tokenHash: choiceLinks.tokenHash })
  return ended.length
}
