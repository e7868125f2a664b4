/**
 * Many processes, one connection whose token has ended, and a provider that rotates refresh tokens and ends the
 * grant when one comes twice. Exactly one of the processes may refresh.
 *
 *     node conformance/refresh/run.ts [processes]        50 unless told; starts a Postgres of its own
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

import { clickLink } from '../rigs/click-link.ts'
import { approve } from '../rigs/approve.ts'
import { freePort } from '../rigs/listen.ts'
import { startOAuthServer, type GrantEvent } from '../rigs/oauth-server.ts'
import { startPatchbay, type Patchbay } from '../rigs/patchbay.ts'

export type RefreshRun = {
  /** What the provider saw after the connection was made. */
  grants: GrantEvent[]
  /** Different access tokens that the processes ended with. */
  tokens: Set<string>
  /** Processes that could not use the account. */
  failures: string[]
  /** From the signal to the last answer. */
  ms: number
}

const worker = fileURLToPath(new URL('./worker.ts', import.meta.url))
const accessTokenSeconds = 2

/** Makes a connection through the real server, lets its token end, and sets the processes on it at once. */
export async function refreshRun(databaseUrl: string, processes: number): Promise<RefreshRun> {
  const provider = await startOAuthServer({ accessTokenSeconds })
  const port = await freePort()
  provider.registerClient({
    clientId: 'patchbay',
    clientSecret: 'refresh-run-secret',
    redirectUris: [`http://127.0.0.1:${port}/api/v3.1/toolkits/auth/callback`],
  })
  const config = {
    toolkits: {
      github: { auth: { OAUTH2: { authorize_url: provider.authorizeUrl, token_url: provider.tokenUrl } } },
    },
    egress: { allow_private: [new URL(provider.url).host] },
  }
  const server = await startPatchbay({ databaseUrl, port, config })
  const workers: ChildProcess[] = []
  try {
    const account = await connect(server)
    // Its connections are wanted by the processes; the embedded Postgres has sixty.
    await server.kill()
    const before = provider.grants().length
    const settings = JSON.stringify({ databaseUrl, dataDir: server.dataDir, config, ...account })
    for (let index = 0; index < processes; index += 1) {
      workers.push(spawn(process.execPath, [worker, settings], { stdio: ['pipe', 'pipe', 'inherit'] }))
    }
    const lines = workers.map((child) => linesOf(child))
    await Promise.all(lines.map((next) => next()))
    const started = performance.now()
    for (const child of workers) child.stdin?.write('go\n')
    const answers = await Promise.all(lines.map((next) => next()))
    const ms = performance.now() - started
    const isToken = (line: string) => line.startsWith('token ')
    return {
      grants: provider.grants().slice(before),
      tokens: new Set(answers.filter(isToken)),
      failures: answers.filter((line) => !isToken(line)),
      ms,
    }
  } finally {
    await Promise.all(workers.map(end))
    await server.stop()
    await provider.close()
  }
}

/** A user's connection whose token has ended. */
async function connect(server: Patchbay): Promise<{ projectId: string; id: string }> {
  const credentials = {
    client_id: 'patchbay',
    client_secret: 'refresh-run-secret',
    scopes: ['openid', 'offline_access'],
  }
  const made = await call(server, 'auth_configs', {
    toolkit: { slug: 'github' },
    auth_config: { type: 'use_custom_auth', authScheme: 'OAUTH2', credentials },
  })
  const { id } = made['auth_config'] as { id: string }
  const link = await call(server, 'connected_accounts/link', { auth_config_id: id, user_id: 'u' })
  const { location, cookie } = await clickLink(String(link['redirect_url']))
  const back = await approve(location, { login: 'ada' })
  const finished = await fetch(back, { headers: { cookie }, redirect: 'manual' })
  if (!finished.ok) throw new Error(`not connected: ${await finished.text()}`)
  await new Promise((resolve) => setTimeout(resolve, (accessTokenSeconds + 0.1) * 1000))
  const session = await fetch(`${server.url}/api/v3.1/auth/session/info`, {
    headers: { 'x-api-key': server.apiKey },
  })
  const { project } = (await session.json()) as { project: { id: string; nano_id?: string } }
  return { projectId: project.nano_id ?? project.id, id: String(link['connected_account_id']) }
}

async function call(server: Patchbay, path: string, body: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${server.url}/api/v3.1/${path}`, {
    method: 'POST',
    headers: { 'x-api-key': server.apiKey, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const answer = (await response.json()) as Record<string, unknown>
  if (!response.ok) throw new Error(JSON.stringify(answer))
  return answer
}

function linesOf(child: ChildProcess): () => Promise<string> {
  if (!child.stdout) throw new Error('the worker has no output')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return async () => String((await lines.next()).value ?? 'ended without a word')
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.stdin?.end()
  await ended
}

async function main(processes: number): Promise<void> {
  const { startEmbeddedPostgres } = await import('../../server/src/db/embedded/embedded-postgres.ts')
  const dataDir = await mkdtemp(join(tmpdir(), 'patchbay-refresh-'))
  const postgres = await startEmbeddedPostgres({
    dataDir,
    log: { info() {}, warn() {}, error() {} },
  })
  const { host, port, user, database } = postgres.connection
  const databaseUrl = `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`
  try {
    const { grants, tokens, failures, ms } = await refreshRun(databaseUrl, processes)
    const refused = grants.filter(({ error }) => error !== undefined).length
    process.stdout.write(
      `${processes} processes: ${grants.length - refused} refresh, ${refused} refused, ${tokens.size} token, ` +
        `${failures.length} failures, ${ms.toFixed(0)} ms\n${failures.slice(0, 5).join('\n')}\n`,
    )
    if (grants.length !== 1 || refused > 0 || tokens.size !== 1 || failures.length > 0) process.exitCode = 1
  } finally {
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(Number(process.argv[2] ?? 50))
