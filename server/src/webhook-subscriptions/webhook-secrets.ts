/** The signing secrets of a subscription: the current one and, for a while after a rotation, the one before. */
import { randomBytes } from 'node:crypto'
import type { Deps } from '../deps.ts'
import type { SealContext } from '../vault/vault.ts'
import type { WebhookSubscriptionRow } from './webhook-subscriptions.table.ts'

export interface WebhookSecrets {
  current: string
  previous?: string
}

/** How long receivers may go on with the secret before a rotation. */
export const rotationOverlapMs = 24 * 3_600_000

/** 256 random bits in hex: a text that every receiver can keep as it is. */
export function newWebhookSecret(): string {
  return randomBytes(32).toString('hex')
}

type Place = Pick<WebhookSubscriptionRow, 'id' | 'projectId'>

export function sealSecrets(
  { vault }: Pick<Deps, 'vault'>,
  place: Place,
  secrets: WebhookSecrets,
  version: number,
): Buffer {
  return vault.seal(contextOf(place, version), secrets)
}

export function openSecrets(
  { vault }: Pick<Deps, 'vault'>,
  row: Pick<WebhookSubscriptionRow, 'id' | 'projectId' | 'secrets' | 'secretsVersion'>,
): WebhookSecrets {
  return vault.open<WebhookSecrets>(contextOf(row, row.secretsVersion), row.secrets).reveal()
}

/** The secrets that a delivery is signed with now, the current one first. */
export function signingSecrets(deps: Pick<Deps, 'vault' | 'clock'>, row: WebhookSubscriptionRow): string[] {
  const { current, previous } = openSecrets(deps, row)
  const overlaps = row.previousSecretUntil !== null && row.previousSecretUntil > deps.clock.now()
  return overlaps && previous !== undefined ? [current, previous] : [current]
}

function contextOf({ id, projectId }: Place, version: number): SealContext {
  return { projectId, table: 'webhook_subscriptions', rowId: id, column: 'secrets', version }
}
