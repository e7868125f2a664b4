/**
 * What an app sends: proved, taken apart, matched with the instances it is for, and committed before we answer.
 */
import type { Challenge, TemplateScope, Trigger, Webhook } from '@patchbay/catalog'
import type { Database } from '../db/database.ts'
import { builtOnce } from '../db/prepared.ts'
import { RowWriter } from '../db/row-writer.ts'
import { and, eq, isNull, sql } from '../db/sql.ts'
import type { Deps } from '../deps.ts'
import { recordEvents, type NewEvent } from '../events/events.ts'
import { callForAccount } from '../execution/call-for-account.ts'
import { pickNamedAccount } from '../execution/pick-account.ts'
import type { PollDeps } from './poll.ts'
import { itemOf } from './poll-cursor.ts'
import { triggerEvent } from './trigger-event.ts'
import { withDefaults } from './trigger-config.ts'
import { findTriggerAtVersion, findTriggerType, type TriggerType } from './trigger-types.ts'
import { triggerInstances, type TriggerInstanceRow } from './triggers.table.ts'
import { hashOf, matches, nowScope, payloadFor, renderLoose, valueIn } from './values.ts'
import { isGenuine, type IncomingCall } from './verify.ts'
import { keepSecrets, openSecrets, setupOf, type WebhookEndpointRow } from './webhook-endpoints.ts'

export interface Answer {
  status: number
  body: string
  type?: 'application/json' | 'text/plain'
  headers?: Record<string, string>
}

export interface ReceivedCall extends Pick<IncomingCall, 'raw' | 'headers' | 'query' | 'body'> {
  method: string
}

const accepted: Answer = { status: 200, body: '{"received":true}', type: 'application/json' }
const refused: Answer = {
  status: 401,
  body: '{"error":"the signature is missing, wrong or too old"}',
  type: 'application/json',
}

/** Takes a call at an endpoint. A 2xx means that everything in it is in the database. */
export async function receiveCall(
  deps: PollDeps,
  row: WebhookEndpointRow,
  call: ReceivedCall,
): Promise<Answer> {
  const webhook = webhookOf(deps, row)
  if (!webhook) return accepted
  const asked = await answerChallenge(deps, row, webhook.challenge, call)
  if (asked) return asked
  if (call.method !== 'POST')
    return { status: 405, body: '{"error":"send a POST"}', type: 'application/json' }
  const { url, fields } = openSecrets(deps, row)
  const secret = 'secret' in webhook.verify ? fields[webhook.verify.secret] : undefined
  const listed = webhook.explode === undefined ? undefined : valueIn(call.body, webhook.explode)
  const events = Array.isArray(listed) ? listed : [call.body]
  if (!isGenuine(webhook.verify, { ...call, events, url }, secret, deps.clock.now())) return refused
  await deliverToInstances(deps, row, call)
  return accepted
}

function webhookOf(deps: Pick<Deps, 'catalog' | 'config'>, row: WebhookEndpointRow): Webhook | undefined {
  return row.triggerSlug === null
    ? setupOf(deps, row.toolkit).webhook
    : findTriggerType(deps, row.triggerSlug).trigger.webhook
}

/** The answer to the app's question whether we are there; undefined when this is no such question. */
async function answerChallenge(
  deps: PollDeps,
  row: WebhookEndpointRow,
  rules: readonly Challenge[],
  { method, headers, query, body }: ReceivedCall,
): Promise<Answer | undefined> {
  for (const rule of rules) {
    if (rule.kind === 'ok' && (method === 'HEAD' || method === 'GET')) return { status: 200, body: '' }
    if (rule.kind === 'echo_query') {
      const value = query[rule.name]
      if (typeof value === 'string' && value.length <= 1_000)
        return { status: 200, body: value, type: 'text/plain' }
    }
    if (rule.kind === 'echo_body') {
      const value = valueIn(body, rule.path)
      if (typeof value === 'string' && value.length <= 1_000) {
        return rule.as === 'text'
          ? { status: 200, body: value, type: 'text/plain' }
          : { status: 200, body: JSON.stringify({ [rule.path]: value }), type: 'application/json' }
      }
    }
    if (rule.kind === 'ping' && valueIn(body, rule.path) === rule.equals) {
      return { status: 200, body: JSON.stringify({ [rule.path]: rule.equals }), type: 'application/json' }
    }
    if (rule.kind === 'echo_header') {
      const value = headers[rule.name]
      if (value !== undefined && value.length <= 500) return await shakeHands(deps, row, rule, value)
    }
  }
  return undefined
}

/** The first secret that is told is kept; a later one would be somebody else's. */
async function shakeHands(
  deps: PollDeps,
  row: WebhookEndpointRow,
  { name, keep_as_secret: keeps }: Extract<Challenge, { kind: 'echo_header' }>,
  value: string,
): Promise<Answer> {
  const secrets = openSecrets(deps, row)
  const { secret } = secrets.fields
  if (keeps && secret !== undefined && secret !== value) return refused
  if (keeps && secret === undefined) await keepSecrets(deps, row, { ...secrets, fields: { secret: value } })
  return { status: 200, body: '', headers: { [name]: value } }
}

interface Hit {
  instance: TriggerInstanceRow
  type: TriggerType
  identity: string
  scope: TemplateScope
}

async function deliverToInstances(
  deps: PollDeps,
  row: WebhookEndpointRow,
  call: ReceivedCall,
): Promise<void> {
  const instances = await deps.db
    .select()
    .from(triggerInstances)
    .where(
      and(
        eq(triggerInstances.projectId, row.projectId),
        eq(triggerInstances.endpointId, row.id),
        isNull(triggerInstances.disabledAt),
      ),
    )
  const hits: Hit[] = []
  for (const instance of instances) hits.push(...hitsOf(deps, instance, call))
  const detailed = await Promise.all(hits.map((hit) => withDetail(deps, hit)))
  const now = deps.clock.now()
  const events = detailed.map(({ instance, type, identity, scope }) =>
    triggerEvent(instance, identity, payloadFor(type.trigger.map, scope), now),
  )
  const received = { endpointId: row.id, events, at: now }
  // Large ones go alone, so that those written together stay small.
  if (call.raw.length * Math.max(1, events.length) > mostTogether) await writeReceived(deps.db, [received])
  else await receivedWriterOf(deps.db).add(received)
}

const mostTogether = 128 * 1024

interface Received {
  endpointId: string
  events: readonly NewEvent[]
  at: Date
}

/** Calls that come together are committed together: each alone would wait for the disk, and for the row of its endpoint. */
const receivedWriterOf = builtOnce((db) => new RowWriter<Received>((calls) => writeReceived(db, calls)))

async function writeReceived(db: Database, calls: readonly Received[]): Promise<void> {
  const at = new Date(Math.max(...calls.map((call) => call.at.getTime()))).toISOString()
  const events = calls.flatMap((call) => call.events)
  const instances = sql.param([...new Set(events.map(({ subjectId }) => subjectId))])
  const endpoints = sql.param([...new Set(calls.map(({ endpointId }) => endpointId))])
  await db.transaction(async (tx) => {
    await recordEvents(tx, events)
    // Locked in one order, so that of two that write at once one waits for the other.
    if (events.length > 0)
      await tx.execute(sql`
        update trigger_instances set last_event_at = ${at}::timestamptz where id in (
          select id from trigger_instances where id = any(${instances}::text[]) order by id for no key update)`)
    await tx.execute(sql`
      update webhook_endpoints set last_received_at = ${at}::timestamptz where id in (
        select id from webhook_endpoints where id = any(${endpoints}::text[]) order by id for no key update)`)
  })
}

/** What of a call is for an instance. */
function hitsOf(deps: PollDeps, instance: TriggerInstanceRow, { body, headers }: ReceivedCall): Hit[] {
  const type = findTriggerAtVersion(deps, instance.slug, instance.version)
  const { webhook } = type.trigger
  if (!webhook) return []
  const input = withDefaults(type.trigger, instance.config)
  const listed = webhook.explode === undefined ? [body] : valueIn(body, webhook.explode)
  const hits: Hit[] = []
  for (const event of Array.isArray(listed) ? listed : []) {
    const item = { ...itemOf(event), headers, ...(webhook.explode !== undefined && { parent: body }) }
    const scope: TemplateScope = { input, item, now: nowScope(deps.clock.now()) }
    if (!isRouted(webhook, instance, item) || !matches(webhook.match, item, scope, instance.state.began))
      continue
    const identity = renderLoose(webhook.id, scope)
    hits.push({ instance, type, scope, identity: /[^:]/.test(identity) ? identity : hashOf(event) })
  }
  return hits
}

function isRouted(
  { route }: Webhook,
  { routeKey }: TriggerInstanceRow,
  item: Record<string, unknown>,
): boolean {
  if (!route) return true
  return routeKey === route.keys.map(({ path }) => String(valueIn(item, path) ?? '')).join('\n')
}

async function withDetail(deps: PollDeps, hit: Hit): Promise<Hit> {
  const { trigger, toolkit }: { trigger: Trigger; toolkit: TriggerType['toolkit'] } = hit.type
  const detail = trigger.webhook?.detail
  if (!detail) return hit
  const { projectId, connectedAccountId } = hit.instance
  const account = await pickNamedAccount(deps, { projectId }, connectedAccountId)
  const answer = await callForAccount(deps, toolkit, account, detail, hit.scope)
  // The app sends again what we do not take: the item cannot be had at the moment.
  if (!answer.successful) throw new Error('the detail of an event could not be had')
  return { ...hit, scope: { ...hit.scope, item: itemOf(answer.data) } }
}
