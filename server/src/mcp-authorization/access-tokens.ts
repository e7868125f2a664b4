/** Access tokens of MCP clients, where a request presents one. */
import type { ProjectPrincipal } from '../http/principal.ts'
import { principalOfKey } from '../projects/api-keys.ts'
import { findRecord, type RecordDeps } from './authorization-records.ts'

/** The account of a grant: the key that consented, and the project it acted in. */
export const accountOf = ({ keyId, projectId }: ProjectPrincipal) => `${keyId}:${projectId}`

/**
 * Whom a bearer token stands for at a resource. A token for another resource is no token here (RFC 8707), and one
 * whose key has been revoked is none any more.
 */
export async function principalOfToken(
  deps: RecordDeps,
  token: string,
  resource: string,
): Promise<ProjectPrincipal | undefined> {
  const record = await findRecord(deps, 'AccessToken', token)
  if (record?.accountId === undefined || record['aud'] !== resource) return undefined
  const [keyId = '', projectId = ''] = record.accountId.split(':')
  return principalOfKey(deps.db, keyId, projectId)
}
