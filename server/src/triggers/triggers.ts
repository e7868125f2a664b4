/** Trigger instances: a trigger type at work for one account. */
import type { Deps } from '../deps.ts'
import { type SQL, and, count, desc, eq, inArray, isNull, sql } from '../db/sql.ts'
import { newId } from '../db/ids.ts'
import { openAccount } from '../connected-accounts/connected-accounts.ts'
import { callForAccount } from '../execution/call-for-account.ts'
import { pickAccount, type PickedAccount } from '../execution/pick-account.ts'
import { type Page, pageRequest, pageResult } from '../http/contract.ts'
import { ApiError } from '../http/errors.ts'
import type { ToolkitVersions } from '../tools/toolkit-versions.ts'
import type { PollDeps } from './poll.ts'
import type { PollState } from './poll-cursor.ts'
import { stallsAfter } from './poll-schedule.ts'
import { ensureHook, releaseHook } from './registrar.ts'
import { checkConfig, withDefaults } from './trigger-config.ts'
import { findTriggerAtVersion, findTriggerType, type TriggerType } from './trigger-types.ts'
import { triggerInstances, type TriggerInstanceRow } from './triggers.table.ts'
import { hashOf, nowScope, renderLoose } from './values.ts'
import { endpointOfApp, openSecrets } from './webhook-endpoints.ts'

export type { TriggerInstanceRow } from './triggers.table.ts'

export interface WantedInstance {
  slug: string
  connectedAccountId: string | undefined
  userId: string | undefined
  config: Readonly<Record<string, unknown>>
  versions: ToolkitVersions
}

/**
 * Puts a trigger type to work. The same type, account and configuration is the same instance: it is enabled again.
 * @param origin under which apps reach this server
 * @throws {ApiError} TriggerTypeNotFound, TriggerConfigInvalid, TriggerScopesMissing, TriggerSetupFailed; of accounts as `pickAccount`
 */
export async function upsertInstance(
  deps: PollDeps,
  projectId: string,
  wanted: WantedInstance,
  origin: string,
): Promise<{ row: TriggerInstanceRow; isNew: boolean }> {
  const type = findTriggerType(deps, wanted.slug, wanted.versions)
  const { trigger, toolkit } = type
  const { connectedAccountId, userId } = wanted
  const account = await pickAccount(deps, { projectId, connectedAccountId, userId }, toolkit, true)
  if (!account) throw new ApiError('NoConnectedAccount', `${trigger.slug} needs a connected account`)
  const config = checkConfig(trigger, toolkit.version, wanted.config)
  await checkScopes(deps, type, account)
  const configHash = hashOf(
    Object.entries(withDefaults(trigger, config)).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )
  const same = and(
    eq(triggerInstances.projectId, projectId),
    eq(triggerInstances.connectedAccountId, account.id),
    eq(triggerInstances.slug, trigger.slug),
    eq(triggerInstances.configHash, configHash),
  )
  const [existing] = await deps.db.select().from(triggerInstances).where(same)
  if (existing) return { row: await enable(deps, existing, type, account, origin), isNew: false }
  const now = deps.clock.now()
  const id = newId('triggerInstance')
  const attached = await attach(deps, type, account, { id, projectId, config }, origin)
  const [row] = await deps.db
    .insert(triggerInstances)
    .values({
      id,
      projectId,
      toolkit: toolkit.slug,
      slug: trigger.slug,
      version: toolkit.version,
      connectedAccountId: account.id,
      authConfigId: account.authConfigId,
      userId: account.userId,
      config,
      configHash,
      ...attached,
      state: { began: now.toISOString() } satisfies PollState,
      ...firstPoll(type, config, now),
      createdAt: now,
      updatedAt: now,
    })
    .onConflictDoNothing()
    .returning()
  if (row) return { row, isNew: true }
  const [other] = await deps.db.select().from(triggerInstances).where(same)
  if (!other) throw new Error('the instance neither could be made nor exists')
  return { row: other, isNew: false }
}

/** @throws {ApiError} TriggerScopesMissing when the provider said which scopes it granted, and none of them will do. */
async function checkScopes(deps: PollDeps, { trigger }: TriggerType, account: PickedAccount): Promise<void> {
  if (!trigger.scopes) return
  const { credential } = await openAccount(deps, account)
  const granted = String(credential.reveal()['scope'] ?? '')
    .split(/[\s,]+/)
    .filter(Boolean)
  if (granted.length === 0 || trigger.scopes.some((scope) => granted.includes(scope))) return
  const needs = trigger.scopes.length === 1 ? 'the scope' : 'one of the scopes'
  throw new ApiError(
    'TriggerScopesMissing',
    `${trigger.slug} needs ${needs} ${trigger.scopes.join(', ')}; the account ${account.id} was granted ${granted.join(', ')}`,
    { errors: [`connected_account_id: needs ${needs} ${trigger.scopes.join(', ')}`] },
  )
}

/** Where the app's calls come in, for types that are called. */
async function attach(
  deps: PollDeps,
  type: TriggerType,
  account: PickedAccount,
  owner: { id: string; projectId: string; config: Record<string, unknown> },
  origin: string,
): Promise<Pick<TriggerInstanceRow, 'endpointId' | 'routeKey'>> {
  const { webhook } = type.trigger
  if (!webhook) return { endpointId: null, routeKey: null }
  if (webhook.setup === 'auto') {
    const { id } = await ensureHook(deps, type, account, owner, origin)
    return { endpointId: id, routeKey: null }
  }
  return {
    endpointId: await appEndpoint(deps, type, account),
    routeKey: await routeKeyOf(deps, type, account, owner.config),
  }
}

/** The endpoint that the developer made for the account's OAuth app. */
async function appEndpoint(
  deps: PollDeps,
  { trigger, toolkit }: TriggerType,
  account: PickedAccount,
): Promise<string> {
  const { config } = await openAccount(deps, account)
  const clientId = { ...config.publicFields, ...config.secret.reveal() }['client_id'] ?? account.authConfigId
  const endpoint = await endpointOfApp(deps, account.projectId, toolkit.slug, clientId)
  const isReady = endpoint && Object.keys(openSecrets(deps, endpoint).fields).length > 0
  if (isReady) return endpoint.id
  const problem = endpoint ? 'has no secret yet' : 'does not exist'
  throw new ApiError(
    'TriggerSetupFailed',
    `${trigger.slug} needs a webhook endpoint for the app ${clientId}, which ${problem}`,
    {
      suggestedFix: endpoint
        ? `POST /api/v3.1/webhook_endpoints/${endpoint.id} {"data": {…}} with ${(trigger.webhook?.setup_fields ?? []).map(({ name }) => name).join(', ')}.`
        : `POST /api/v3.1/webhook_endpoints {"toolkit_slug": "${toolkit.slug}", "client_id": "${clientId}"}, then enter its URL at the provider and its secret here.`,
    },
  )
}

/** What an event must say to be this account's. */
async function routeKeyOf(
  deps: PollDeps,
  { trigger, toolkit }: TriggerType,
  account: PickedAccount,
  config: Readonly<Record<string, unknown>>,
): Promise<string | null> {
  const route = trigger.webhook?.route
  if (!route) return null
  const input = withDefaults(trigger, config)
  const scope = { input, now: nowScope(deps.clock.now()) }
  const answer = route.call ? await callForAccount(deps, toolkit, account, route.call, scope) : undefined
  if (answer && !answer.successful) {
    throw new ApiError(
      'TriggerSetupFailed',
      `The account’s events cannot be told from others’: ${answer.error}`,
    )
  }
  const parts = route.keys.map(({ equals }) => renderLoose(equals, { ...scope, item: answer?.data ?? {} }))
  if (parts.some((part) => part === '')) {
    throw new ApiError('TriggerSetupFailed', 'The provider does not say whose events the account’s are')
  }
  return parts.join('\n')
}

/** When an instance that begins, or begins again, is polled, and by when that must have worked. */
function firstPoll(
  { trigger }: TriggerType,
  config: Readonly<Record<string, unknown>>,
  now: Date,
): Pick<TriggerInstanceRow, 'nextPollAt' | 'stallsAt' | 'stalledAt'> {
  if (!trigger.poll) return { nextPollAt: null, stallsAt: null, stalledAt: null }
  const { interval } = withDefaults(trigger, config)
  return { nextPollAt: now, stallsAt: stallsAfter(now, interval), stalledAt: null }
}

async function enable(
  deps: PollDeps,
  row: TriggerInstanceRow,
  type: TriggerType,
  account: PickedAccount,
  origin: string,
): Promise<TriggerInstanceRow> {
  if (row.disabledAt === null) return row
  const attached = await attach(deps, type, account, row, origin)
  const now = deps.clock.now()
  const [enabled] = await deps.db
    .update(triggerInstances)
    .set({
      ...attached,
      disabledAt: null,
      disabledBy: null,
      disabledReason: null,
      ...firstPoll(type, row.config, now),
      updatedAt: now,
    })
    .where(one(row.projectId, row.id))
    .returning()
  return enabled ?? row
}

/**
 * Enables or disables an instance; one that is so already stays so.
 * @throws {ApiError} TriggerNotFound; as `upsertInstance` when it is enabled
 */
export async function setInstanceEnabled(
  deps: PollDeps,
  projectId: string,
  id: string,
  isEnabled: boolean,
  origin: string,
): Promise<void> {
  const row = await findInstance(deps, projectId, id)
  if (isEnabled) {
    if (row.disabledAt === null) return
    const type = findTriggerAtVersion(deps, row.slug, row.version)
    const account = await pickAccount(
      deps,
      { projectId, connectedAccountId: row.connectedAccountId },
      type.toolkit,
      true,
    ).catch(refuseUnusable)
    if (account) await enable(deps, row, type, account, origin)
    return
  }
  const now = deps.clock.now()
  await deps.db
    .update(triggerInstances)
    .set({
      disabledAt: row.disabledAt ?? now,
      disabledBy: 'user',
      disabledReason: null,
      nextPollAt: null,
      stallsAt: null,
      stalledAt: null,
      leasedUntil: null,
      claims: sql`${triggerInstances.claims} + 1`,
      updatedAt: now,
    })
    .where(one(projectId, id))
  await releaseHook(deps, row)
}

/** The contract of enabling knows no 422. */
function refuseUnusable(error: unknown): never {
  if (!(error instanceof ApiError) || error.kind !== 'ConnectedAccountUnusable') throw error
  throw new ApiError('TriggerSetupFailed', error.message, {
    suggestedFix: 'Have the user connect the account again, then enable the trigger.',
  })
}

/** Deletes an instance, and its hook when it was the last to use it. @throws {ApiError} TriggerNotFound */
export async function deleteInstance(deps: PollDeps, projectId: string, id: string): Promise<void> {
  const row = await findInstance(deps, projectId, id)
  await deps.db.delete(triggerInstances).where(one(projectId, id))
  await releaseHook(deps, row)
}

/** @throws {ApiError} TriggerNotFound, also for one of another project */
export async function findInstance(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  id: string,
): Promise<TriggerInstanceRow> {
  const [row] = await db.select().from(triggerInstances).where(one(projectId, id))
  if (row) return row
  throw new ApiError('TriggerNotFound', `Trigger instance ${id.slice(0, 64)} not found`)
}

/** Those of these instances that the project has. */
export async function findInstances(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  ids: readonly string[],
): Promise<TriggerInstanceRow[]> {
  return db
    .select()
    .from(triggerInstances)
    .where(and(eq(triggerInstances.projectId, projectId), inArray(triggerInstances.id, [...ids])))
}

/** Today's id of the instance that has this UUID. */
export async function instanceIdOf(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  uuid: string,
): Promise<string | undefined> {
  const [row] = await db
    .select({ id: triggerInstances.id })
    .from(triggerInstances)
    .where(and(eq(triggerInstances.projectId, projectId), eq(triggerInstances.uuid, uuid)))
  return row?.id
}

export interface ListInstances {
  userIds: string[] | undefined
  accountIds: string[] | undefined
  authConfigIds: string[] | undefined
  ids: string[] | undefined
  slugs: string[] | undefined
  showDisabled: boolean
  limit: number
  cursor: string | undefined
  /** Counted from 1; the older way of paging. */
  page: number | undefined
}

/** One page, newest first. */
export async function listInstances(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  wanted: ListInstances,
): Promise<Page<TriggerInstanceRow>> {
  const byNumber = wanted.cursor === undefined && wanted.page !== undefined
  const request = byNumber
    ? { offset: ((wanted.page ?? 1) - 1) * wanted.limit, limit: wanted.limit, page: wanted.page ?? 1 }
    : pageRequest(wanted.cursor, wanted.limit)
  const table = triggerInstances
  const among = (column: Parameters<typeof inArray>[0], values: string[] | undefined): SQL | undefined =>
    values && inArray(column, values)
  const where = and(
    eq(table.projectId, projectId),
    wanted.showDisabled ? undefined : isNull(table.disabledAt),
    among(table.userId, wanted.userIds),
    among(table.connectedAccountId, wanted.accountIds),
    among(table.authConfigId, wanted.authConfigIds),
    among(table.id, wanted.ids),
    among(
      table.slug,
      wanted.slugs?.map((slug) => slug.toUpperCase()),
    ),
  )
  const [total] = await db.select({ rows: count() }).from(table).where(where)
  const rows = await db
    .select()
    .from(table)
    .where(where)
    .orderBy(desc(table.createdAt), desc(table.id))
    .limit(request.limit)
    .offset(request.offset)
  return pageResult(rows, total?.rows ?? 0, request)
}

const one = (projectId: string, id: string) =>
  and(eq(triggerInstances.projectId, projectId), eq(triggerInstances.id, id))
