/** Opens the vault with the master key that this database was set up with. */
import type { Database } from '../db/database.ts'
import { ConfigurationError, type Env } from '../env.ts'
import { installedMasterKeyId, recordMasterKeyId } from '../projects/installation.ts'
import { loadMasterKey } from '../vault/master-key.ts'
import { createVault, type Vault } from '../vault/vault.ts'

export interface OpenedVault {
  vault: Vault
  /** The key file was made just now, so nobody has a copy of it. */
  isNew: boolean
}

/**
 * Loads the master key; makes one only for a database that has never had one.
 * @throws {MasterKeyError}
 * @throws {ConfigurationError} when the key is not the one that this database's credentials are sealed with.
 */
export async function openVault(
  db: Database,
  { masterKeyFile }: Pick<Env, 'masterKeyFile'>,
): Promise<OpenedVault> {
  const known = await installedMasterKeyId(db)
  const masterKey = await loadMasterKey(masterKeyFile, { create: known === undefined })
  if (known === undefined) await recordMasterKeyId(db, masterKey.id)
  else if (known !== masterKey.id) {
    throw new ConfigurationError(
      `PATCHBAY_MASTER_KEY_FILE: ${masterKeyFile} holds another key than the one this database was set up with. ` +
        'Put the right file in place: without it the stored credentials cannot be opened.',
    )
  }
  return { vault: createVault({ masterKey }), isNew: known === undefined }
}
