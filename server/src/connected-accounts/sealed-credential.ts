/** The credential column: sealed for one row and one version, see `vault/envelope.ts`. */
import type { Secret, Vault } from '../vault/vault.ts'
import type { ConnectedAccountRow } from './connected-accounts.table.ts'

/**
 * A flat record, as templates name it in the `conn` namespace: access_token, refresh_token, generic_api_key,
 * token, username, password, subdomain, team.id, …
 */
export type Credential = Record<string, string>

type RowName = Pick<ConnectedAccountRow, 'projectId' | 'id'>

/** Seals a credential as the given version of a row's. */
export function sealCredential(vault: Vault, row: RowName, version: number, credential: Credential): Buffer {
  return vault.seal(context(row, version), credential)
}

/** Opens the credential of a row; undefined when it has none. @throws {VaultError} */
export function openSealed(
  vault: Vault,
  row: RowName & Pick<ConnectedAccountRow, 'credential' | 'credentialVersion'>,
): Secret<Credential> | undefined {
  if (row.credential === null) return undefined
  return vault.open<Credential>(context(row, row.credentialVersion), row.credential)
}

function context({ projectId, id }: RowName, version: number) {
  return { projectId, table: 'connected_accounts', rowId: id, column: 'credential', version }
}
