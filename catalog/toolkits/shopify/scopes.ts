/** Shopify's scopes; a write scope includes reading. */
import type { ScopeRequirements } from '../../src/manifest/manifest.ts'

export const reading = (subject: string): ScopeRequirements => ({
  all_of: [{ any_of: [`read_${subject}`, `write_${subject}`] }],
})
export const writing = (subject: string): ScopeRequirements => ({ all_of: [`write_${subject}`] })

/** What a new connection asks for. Orders older than 60 days need read_all_orders, which Shopify grants by hand. */
export const defaultScopes = [
  'read_customers',
  'read_orders',
  'read_products',
  'write_customers',
  'write_orders',
  'write_products',
]
