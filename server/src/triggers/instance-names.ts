/** What every event about a trigger instance says first: which one, and whose. */
import type { TriggerInstanceRow } from './triggers.table.ts'

export function namesOf(row: TriggerInstanceRow) {
  return {
    trigger_id: row.id,
    trigger_slug: row.slug,
    connected_account_id: row.connectedAccountId,
    auth_config_id: row.authConfigId,
    user_id: row.userId,
  }
}
