/** Opens the vault with the master key that this database was set up with. */
import type { Database } from '../db/database.ts'
import { ConfigurationError, type Env } from '../env.ts'
import {
  hashKeysContext,
  installedHashKeys,
  installedMasterKeyId,
  keepHashKeys,
  recordMasterKeyId,
} from '../projects/installation.ts'
import { loadKeys, rereadKeys, sourceName } from '../vault/key-source.ts'
import { createVault, deriveHashKeys, type HashKeys, type Vault } from '../vault/vault.ts'

export interface OpenedVault {
  vault: Vault
  /** The key file was made just now, so nobody has a copy of it. */
  isNew: boolean
}

type KeyEnv = Pick<Env, 'masterKeyFile' | 'masterKey' | 'masterKeyCommand'>

/**
 * Loads the master key; makes one only for a database that has never had one.
 * @throws {MasterKeyError}
 * @throws {ConfigurationError} when the key is not the one that this database's credentials are sealed with.
 */
export async function openVault(db: Database, env: KeyEnv): Promise<OpenedVault> {
  const known = await installedMasterKeyId(db)
  const [masterKey, ...retiredKeys] = await loadKeys(env, { create: known === undefined })
  if (known === undefined) await recordMasterKeyId(db, masterKey.id)
  else if (![masterKey, ...retiredKeys].some(({ id }) => id === known)) {
    const place = sourceName(env) === 'PATCHBAY_MASTER_KEY_FILE' ? env.masterKeyFile : 'it'
    throw new ConfigurationError(
      `${sourceName(env)}: ${place} holds another key than the one this database was set up with. ` +
        'Put the right file in place: without it the stored credentials cannot be opened.',
    )
  }
  const keys = { masterKey, retiredKeys, reread: readAgain(env) }
  const hashKeys = await hashKeysOf(db, createVault(keys), () => deriveHashKeys(masterKey))
  return { vault: createVault({ ...keys, hashKeys }), isNew: known === undefined && !env.masterKey }
}

/** Holds on to where the key is, not to a key that the environment gave. */
function readAgain({ masterKeyFile, masterKeyCommand, masterKey }: KeyEnv) {
  const isFile = !masterKey && masterKeyCommand === undefined
  const file = { masterKeyFile, masterKey: undefined, masterKeyCommand: undefined }
  return () => (isFile ? rereadKeys(file) : undefined)
}

/** What API keys are hashed with must survive every rotation, so it is kept at the first start. */
async function hashKeysOf(db: Database, vault: Vault, derive: () => HashKeys): Promise<HashKeys> {
  if ((await installedHashKeys(db)) === undefined)
    await keepHashKeys(db, vault.seal(hashKeysContext, derive()))
  const kept = await installedHashKeys(db)
  if (kept === undefined) throw new Error('an installation has a row from its first start on')
  return vault.open<HashKeys>(hashKeysContext, kept).reveal()
}
