import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { freePort } from './listen.ts'
import { stopOrphanedPostgres } from './postmaster.ts'

/** The operator's file; `toolkits` points a toolkit at a stand-in and gives it an OAuth app. */
export type PatchbayConfig = {
  toolkits?: Record<
    string,
    {
      base_url?: string
      auth?: Record<
        string,
        {
          authorize_url?: string
          token_url?: string
          revoke_url?: string
          client_id?: string
          client_secret?: string
          scopes?: string[]
        }
      >
    }
  >
  /** `host:port` of private addresses that outgoing calls may reach. */
  egress?: { allow_private: string[] }
}

export type PatchbayOptions = {
  config?: PatchbayConfig
  /** Kept when the server stops; without one, a temporary folder that goes with it and borrows the catalog. */
  dataDir?: string
  /** Whether `dataDir`, which has none yet, borrows the catalog too, where a start would compile its own. */
  borrowCatalog?: boolean
  /** A Postgres of your own instead of the embedded one. */
  databaseUrl?: string
  apiKey?: string
  orgApiKey?: string
  /** Needed when the address must be known beforehand, such as in a registered redirect URI. */
  port?: number
  env?: Record<string, string>
  /** The program to start; the server of this repository unless told. */
  entry?: string
  /** Arguments to Node itself, before the program. */
  nodeArguments?: string[]
  readyTimeoutMs?: number
}

export type Patchbay = {
  readonly url: string
  readonly apiKey: string
  readonly orgApiKey: string
  readonly dataDir: string
  readonly pid: number
  /** Everything printed so far, both streams in order of arrival. */
  logs(): string
  /** Graceful stop; resolves with the exit code, null when a signal ended it. Removes a temporary folder. */
  stop(): Promise<number | null>
  /** SIGKILL, as a crash: the data folder stays for a second start. `stop` afterwards cleans up. */
  kill(): Promise<void>
}

const SERVER = fileURLToPath(new URL('../../bin/patchbay.js', import.meta.url))
/** Compiled catalogs are immutable and named by their content, so all temporary servers share this folder. */
const CATALOGS = fileURLToPath(new URL('../../.cache/catalog', import.meta.url))
const STOP_TIMEOUT_MS = 30_000

/** Asked to stop when our own process ends first, as after an interrupt or a failed setup. */
const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGTERM')
})

/**
 * Starts the real server as a child process and waits until it says that it is ready.
 *
 * @throws {Error} with everything it printed, when it exits or is not ready in time (60 seconds: the first
 * start of an embedded database creates its files).
 */
export async function startPatchbay(options: PatchbayOptions = {}): Promise<Patchbay> {
  const dataDir = options.dataDir ?? (await temporaryFolder())
  if (options.dataDir === undefined || options.borrowCatalog) await borrowCatalog(dataDir)
  const apiKey = options.apiKey ?? `ak_${secret()}`
  const orgApiKey = options.orgApiKey ?? `oak_${secret()}`
  const configFile = await writeConfig(dataDir, options.config ?? {})
  const cleanUp = async (): Promise<void> => {
    await stopOrphanedPostgres(dataDir)
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true })
  }
  const start = { options, dataDir, configFile, apiKey, orgApiKey }
  const { child, url, logs } = await launch(start).catch(async (error: unknown) => {
    await cleanUp()
    throw error
  })
  let stopping: Promise<number | null> | undefined
  return {
    url,
    apiKey,
    orgApiKey,
    dataDir,
    pid: child.pid ?? -1,
    logs,
    stop: () => (stopping ??= end(child, 'SIGTERM').finally(cleanUp)),
    kill: async () => void (await end(child, 'SIGKILL')),
  }
}

interface Start {
  options: PatchbayOptions
  dataDir: string
  configFile: string
  apiKey: string
  orgApiKey: string
}

const portTaken = 'the port is in use'

/** Runs the process until it is ready; once more where another process took the port that was free. */
async function launch(
  start: Start,
  attempts = 3,
): Promise<Pick<Patchbay, 'url' | 'logs'> & { child: ChildProcess }> {
  const { options, dataDir, configFile, apiKey, orgApiKey } = start
  const port = options.port ?? (await freePort())
  const url = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, [...(options.nodeArguments ?? []), options.entry ?? SERVER], {
    env: {
      ...inherited(),
      PORT: String(port),
      HOST: '127.0.0.1',
      PATCHBAY_DATA_DIR: dataDir,
      PATCHBAY_PUBLIC_URL: url,
      PATCHBAY_CATALOG: 'head',
      PATCHBAY_BOOTSTRAP_API_KEY: apiKey,
      PATCHBAY_BOOTSTRAP_ORG_API_KEY: orgApiKey,
      PATCHBAY_CONFIG: configFile,
      ...(options.databaseUrl === undefined ? {} : { DATABASE_URL: options.databaseUrl }),
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  const logs = collect(child)
  try {
    await untilReady(child, url, options.readyTimeoutMs ?? 120_000)
    return { child, url, logs }
  } catch (cause) {
    await end(child, 'SIGKILL')
    const isRace = options.port === undefined && logs().includes(portTaken)
    if (isRace && attempts > 1) return launch(start, attempts - 1)
    throw new Error(`The server did not become ready: ${String(cause)}\n${logs()}`, { cause })
  }
}

/** World-readable on purpose: Postgres refuses root and runs as another user inside this folder. */
async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'patchbay-'))
  await chmod(folder, 0o755)
  return folder
}

async function borrowCatalog(dataDir: string): Promise<void> {
  await mkdir(CATALOGS, { recursive: true })
  await symlink(CATALOGS, join(dataDir, 'catalog'))
}

function secret(): string {
  return randomBytes(18).toString('base64url')
}

async function writeConfig(dataDir: string, config: PatchbayConfig): Promise<string> {
  const folder = await mkdtemp(join(dataDir, 'config-'))
  const file = join(folder, 'patchbay.json')
  await writeFile(file, JSON.stringify(config), { mode: 0o600 })
  return file
}

/** What a process needs to run at all. The rest of our environment must not decide what a test sees. */
function inherited(): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const name of ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ']) {
    const value = process.env[name]
    if (value !== undefined) kept[name] = value
  }
  return kept
}

function collect(child: ChildProcess): () => string {
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8')
    stream?.on('data', (chunk: string) => (text += chunk))
  }
  return () => text
}

async function untilReady(child: ChildProcess, url: string, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs
  while (Date.now() < deadline) {
    if (hasEnded(child)) throw new Error(`it exited with ${child.exitCode ?? child.signalCode}`)
    const ready = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5000) }).then(
      (response) => response.ok,
      () => false,
    )
    if (ready) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`nothing ready after ${timeoutMs} ms`)
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  if (hasEnded(child)) return child.exitCode
  const ended = once(child, 'exit')
  child.kill(signal)
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
  await ended
  clearTimeout(late)
  return child.exitCode
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}
