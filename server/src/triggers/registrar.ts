/**
 * The hooks that the server has at providers: made when the first instance needs one, shared by those of the same
 * account and key, ended when the last goes, renewed before the provider ends them.
 */
import { randomBytes } from 'node:crypto'
import type { TemplateScope, Trigger, Webhook } from '@patchbay/catalog'
import { and, count, eq, isNull } from '../db/sql.ts'
import { callForAccount } from '../execution/call-for-account.ts'
import { pickNamedAccount, type PickedAccount } from '../execution/pick-account.ts'
import { ApiError } from '../http/errors.ts'
import type { PollDeps } from './poll.ts'
import { withDefaults } from './trigger-config.ts'
import { findTriggerAtVersion, type TriggerType } from './trigger-types.ts'
import { triggerInstances, webhookEndpoints, type TriggerInstanceRow } from './triggers.table.ts'
import { nowScope, renderLoose, valueIn } from './values.ts'
import {
  dropEndpoint,
  keepSecrets,
  makeEndpoint,
  openSecrets,
  type WebhookEndpointRow,
} from './webhook-endpoints.ts'

/** What an instance will be. */
export interface HookOwner {
  id: string
  projectId: string
  config: Record<string, unknown>
}

/**
 * The hook for an instance, made at the provider unless there is one to share.
 * @throws {ApiError} TriggerSetupFailed with what the provider says
 */
export async function ensureHook(
  deps: PollDeps,
  { trigger, toolkit }: TriggerType,
  account: PickedAccount,
  owner: HookOwner,
  origin: string,
): Promise<WebhookEndpointRow> {
  const { webhook } = trigger
  const { create } = webhook ?? {}
  if (!webhook || !create) throw new Error(`${trigger.slug} has no hook to make`)
  const input = withDefaults(trigger, owner.config)
  const shareKey = webhook.share === undefined ? owner.id : renderLoose(webhook.share, { input })
  const secret = randomBytes(32).toString('hex')
  const { row, isNew } = await makeEndpoint(deps, origin, {
    projectId: owner.projectId,
    toolkit: toolkit.slug,
    accountId: account.id,
    triggerSlug: trigger.slug,
    shareKey,
    // Whoever makes the secret up: one that the provider tells is kept when it does.
    fields: create.secret === undefined && !keepsHeader(webhook) ? { secret } : {},
  })
  if (!isNew && row.upstreamId !== null) return row
  try {
    return await register(deps, { trigger, toolkit }, account, row, input)
  } catch (error) {
    if (isNew) await dropEndpoint(deps.db, row)
    throw error
  }
}

async function register(
  deps: PollDeps,
  { trigger, toolkit }: TriggerType,
  account: PickedAccount,
  row: WebhookEndpointRow,
  input: Record<string, unknown>,
): Promise<WebhookEndpointRow> {
  const create = trigger.webhook?.create
  if (!create) throw new Error(`${trigger.slug} has no hook to make`)
  const result = await callForAccount(deps, toolkit, account, create.call, scopeOf(deps, row, input))
  const id = create.id === undefined ? row.id : valueIn(result.data, create.id)
  if (!result.successful || id === undefined || id === null) throw setupFailed(trigger, result.error)
  const secret = create.secret === undefined ? undefined : valueIn(result.data, create.secret)
  // A handshake during the call may have changed the endpoint.
  const [current] = await deps.db.select().from(webhookEndpoints).where(eq(webhookEndpoints.id, row.id))
  if (!current) throw setupFailed(trigger, 'the trigger was deleted meanwhile')
  if (typeof secret === 'string') {
    await keepSecrets(deps, current, { ...openSecrets(deps, current), fields: { secret } })
  }
  const kept = Object.entries(create.keep ?? {}).map(([name, path]) => [
    name,
    String(valueIn(result.data, path) ?? ''),
  ])
  const [saved] = await deps.db
    .update(webhookEndpoints)
    .set({
      upstreamId: String(id),
      kept: Object.fromEntries(kept),
      expiresAt: endOf(create.expires === undefined ? undefined : valueIn(result.data, create.expires)),
      lastError: null,
    })
    .where(and(eq(webhookEndpoints.projectId, row.projectId), eq(webhookEndpoints.id, row.id)))
    .returning()
  return saved ?? current
}

/** Ends the hook at the provider and forgets it, unless another instance at work uses it. */
export async function releaseHook(deps: PollDeps, instance: TriggerInstanceRow): Promise<void> {
  if (instance.endpointId === null) return
  const [row] = await deps.db
    .select()
    .from(webhookEndpoints)
    .where(
      and(eq(webhookEndpoints.projectId, instance.projectId), eq(webhookEndpoints.id, instance.endpointId)),
    )
  // An app's endpoint is the developer's.
  if (!row || row.clientId !== null) return
  const [users] = await deps.db
    .select({ rows: count() })
    .from(triggerInstances)
    .where(and(eq(triggerInstances.endpointId, row.id), isNull(triggerInstances.disabledAt)))
  if ((users?.rows ?? 0) > 0) return
  await endUpstream(deps, instance, row)
  await dropEndpoint(deps.db, row)
}

/** The provider's refusal is logged and no more: the account may be dead, and the hook leads nowhere from now on. */
async function endUpstream(
  deps: PollDeps,
  instance: TriggerInstanceRow,
  row: WebhookEndpointRow,
): Promise<void> {
  try {
    const { trigger, toolkit } = findTriggerAtVersion(deps, instance.slug, instance.version)
    const call = trigger.webhook?.delete
    if (!call || row.upstreamId === null) return
    const account = await pickNamedAccount(deps, { projectId: row.projectId }, row.accountId ?? '')
    const input = withDefaults(trigger, instance.config)
    const { error } = await callForAccount(deps, toolkit, account, call, scopeOf(deps, row, input))
    if (error !== null)
      deps.log.warn({ endpoint: row.id, error }, 'a hook could not be ended at the provider')
  } catch (error) {
    deps.log.warn({ err: error, endpoint: row.id }, 'a hook could not be ended at the provider')
  }
}

/** Renews a hook that ends soon: longer, or another one in its place. */
export async function renewHook(deps: PollDeps, row: WebhookEndpointRow): Promise<void> {
  const [instance] = await deps.db
    .select()
    .from(triggerInstances)
    .where(and(eq(triggerInstances.endpointId, row.id), isNull(triggerInstances.disabledAt)))
    .limit(1)
  if (!instance) return
  const type = findTriggerAtVersion(deps, instance.slug, instance.version)
  const { webhook } = type.trigger
  const account = await pickNamedAccount(deps, { projectId: row.projectId }, row.accountId ?? '')
  const input = withDefaults(type.trigger, instance.config)
  if (!webhook?.renew) {
    await endUpstream(deps, instance, row)
    await register(deps, type, account, row, input)
    return
  }
  const result = await callForAccount(deps, type.toolkit, account, webhook.renew, scopeOf(deps, row, input))
  if (!result.successful) throw setupFailed(type.trigger, result.error)
  const path = webhook.create?.expires
  await deps.db
    .update(webhookEndpoints)
    .set({ expiresAt: endOf(path === undefined ? undefined : valueIn(result.data, path)), lastError: null })
    .where(and(eq(webhookEndpoints.projectId, row.projectId), eq(webhookEndpoints.id, row.id)))
}

function scopeOf(deps: PollDeps, row: WebhookEndpointRow, input: Record<string, unknown>): TemplateScope {
  const { url, fields } = openSecrets(deps, row)
  const hook = {
    ...row.kept,
    url,
    // Some providers take only letters, digits and dashes for an id.
    key: row.id.replaceAll('_', '-') + row.tokenHash.slice(0, 8) + String(deps.clock.now().getTime()),
    ...(fields['secret'] !== undefined && { secret: fields['secret'] }),
    ...(row.upstreamId !== null && {
      id: /^\d{1,15}$/.test(row.upstreamId) ? Number(row.upstreamId) : row.upstreamId,
    }),
  }
  return { input, hook, now: nowScope(deps.clock.now()) }
}

const keepsHeader = ({ challenge }: Webhook) =>
  challenge.some((rule) => rule.kind === 'echo_header' && rule.keep_as_secret)

/** ISO 8601, or milliseconds since 1970. */
function endOf(value: unknown): Date | null {
  const at =
    typeof value === 'string' && !/^\d+$/.test(value) ? Date.parse(value) : Number(value ?? Number.NaN)
  return Number.isFinite(at) && at > 0 && at < 8.64e15 ? new Date(at) : null
}

function setupFailed(trigger: Trigger, error: string | null): ApiError {
  const reason = error ?? 'the provider did not say which hook it made'
  return new ApiError(
    'TriggerSetupFailed',
    `${trigger.slug} could not be set up at the provider: ${reason}`,
    {
      ...(trigger.instructions !== '' && { suggestedFix: trigger.instructions }),
    },
  )
}
