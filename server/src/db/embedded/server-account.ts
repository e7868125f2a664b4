/**
 * Under which account Postgres runs. It refuses root, so root hands it to the system user `postgres`, else to a
 * system user `patchbay` made for it, else to `nobody`. A cluster that exists already is run by its owner.
 */
import { spawnSync } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import { DataFolderError, errorCode, ServerAccountError } from './errors.ts'
import type { EmbeddedPostgresLog } from './log.ts'

export interface ServerAccount {
  name: string
  uid: number
  gid: number
}

/**
 * The account to switch to, or `undefined` to stay as we are (not root).
 * @throws {DataFolderError} when the cluster belongs to an account that cannot run it.
 * @throws {ServerAccountError} when root finds no account to use.
 */
export async function chooseAccount(
  cluster: string,
  log: EmbeddedPostgresLog,
): Promise<ServerAccount | undefined> {
  const self = process.getuid?.()
  const owner = await ownerOf(cluster)
  if (self !== 0) {
    if (owner === undefined || owner.uid === self) return undefined
    throw new DataFolderError(
      `${cluster} belongs to uid ${owner.uid}, but Patchbay runs as uid ${self}: ` +
        `run it as that user, or as root: chown -R ${self} ${cluster}`,
    )
  }
  const accounts = parseAccounts(await readFile('/etc/passwd', 'utf8').catch(() => ''))
  if (owner !== undefined && owner.uid !== 0) {
    return accounts.find((account) => account.uid === owner.uid) ?? { name: `uid ${owner.uid}`, ...owner }
  }
  const account = accountForRoot(accounts) ?? (await makeAccount()) ?? nobody(accounts, log)
  if (owner === undefined) return account
  throw new DataFolderError(
    `${cluster} belongs to root, which Postgres refuses to run as: chown -R ${account.name} ${cluster}`,
  )
}

/** Rows of `/etc/passwd` (passwd(5)); lines of another shape are skipped. */
export function parseAccounts(passwd: string): ServerAccount[] {
  const accounts: ServerAccount[] = []
  for (const line of passwd.split('\n')) {
    const [name, , uid, gid] = line.split(':')
    if (!name || !/^\d+$/.test(uid ?? '') || !/^\d+$/.test(gid ?? '')) continue
    accounts.push({ name, uid: Number(uid), gid: Number(gid) })
  }
  return accounts
}

function accountForRoot(accounts: readonly ServerAccount[]): ServerAccount | undefined {
  for (const name of ['postgres', 'patchbay']) {
    const account = accounts.find((account) => account.name === name && account.uid !== 0)
    if (account !== undefined) return account
  }
  return undefined
}

async function makeAccount(): Promise<ServerAccount | undefined> {
  const flags = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent']
  const made = spawnSync('useradd', [...flags, '--shell', '/usr/sbin/nologin', 'patchbay'], {
    stdio: 'ignore',
  })
  if (made.error !== undefined || made.status !== 0) return undefined
  return accountForRoot(parseAccounts(await readFile('/etc/passwd', 'utf8')))
}

function nobody(accounts: readonly ServerAccount[], log: EmbeddedPostgresLog): ServerAccount {
  const account = accounts.find((account) => account.name === 'nobody' && account.uid !== 0)
  if (account === undefined) {
    throw new ServerAccountError(
      'Postgres refuses to run as root, and there is no system user to run it as: ' +
        'create one (useradd --system patchbay), or start Patchbay as an ordinary user',
    )
  }
  log.warn({}, 'the embedded Postgres runs as nobody, which other services may use too: add a user patchbay')
  return account
}

async function ownerOf(path: string): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const { uid, gid } = await stat(path)
    return { uid, gid }
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw new DataFolderError(`cannot look into ${path}`, { cause: error })
  }
}
