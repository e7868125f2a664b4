/** What a command needs that reads or moves what is stored: the database and the vault, and nothing else of a server. */
import type { Database } from '../db/database.ts'
import type { Env } from '../env.ts'
import type { Vault } from '../vault/vault.ts'
import { joinDatabase } from './join-database.ts'
import { openVault } from './vault.ts'

/** Runs `work` with the database of this installation and its vault. `err` is told what goes wrong on the way. */
export async function withVault(
  env: Env,
  err: (text: string) => void,
  work: (opened: { db: Database; vault: Vault; env: Env }) => Promise<number>,
): Promise<number> {
  const say = (_fields: unknown, message?: string) => err(`${message ?? ''}\n`)
  const database = await joinDatabase(env, { info() {}, debug() {}, warn: say, error: say })
  try {
    const { vault } = await openVault(database.db, env)
    return await work({ db: database.db, vault, env })
  } finally {
    await database.close()
  }
}
