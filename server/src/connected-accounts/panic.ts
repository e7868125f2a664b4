/**
 * Ending every connection that matches, at once: first all of them stop working here, those that are still being made
 * too, so that none becomes ACTIVE afterwards; then their providers are told.
 * What comes of it is a report that this installation signs.
 */
import { and, eq, isNull, not, or, type SQL } from '../db/sql.ts'
import { authConfigsById } from '../auth-configs/auth-configs.ts'
import { endUnderWay, isUnderWay } from '../connect-link/attempts.ts'
import { endChoiceLinks } from '../connect-link/choice-links.ts'
import type { Deps } from '../deps.ts'
import { connectedAccounts, type ConnectedAccountRow } from './connected-accounts.table.ts'
import { disconnectAccount } from './disconnect-account.ts'
import {
  isRevocable,
  tellProvider,
  valuesOf,
  type DisconnectionRow,
  type ReceiptDeps,
} from './disconnections.ts'
import { revokeTokens } from './protocols/revocation.ts'

export interface PanicFilter {
  toolkit?: string | undefined
  user?: string | undefined
  project?: string | undefined
}

export interface PanicReport {
  what: 'patchbay panic'
  /** Nothing was revoked: every request went to a stand-in. */
  drill: boolean
  matching: PanicFilter
  started_at: string
  finished_at: string
  totals: Record<string, number>
  /** Links by which somebody could still have chosen what to connect. */
  choice_links_ended: number
  accounts: PanicEntry[]
}

export interface PanicEntry {
  connected_account_id: string
  project_id: string
  user_id: string
  toolkit: string
  outcome: DisconnectionRow['outcome']
  revoked_tokens: string[]
  /** Somebody was connecting it: its links, sign-ins and held connections have ended. */
  was_under_way: boolean
  problem: string | null
}

type PanicDeps = ReceiptDeps & Pick<Deps, 'egress' | 'log'>
/** Gives the deps of a project, whose own toolkits count too. */
type ForProject = (projectId: string) => Promise<PanicDeps>

/** Providers that are told at the same time. */
const atOnce = 8

/** Ends what matches. With `drill`, only asks the stand-in that its egress leads to, and changes nothing. */
export async function panic(
  deps: PanicDeps,
  forProject: ForProject,
  matching: PanicFilter,
  drill: boolean,
): Promise<PanicReport> {
  const startedAt = deps.clock.now()
  // First, so that no choice that is made in this very moment makes an account that is not seen below.
  const { project, user } = matching
  const choiceLinks = drill ? 0 : await endChoiceLinks(deps, { project, user })
  const accounts = await deps.db.select().from(connectedAccounts).where(matches(matching))
  const entries = drill
    ? await inParallel(accounts, async (account) => rehearse(await forProject(account.projectId), account))
    : await endAll(deps, forProject, accounts)
  return {
    what: 'patchbay panic',
    drill,
    matching,
    started_at: startedAt.toISOString(),
    finished_at: deps.clock.now().toISOString(),
    totals: totalsOf(entries),
    choice_links_ended: choiceLinks,
    accounts: entries,
  }
}

async function endAll(
  { log }: PanicDeps,
  forProject: ForProject,
  accounts: readonly ConnectedAccountRow[],
): Promise<PanicEntry[]> {
  const receipts: Ended[] = []
  for (const account of accounts) {
    const deps = await forProject(account.projectId)
    const ended = (await end(deps, account)) ?? (await endChanged(deps, account))
    if (ended) receipts.push(ended)
  }
  log.info({ accounts: receipts.length }, 'all accounts are cut off; telling the providers')
  return inParallel(receipts, async ({ receipt, wasUnderWay }) => {
    const deps = await forProject(receipt.projectId)
    const told = await tellProvider(deps, { projectId: receipt.projectId, disconnectionId: receipt.id })
    return entryOf({ receipt: told, wasUnderWay })
  })
}

interface Ended {
  receipt: DisconnectionRow
  wasUnderWay: boolean
}

/** Both at once: what is held must not be redeemed for an account that was just cut off. */
async function end(deps: PanicDeps, account: ConnectedAccountRow): Promise<Ended | undefined> {
  return deps.db.transaction(async (tx) => {
    const inside = { ...deps, db: tx }
    const receipt = await disconnectAccount(inside, account, 'panic')
    return receipt && { receipt, wasUnderWay: (await endUnderWay(inside, account)) > 0 }
  })
}

/** An account whose tokens were refreshed in this very moment is ended with the new ones. */
async function endChanged(deps: PanicDeps, account: ConnectedAccountRow): Promise<Ended | undefined> {
  const [current] = await deps.db
    .select()
    .from(connectedAccounts)
    .where(and(eq(connectedAccounts.projectId, account.projectId), eq(connectedAccounts.id, account.id)))
  if (!current || current.deletedAt !== null || current.credential === null) return undefined
  return end(deps, current)
}

async function rehearse(deps: PanicDeps, account: ConnectedAccountRow): Promise<PanicEntry> {
  const { id, projectId, userId, toolkit } = account
  const underWay = await deps.db
    .select({ id: connectedAccounts.id })
    .from(connectedAccounts)
    .where(
      and(
        eq(connectedAccounts.projectId, projectId),
        eq(connectedAccounts.id, id),
        isUnderWay(connectedAccounts),
      ),
    )
  const named = {
    connected_account_id: id,
    project_id: projectId,
    user_id: userId,
    toolkit,
    was_under_way: underWay.length > 0,
  }
  if (account.credential === null)
    return { ...named, outcome: 'nothing_to_revoke', revoked_tokens: [], problem: null }
  const authConfig = (await authConfigsById(deps, projectId, [account.authConfigId])).get(
    account.authConfigId,
  )
  if (!authConfig || !isRevocable(deps, account))
    return { ...named, outcome: 'not_supported', revoked_tokens: [], problem: null }
  const { revoked, problem } = await revokeTokens(deps, authConfig, valuesOf(deps, account))
  const outcome = problem === undefined ? 'revoked' : 'failed'
  return { ...named, outcome, revoked_tokens: revoked, problem: problem?.detail ?? null }
}

function entryOf({ receipt, wasUnderWay }: Ended): PanicEntry {
  return {
    connected_account_id: receipt.connectedAccountId,
    project_id: receipt.projectId,
    user_id: receipt.userId,
    toolkit: receipt.toolkit,
    outcome: receipt.outcome,
    revoked_tokens: receipt.revokedTokens,
    was_under_way: wasUnderWay,
    problem: receipt.problem,
  }
}

function totalsOf(entries: readonly PanicEntry[]): Record<string, number> {
  const totals: Record<string, number> = {}
  for (const { outcome } of entries) totals[outcome] = (totals[outcome] ?? 0) + 1
  return totals
}

async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  const queue = items.entries()
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return results
}

function matches({ toolkit, user, project }: PanicFilter): SQL | undefined {
  return and(
    isNull(connectedAccounts.deletedAt),
    or(not(isNull(connectedAccounts.credential)), isUnderWay(connectedAccounts)),
    toolkit === undefined ? undefined : eq(connectedAccounts.toolkit, toolkit),
    user === undefined ? undefined : eq(connectedAccounts.userId, user),
    project === undefined ? undefined : eq(connectedAccounts.projectId, project),
  )
}
