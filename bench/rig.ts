/** What the benchmarks of calls share: a provider, a server that may call it, and an account connected to it. */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { Pool } from 'undici'
import { startPatchbay, type Patchbay } from '../conformance/rigs/patchbay.ts'

export const token = 'ghp_bench_0123456789abcdefghij'

export interface Rig {
  upstream: { url: string; pool: Pool }
  server: Patchbay
  pool: Pool
  /** Id of the auth config that the account of the user `bench` is of. */
  authConfig: string
  /** A call of the API. @throws {Error} for a status that is none of success. */
  post(path: string, body: object): Promise<Record<string, unknown>>
  stop(): Promise<void>
}

/** Starts them. `nodeArguments` go to the server's Node, such as `--cpu-prof`. */
export async function startRig(nodeArguments: string[] = []): Promise<Rig> {
  const worker = new Worker(new URL('./upstream.ts', import.meta.url))
  const [{ port }] = (await once(worker, 'message')) as [{ port: number }]
  const url = `http://127.0.0.1:${port}`
  const server = await startPatchbay({
    config: {
      toolkits: { github: { base_url: url } },
      egress: { allow_private: [`127.0.0.1:${port}`] },
    },
    env: { PATCHBAY_RATE_LIMIT: '1000000000' },
    nodeArguments,
  })
  const upstream = { url, pool: new Pool(url, { connections: 128 }) }
  const pool = new Pool(server.url, { connections: 128 })
  const headers = { 'x-api-key': server.apiKey, 'content-type': 'application/json' }

  async function post(path: string, body: object): Promise<Record<string, unknown>> {
    const { statusCode, body: answer } = await pool.request({
      path: `/api/v3.1${path}`,
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    const parsed = (await answer.json()) as Record<string, unknown>
    if (statusCode >= 300) throw new Error(`${path} answered ${statusCode}: ${JSON.stringify(parsed)}`)
    return parsed
  }

  async function stop(): Promise<void> {
    await Promise.all([upstream.pool.close(), pool.close()])
    await server.stop()
    await worker.terminate()
  }

  const authConfig = await connect(post).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  return { upstream, server, pool, authConfig, post, stop }
}

async function connect(post: Rig['post']): Promise<string> {
  const config = await post('/auth_configs', {
    toolkit: { slug: 'github' },
    auth_config: { type: 'use_custom_auth', authScheme: 'BEARER_TOKEN', credentials: {} },
  })
  const { id } = config['auth_config'] as { id: string }
  const val = { status: 'ACTIVE', token }
  const connection = { user_id: 'bench', state: { authScheme: 'BEARER_TOKEN', val } }
  await post('/connected_accounts', { auth_config: { id }, connection })
  return id
}

const ticksPerSecond = 100

/** Milliseconds of processor that a process has used so far; Linux only. */
export function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond
}

/** Resident megabytes of a process; Linux only. */
export function residentOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024
}
