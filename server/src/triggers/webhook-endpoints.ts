/** The URLs that apps call: made, configured, found again by the token in them. */
import { createHash } from 'node:crypto'
import type { SetupField, Trigger } from '@patchbay/catalog'
import { and, asc, eq, sql } from '../db/sql.ts'
import { newId, newToken } from '../db/ids.ts'
import type { Database } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { findToolkit } from '../toolkits/toolkits.ts'
import type { SealContext } from '../vault/vault.ts'
import { webhookEndpoints, type WebhookEndpointRow } from './triggers.table.ts'

export type { WebhookEndpointRow } from './triggers.table.ts'

export interface EndpointSecrets {
  /** The whole URL. */
  url: string
  /** What calls are proved with, by the name that the trigger type uses. */
  fields: Record<string, string>
}

type EndpointDeps = Pick<Deps, 'db' | 'vault' | 'clock'>

export interface NewEndpoint {
  projectId: string
  toolkit: string
  clientId?: string
  accountId?: string
  triggerSlug?: string
  shareKey?: string
  fields: Record<string, string>
}

/** Path of the calls of apps, below the origin. */
export const ingressPath = '/api/v3.1/webhooks/ingress'

/** Makes an endpoint, or finds the one that there is for the same app or hook. */
export async function makeEndpoint(
  { db, vault, clock }: EndpointDeps,
  origin: string,
  wanted: NewEndpoint,
): Promise<{ row: WebhookEndpointRow; isNew: boolean }> {
  const { fields, ...place } = wanted
  const id = newId('webhookEndpoint')
  const token = newToken()
  const secrets: EndpointSecrets = { url: `${origin}${ingressPath}/${token}`, fields }
  const [row] = await db
    .insert(webhookEndpoints)
    .values({
      id,
      ...place,
      tokenHash: hashToken(token),
      secrets: vault.seal(contextOf({ id, projectId: wanted.projectId }, 1), secrets),
      secretsVersion: 1,
      createdAt: clock.now(),
    })
    .onConflictDoNothing()
    .returning()
  if (row) return { row, isNew: true }
  const existing = await findSame(db, wanted)
  if (!existing) throw new Error('the endpoint neither could be made nor exists')
  return { row: existing, isNew: false }
}

async function findSame(db: Database, wanted: NewEndpoint): Promise<WebhookEndpointRow | undefined> {
  const { projectId, toolkit, clientId, accountId, shareKey } = wanted
  const [row] = await db
    .select()
    .from(webhookEndpoints)
    .where(
      and(
        eq(webhookEndpoints.projectId, projectId),
        eq(webhookEndpoints.toolkit, toolkit),
        clientId === undefined
          ? and(
              eq(webhookEndpoints.accountId, accountId ?? ''),
              eq(webhookEndpoints.shareKey, shareKey ?? ''),
            )
          : eq(webhookEndpoints.clientId, clientId),
      ),
    )
  return row
}

/** The endpoint of an OAuth app, if the developer made one. */
export async function endpointOfApp(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  toolkit: string,
  clientId: string,
): Promise<WebhookEndpointRow | undefined> {
  return findSame(db, { projectId, toolkit, clientId, fields: {} })
}

/** The endpoint that a URL's token names, of whatever project: the token is the proof. */
export async function endpointByToken(
  { db }: Pick<Deps, 'db'>,
  token: string,
): Promise<WebhookEndpointRow | undefined> {
  if (!/^[\w-]{43}$/.test(token)) return undefined
  const [row] = await db
    .select()
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.tokenHash, hashToken(token)))
  return row
}

/** Endpoints of OAuth apps, the oldest first. */
export async function listEndpoints(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  toolkit: string | undefined,
): Promise<WebhookEndpointRow[]> {
  return db
    .select()
    .from(webhookEndpoints)
    .where(
      and(
        eq(webhookEndpoints.projectId, projectId),
        sql`${webhookEndpoints.clientId} is not null`,
        toolkit === undefined ? undefined : eq(webhookEndpoints.toolkit, toolkit.toLowerCase()),
      ),
    )
    .orderBy(asc(webhookEndpoints.createdAt), asc(webhookEndpoints.id))
}

/** An endpoint of an OAuth app. @throws {ApiError} WebhookEndpointNotFound */
export async function findEndpoint(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  id: string,
): Promise<WebhookEndpointRow> {
  const [row] = await db
    .select()
    .from(webhookEndpoints)
    .where(
      and(
        eq(webhookEndpoints.projectId, projectId),
        eq(webhookEndpoints.id, id),
        sql`${webhookEndpoints.clientId} is not null`,
      ),
    )
  if (row) return row
  throw new ApiError('WebhookEndpointNotFound', `Webhook endpoint ${id.slice(0, 64)} not found`)
}

/**
 * Makes the endpoint of an OAuth app; the one that there is, if there is one.
 * @throws {ApiError} ToolkitNotFound; WebhookEndpointInvalid for a toolkit that needs none
 */
export async function makeAppEndpoint(
  deps: EndpointDeps & Pick<Deps, 'catalog' | 'config'>,
  origin: string,
  projectId: string,
  slug: string,
  clientId: string,
): Promise<{ row: WebhookEndpointRow; isNew: boolean }> {
  const toolkit = findToolkit(deps, slug.toLowerCase())
  setupOf(deps, toolkit.slug)
  return makeEndpoint(deps, origin, { projectId, toolkit: toolkit.slug, clientId, fields: {} })
}

/** The trigger type that says how calls at a toolkit's endpoint are proved. @throws {ApiError} WebhookEndpointInvalid */
export function setupOf(deps: Pick<Deps, 'catalog' | 'config'>, slug: string): Trigger {
  const trigger = (findToolkit(deps, slug).triggers ?? []).find(
    ({ webhook }) => webhook !== undefined && webhook.setup !== 'auto',
  )
  if (trigger) return trigger
  const line = `toolkit_slug: ${slug} has no triggers that need a webhook endpoint`
  throw new ApiError('WebhookEndpointInvalid', line, {
    errors: [line],
    suggestedFix:
      'GET /api/v3.1/triggers_types says with requires_webhook_endpoint_setup which types need one.',
  })
}

/** Replaces or merges the fields of an endpoint. @throws {ApiError} WebhookEndpointInvalid naming the field */
export async function configureEndpoint(
  deps: EndpointDeps & Pick<Deps, 'catalog' | 'config'>,
  projectId: string,
  id: string,
  data: Readonly<Record<string, string>>,
  mode: 'replace' | 'merge',
): Promise<WebhookEndpointRow> {
  const row = await findEndpoint(deps, projectId, id)
  const { url, fields } = openSecrets(deps, row)
  const next = mode === 'merge' ? { ...fields, ...data } : { ...data }
  checkFields(setupOf(deps, row.toolkit).webhook?.setup_fields ?? [], next, mode)
  return keepSecrets(deps, row, { url, fields: next })
}

function checkFields(
  declared: readonly SetupField[],
  data: Readonly<Record<string, string>>,
  mode: string,
): void {
  const errors: string[] = []
  for (const name of Object.keys(data)) {
    if (!declared.some((field) => field.name === name))
      errors.push(`data.${name.slice(0, 64)}: is no field of this toolkit`)
  }
  for (const { name, required } of declared) {
    const isMissing = !Object.hasOwn(data, name) || data[name]?.trim() === ''
    if (isMissing && required && (mode === 'replace' || Object.hasOwn(data, name)))
      errors.push(`data.${name}: is required`)
  }
  if (errors.length === 0) return
  throw new ApiError('WebhookEndpointInvalid', `Invalid body: ${errors.join('; ')}`, {
    errors,
    suggestedFix: `Fields of this toolkit: ${declared.map(({ name }) => name).join(', ')}.`,
  })
}

/** Seals other secrets for the endpoint. */
export async function keepSecrets(
  { db, vault }: Pick<Deps, 'db' | 'vault'>,
  row: WebhookEndpointRow,
  secrets: EndpointSecrets,
): Promise<WebhookEndpointRow> {
  const version = row.secretsVersion + 1
  const [kept] = await db
    .update(webhookEndpoints)
    .set({ secrets: vault.seal(contextOf(row, version), secrets), secretsVersion: version })
    .where(
      and(
        eq(webhookEndpoints.projectId, row.projectId),
        eq(webhookEndpoints.id, row.id),
        eq(webhookEndpoints.secretsVersion, row.secretsVersion),
      ),
    )
    .returning()
  if (kept) return kept
  throw new ApiError('WebhookEndpointInvalid', 'The endpoint was changed by somebody else meanwhile')
}

export function openSecrets({ vault }: Pick<Deps, 'vault'>, row: WebhookEndpointRow): EndpointSecrets {
  return vault.open<EndpointSecrets>(contextOf(row, row.secretsVersion), row.secrets).reveal()
}

/** Fields as they may be shown: the secret ones masked. */
export function maskedFields(
  deps: Pick<Deps, 'vault' | 'catalog' | 'config'>,
  row: WebhookEndpointRow,
): Record<string, string> | null {
  const entries = Object.entries(openSecrets(deps, row).fields)
  if (entries.length === 0) return null
  const declared = setupOf(deps, row.toolkit).webhook?.setup_fields ?? []
  const isSecret = (name: string) => declared.find((field) => field.name === name)?.secret !== false
  return Object.fromEntries(entries.map(([name, value]) => [name, isSecret(name) ? '********' : value]))
}

export async function dropEndpoint(
  db: Database,
  { projectId, id }: Pick<WebhookEndpointRow, 'projectId' | 'id'>,
): Promise<void> {
  await db
    .delete(webhookEndpoints)
    .where(and(eq(webhookEndpoints.projectId, projectId), eq(webhookEndpoints.id, id)))
}

const hashToken = (token: string) => createHash('sha256').update(token).digest('hex')

function contextOf(
  { id, projectId }: Pick<WebhookEndpointRow, 'id' | 'projectId'>,
  version: number,
): SealContext {
  return { projectId, table: 'webhook_endpoints', rowId: id, column: 'secrets', version }
}
