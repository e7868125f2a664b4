/** One process of `run.ts`: says that it is ready, and on a line of input uses the account. */
import { createHash } from 'node:crypto'
import { createInterface } from 'node:readline'

import { systemClock } from '../../server/src/clock.ts'
import { Config } from '../../server/src/config.ts'
import { openCredential } from '../../server/src/connected-accounts/connected-accounts.ts'
import { createEgress } from '../../server/src/egress/egress.ts'
import { parseEnv } from '../../server/src/env.ts'
import { loadCatalog } from '../../server/src/startup/catalog/load-catalog.ts'
import { startDatabase } from '../../server/src/startup/database.ts'
import { openVault } from '../../server/src/startup/vault.ts'

type Settings = { databaseUrl: string; dataDir: string; config: unknown; projectId: string; id: string }

const { databaseUrl, dataDir, config: file, ...account } = JSON.parse(process.argv[2] ?? '{}') as Settings
const log = { info() {}, warn() {}, error() {}, debug() {} }
const env = parseEnv({ DATABASE_URL: databaseUrl, PATCHBAY_DATA_DIR: dataDir })
const config = Config.parse(file)
const { db, close } = await startDatabase(env, log)
const { vault } = await openVault(db, env)
const catalog = await loadCatalog(dataDir, () => {})
const egress = createEgress({ allowPrivate: config.egress.allow_private })

process.stdout.write('ready\n')
const lines = createInterface({ input: process.stdin })
for await (const line of lines) {
  if (line !== 'go') continue
  const deps = { env, config, db, vault, catalog, egress, clock: systemClock, log }
  const answer = await openCredential(deps, account).then(
    (credential) => {
      const token = credential.reveal()['access_token'] ?? ''
      return `token ${createHash('sha256').update(token).digest('hex')}`
    },
    (error: unknown) => `error ${String(error)}`,
  )
  process.stdout.write(`${answer}\n`)
}
catalog.close()
await egress.close()
await close()
