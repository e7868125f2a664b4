/** HubSpot scopes, one pair for each kind of record. */
import type { ScopeRequirements } from '../../src/manifest/manifest.ts'

export type Access = { read: ScopeRequirements; write: ScopeRequirements }

const anyOf = (...scopes: string[]): ScopeRequirements => ({ all_of: [{ any_of: scopes }] })

/** `crm.objects.deals.read` and `crm.objects.deals.write`; those that write may not read. */
export const objects = (kind: string): Access => ({
  read: anyOf(`crm.objects.${kind}.read`),
  write: anyOf(`crm.objects.${kind}.write`),
})

/** Objects that also have an older scope for reading and writing. */
export const objectsOr = (kind: string, older: string): Access => ({
  read: anyOf(`crm.objects.${kind}.read`, older),
  write: anyOf(`crm.objects.${kind}.write`, older),
})

export const tickets: Access = { read: anyOf('tickets'), write: anyOf('tickets') }

export const canReadOwners = anyOf('crm.objects.owners.read')

/** What a new connection asks for. */
export const defaultScopes = [
  'oauth',
  'crm.objects.contacts.read',
  'crm.objects.contacts.write',
  'crm.objects.companies.read',
  'crm.objects.companies.write',
  'crm.objects.deals.read',
  'crm.objects.deals.write',
  'crm.objects.owners.read',
  'crm.schemas.contacts.read',
  'crm.schemas.companies.read',
  'crm.schemas.deals.read',
  'tickets',
]
