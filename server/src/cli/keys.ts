/** `patchbay keys …`: the master key, changed and checked while the server runs. */
import { setTimeout as wait } from 'node:timers/promises'
import { parseEnv, type Env } from '../env.ts'
import { command, type CommandContext } from './command.ts'
import type { Database } from '../db/database.ts'
import type { Vault } from '../vault/vault.ts'

/** Longer than a running server takes to look for a new key. */
const settleMs = 4_000

export const keysRotate = command({
  name: 'keys rotate',
  summary: 'seal everything under a new master key, while the server runs',
  details: [
    'Run it again when it was broken off: it goes on where it was. The old key stays in the key file until',
    '"patchbay keys retire"; every server must read that same file. With the key in PATCHBAY_MASTER_KEY or from a command, put the new key in front of the',
    'old one there (two lines, or with a comma between) and restart the servers first.',
  ].join('\n'),
  run: (_input, context) =>
    withVault(context, async ({ db, vault, env }) => {
      const { addMasterKey } = await import('../vault/master-key.ts')
      const { sourceName } = await import('../vault/key-source.ts')
      const { changeMasterKeyId } = await import('../projects/installation.ts')
      const { checkValues, rewrapValues } = await import('../keys/rotate-keys.ts')
      const isFile = sourceName(env) === 'PATCHBAY_MASTER_KEY_FILE'
      const before = await checkValues(db, vault)
      const isResumed = before.retired > 0
      if (!isResumed && isFile) await addMasterKey(env.masterKeyFile)
      vault.reload()
      context.out(`${isResumed ? 'going on' : 'started'}: everything is sealed under key ${vault.keyId}\n`)
      let moved = await rewrapValues(db, vault)
      // A server that has not read the file yet may have sealed under the old key meanwhile.
      for (let late = -1; late !== 0; moved += late) {
        await wait(settleMs)
        late = await rewrapValues(db, vault)
      }
      await changeMasterKeyId(db, vault.keyId)
      const { readable, retired, unreadable } = await checkValues(db, vault)
      context.out(`moved ${moved}; ${readable} readable, ${retired} under an older key\n`)
      return report(context, unreadable)
    }),
})

export const keysVerify = command({
  name: 'keys verify',
  summary: 'open everything that is sealed, and say what does not open',
  run: (_input, context) =>
    withVault(context, async ({ db, vault }) => {
      const { checkValues } = await import('../keys/rotate-keys.ts')
      const { readable, retired, unreadable } = await checkValues(db, vault)
      const all = readable + unreadable.length
      const share = all === 0 ? 100 : (100 * readable) / all
      context.out(`${readable} of ${all} readable (${share.toFixed(2)} %), ${retired} under an older key\n`)
      return report(context, unreadable)
    }),
})

export const keysRetire = command({
  name: 'keys retire',
  summary: 'take the old master keys out of the key file, once nothing needs them',
  details: 'Run it after "patchbay keys rotate". It refuses while anything is sealed under an old key.',
  run: (_input, context) =>
    withVault(context, async ({ db, vault, env }) => {
      const { dropRetiredKeys } = await import('../vault/master-key.ts')
      const { sourceName } = await import('../vault/key-source.ts')
      const { checkValues } = await import('../keys/rotate-keys.ts')
      const { journalFiles } = await import('../connected-accounts/refresh-journal.ts')
      const { retired, unreadable } = await checkValues(db, vault)
      const waiting = (await journalFiles({ env })).length
      const needed = retired + unreadable.length + waiting
      if (needed > 0) {
        context.err(
          `${needed} values may need an old key: start the server, run patchbay keys rotate, then this\n`,
        )
        return 1
      }
      if (sourceName(env) !== 'PATCHBAY_MASTER_KEY_FILE') {
        context.out(`nothing needs the old keys: take them out of ${sourceName(env)}\n`)
        return 0
      }
      await dropRetiredKeys(env.masterKeyFile)
      context.out(`${env.masterKeyFile} holds only the key ${vault.keyId}: back it up\n`)
      return 0
    }),
})

function report(
  { err }: CommandContext,
  unreadable: { context: { table: string; rowId: string }; code: string }[],
) {
  for (const { context, code } of unreadable.slice(0, 50)) err(`${context.table} ${context.rowId}: ${code}\n`)
  return unreadable.length > 0 ? 1 : 0
}

async function withVault(
  { env, err }: CommandContext,
  run: (opened: { db: Database; vault: Vault; env: Env }) => Promise<number>,
): Promise<number> {
  const { withVault: open } = await import('../startup/command-vault.ts')
  return open(parseEnv(env), err, run)
}
