/**
 * Moving everything that is sealed to another master key, while servers run.
 *
 *     new key     in front of the file's, the old ones behind it; a server that meets a value of a key that it does
 *                 not know reads the file again, and every server does so from time to time
 *     rewrap      each value's data key under the new master key, over the very value that was read
 *     again       until nothing is left: a server seals under the old key until it has read the file
 *
 * Killed at any point, it goes on where it was: what is under the new key is left out. The old keys stay in the file
 * until `keys retire` has found that nothing needs them.
 */
import type { Database } from '../db/database.ts'
import { VaultError, type SealContext, type Vault } from '../vault/vault.ts'
import { sealedValues } from './sealed-values.ts'

export interface Unreadable {
  context: SealContext
  code: VaultError['code']
}

export interface Checked {
  readable: number
  unreadable: Unreadable[]
  /** Of the readable, those that only a retired key opens. */
  retired: number
}

/** Rewraps what is not under the vault's current key. What does not open is left, and told of by `checkValues`. */
export async function rewrapValues(db: Database, vault: Vault): Promise<number> {
  let moved = 0
  for await (const { context, sealed, replace } of sealedValues(db, vault.keyId)) {
    try {
      if (await replace(vault.rewrap(context, sealed))) moved += 1
    } catch (error) {
      if (!(error instanceof VaultError)) throw error
    }
  }
  return moved
}

/** Opens every sealed value and discards it. */
export async function checkValues(db: Database, vault: Vault): Promise<Checked> {
  const checked: Checked = { readable: 0, unreadable: [], retired: 0 }
  for await (const { context, sealed } of sealedValues(db)) {
    try {
      vault.verifyCanOpen(context, sealed)
      checked.readable += 1
      if (vault.needsRewrap(sealed)) checked.retired += 1
    } catch (error) {
      if (!(error instanceof VaultError)) throw error
      checked.unreadable.push({ context, code: error.code })
    }
  }
  return checked
}
