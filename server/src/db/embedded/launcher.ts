/**
 * Starts the Postgres programs under the right account and with nothing more than they need.
 *
 * Root gives the program to an ordinary account. Where that account cannot walk to the data folder or to the
 * programs (a checkout below /root, a `mktemp -d` of root), setpriv(1) leaves it exactly one capability, of
 * capabilities(7): `dac_read_search`, which walks and reads; where a container withholds that one, or a program
 * may be executed by root only, `dac_override`.
 */
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process'
import type { Binaries } from './binaries.ts'
import { errorMessage, ServerAccountError } from './errors.ts'
import { firstClosedFolder } from './reach.ts'
import type { ServerAccount } from './server-account.ts'

export interface Launcher {
  /** Runs in a session of its own, so that Ctrl-C in the terminal does not reach it. */
  spawn(file: string, args: readonly string[], stdio: StdioOptions): ChildProcess
  /** Runs to the end; `output` is the last 16 KB of what it printed, or the reason why it did not run. */
  run(file: string, args: readonly string[]): Promise<{ status: number | null; output: string }>
}

const outputLimit = 16_384
const capabilities = ['dac_read_search', 'dac_override']

/**
 * A launcher whose programs can reach `dataDir` and the binaries.
 * @throws {ServerAccountError} naming the folder that the account cannot enter, when no capability helps.
 */
export async function createLauncher(
  account: ServerAccount | undefined,
  binaries: Binaries,
  dataDir: string,
): Promise<Launcher> {
  if (account === undefined) return launcherWith([], {})
  const { uid, gid } = account
  const closed = await firstClosed([dataDir, ...binaries.folders], account)
  if (closed === undefined) return launcherWith([], { uid, gid })

  let reason = ''
  for (const capability of capabilities) {
    const launcher = launcherWith(setpriv(account, capability), {})
    const probe = await launcher.run('/bin/sh', ['-c', probeScript, 'sh', binaries.postgres, dataDir])
    if (probe.status === 0) return launcher
    reason = probe.output.trim()
  }
  throw new ServerAccountError(
    `Postgres runs as ${account.name}, which may not enter ${closed}: chmod o+x ${closed}, ` +
      'or move the data folder (PATCHBAY_DATA_DIR), or start Patchbay as an ordinary user. ' +
      `Passing the folder with a capability failed (setpriv of util-linux: ${reason})`,
  )
}

/** What the server needs, tried for real: run the program and enter the data folder. */
const probeScript = '"$1" --version >/dev/null && cd "$2"'

function setpriv({ uid, gid }: ServerAccount, capability: string): string[] {
  const only = `-all,+${capability}`
  return [
    'setpriv',
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    '--no-new-privs',
    // Without it access(2), by which initdb looks for its sibling postgres, leaves the capability out of account.
    '--securebits=+no_setuid_fixup',
    `--bounding-set=${only}`,
    `--inh-caps=${only}`,
    `--ambient-caps=${only}`,
    '--',
  ]
}

async function firstClosed(folders: readonly string[], account: ServerAccount): Promise<string | undefined> {
  for (const folder of folders) {
    const closed = await firstClosedFolder(folder, account)
    if (closed !== undefined) return closed
  }
  return undefined
}

function launcherWith(prefix: readonly string[], ids: { uid?: number; gid?: number }): Launcher {
  function start(file: string, args: readonly string[], stdio: StdioOptions): ChildProcess {
    const [program = file, ...rest] = [...prefix, file, ...args]
    // Its own environment: ours may hold the master key's path and other people's settings (PGDATA, LC_ALL).
    // The root folder as working directory: ours may be closed to the account.
    return spawn(program, rest, { ...ids, stdio, cwd: '/', detached: true, env: programEnvironment })
  }
  return { spawn: start, run: (file, args) => collect(() => start(file, args, ['ignore', 'pipe', 'pipe'])) }
}

const programEnvironment = {
  PATH: '/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin',
  LC_ALL: 'C',
  TZ: 'UTC',
}

async function collect(start: () => ChildProcess): Promise<{ status: number | null; output: string }> {
  let child: ChildProcess
  try {
    // Throws, instead of reporting an event, when the account may not be switched to (EPERM).
    child = start()
  } catch (error) {
    return { status: null, output: errorMessage(error) }
  }
  let output = ''
  const add = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-outputLimit)
  }
  child.stdout?.on('data', add)
  child.stderr?.on('data', add)
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ status: null, output: error.message }))
    child.once('close', (status) => resolve({ status, output }))
  })
}
