/**
 * A small E2B for tests: the part of its REST API and of envd's Connect protocol that sandboxes need, as the official
 * client speaks it. Each machine is a folder, with processes of this machine in bubblewrap for what runs in it.
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { envelope } from '../../server/src/workbench/e2b/envelopes.ts'
import { listen } from './listen.ts'

const envdVersion = '0.6.0'

interface Machine {
  id: string
  token: string
  folder: string
  isPaused: boolean
  processes: Map<number, ChildProcessWithoutNullStreams>
  /** Streams of events that are open. */
  followers: Set<ServerResponse>
}

export interface Call {
  method: string
  path: string
  headers: IncomingMessage['headers']
  body: Record<string, unknown>
}

export interface E2bService {
  url: string
  /** Every call of the REST API, in order. */
  calls: Call[]
  machines: Map<string, Machine>
  close(): Promise<void>
}

/** `isOnline`: machines reach the internet, whatever was asked for. */
export async function startE2b(apiKey: string, { isOnline = false } = {}): Promise<E2bService> {
  const machines = new Map<string, Machine>()
  const calls: Call[] = []
  const outside = createServer((socket) => void socket.on('error', () => undefined).end('answer')).listen(
    0,
    '127.0.0.1',
  )
  const server = await listen((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error))
    })
  })
  const online = `127.0.0.1:${(outside.address() as AddressInfo).port}`

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request
    const bytes = await buffer(request)
    const isStream = headers['content-type'] === 'application/connect+json'
    const text = bytes.toString('utf8', isStream ? 5 : 0)
    const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>
    if (url.startsWith('/process.Process/'))
      return envd(url.slice('/process.Process/'.length), request, response, body)
    calls.push({ method, path: url, headers, body })
    if (headers['x-api-key'] !== apiKey)
      return json(response, 401, { code: 401, message: `Invalid API key ${String(headers['x-api-key'])}` })
    if (url === '/v2/sandboxes') return json(response, 201, shown(await create()))
    const [, id = '', verb] = /^(?:\/v2)?\/sandboxes\/([\w-]+)(?:\/(\w+))?$/.exec(url) ?? []
    const machine = machines.get(id)
    if (!machine) return json(response, 404, { code: 404, message: `sandbox ${id} not found` })
    if (method === 'DELETE') await end(machine)
    if (verb === 'pause') setPaused(machine, true)
    if (verb === 'connect') setPaused(machine, false)
    return verb === 'connect' ? json(response, 201, shown(machine)) : void response.writeHead(204).end()
  }

  async function create(): Promise<Machine> {
    const folder = await mkdtemp(join(tmpdir(), 'patchbay-e2b-'))
    await Promise.all(['opt', 'mnt', 'home', 'tmp', 'etc'].map((name) => mkdir(join(folder, name))))
    const id = `i${machines.size}x${process.pid}`
    const machine = {
      id,
      token: `token-of-${id}`,
      folder,
      isPaused: false,
      processes: new Map(),
      followers: new Set<ServerResponse>(),
    }
    machines.set(id, machine)
    return machine
  }

  function envd(
    name: string,
    request: IncomingMessage,
    response: ServerResponse,
    body: Record<string, unknown>,
  ): void {
    const machine = machines.get(String(request.headers['e2b-sandbox-id']))
    if (!machine || machine.token !== request.headers['x-access-token'])
      return json(response, 401, { code: 'unauthenticated' })
    if (machine.isPaused)
      return json(response, 502, { code: 'unavailable', message: 'the sandbox is paused' })
    const pid = Number((body['process'] as { pid?: number; selector?: { pid?: number } }).pid)
    if (name === 'Start') return follow(machine, start(machine, body), response)
    const child = machine.processes.get(pid)
    if (!child) return json(response, 404, { code: 'not_found', message: `process ${pid} not found` })
    if (name === 'Connect') return follow(machine, child, response)
    if (name === 'SendInput')
      child.stdin.write(Buffer.from((body['input'] as { stdin: string }).stdin, 'base64'))
    if (name === 'SendSignal') kill(child, 'SIGKILL')
    json(response, 200, {})
  }

  function start(machine: Machine, body: Record<string, unknown>): ChildProcessWithoutNullStreams {
    const {
      cmd,
      args = [],
      envs = {},
    } = body['process'] as { cmd: string; args?: string[]; envs?: Record<string, string> }
    const shownArgs = isOnline ? args.map((arg) => arg.replace(/^[\d.]+:53$/, online)) : args
    const bind = (name: string, path: string) => ['--bind', join(machine.folder, name), path]
    const bwrap = [
      ...(isOnline ? [] : ['--unshare-net']),
      '--unshare-pid',
      '--die-with-parent',
      '--clearenv',
      ...['/usr', '/etc/alternatives'].flatMap((path) => ['--ro-bind-try', path, path]),
      ...['bin', 'lib', 'lib64', 'sbin'].flatMap((name) => ['--symlink', `usr/${name}`, `/${name}`]),
      ...bind('opt', '/opt'),
      ...bind('mnt', '/mnt'),
      ...bind('home', '/home/user'),
      ...bind('tmp', '/tmp'),
      '--proc',
      '/proc',
      '--dev',
      '/dev',
      '--file',
      '3',
      '/etc/passwd',
      ...Object.entries({ PATH: '/usr/bin:/bin', ...envs }).flatMap(([key, value]) => [
        '--setenv',
        key,
        value,
      ]),
    ]
    const child = spawn('bwrap', [...bwrap, cmd, ...shownArgs], {
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
      detached: true,
    }) as unknown as ChildProcessWithoutNullStreams
    const users = child.stdio[3] as unknown as NodeJS.WritableStream
    users.end(
      `root:x:0:0::/root:/bin/bash\nuser:x:${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}::/home/user:/bin/bash\n`,
    )
    child.stdin.on('error', () => undefined)
    if (child.pid !== undefined) machine.processes.set(child.pid, child)
    return child
  }

  function follow(machine: Machine, child: ChildProcessWithoutNullStreams, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'application/connect+json' })
    const tell = (event: object) => void response.write(envelope({ event }))
    tell({ start: { pid: child.pid } })
    machine.followers.add(response)
    const out = (chunk: Buffer) => tell({ data: { stdout: chunk.toString('base64') } })
    const err = (chunk: Buffer) => tell({ data: { stderr: chunk.toString('base64') } })
    const over = (exitCode: number | null) => {
      tell({
        end: { exitCode: exitCode ?? -1, exited: exitCode !== null, status: `exit status ${exitCode}` },
      })
      response.end(envelope({}, { isLast: true }))
    }
    child.stdout.on('data', out)
    child.stderr.on('data', err)
    child.once('close', over)
    response.once('close', () => {
      machine.followers.delete(response)
      child.stdout.off('data', out)
      child.stderr.off('data', err)
      child.off('close', over)
    })
  }

  async function end(machine: Machine): Promise<void> {
    machines.delete(machine.id)
    for (const child of machine.processes.values()) kill(child, 'SIGKILL')
    for (const response of machine.followers) response.destroy()
    await rm(machine.folder, { recursive: true, force: true })
  }

  return {
    url: server.url,
    calls,
    machines,
    async close() {
      for (const machine of machines.values()) await end(machine)
      outside.close()
      await server.close()
    },
  }
}

function setPaused(machine: Machine, isPaused: boolean): void {
  machine.isPaused = isPaused
  for (const child of machine.processes.values()) kill(child, isPaused ? 'SIGSTOP' : 'SIGCONT')
  if (isPaused) for (const response of machine.followers) response.destroy()
}

/** Of the whole group, where it is there still. */
function kill(child: ChildProcessWithoutNullStreams, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  try {
    process.kill(-child.pid, signal)
  } catch {
    // Gone meanwhile.
  }
}

const shown = ({ id, token }: Machine) => ({
  sandboxID: id,
  templateID: 'base',
  clientID: 'stand-in',
  envdVersion,
  envdAccessToken: token,
  domain: null,
})

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
