/** Processes of one E2B machine, over the Connect protocol of the service that runs in it (envd). */
import type { Readable } from 'node:stream'
import { z } from 'zod'
import { createEgress, type Egress } from '../../egress/egress.ts'
import { envelope, envelopesOf } from './envelopes.ts'
import { hostAndPort, type MachineAddress } from './machines.ts'

const port = '49983'
/** Seconds between signs of life on a stream where nothing is said. */
const keepAlive = '50'
const startTimeouts = { totalMs: Infinity, headersMs: 60_000 }

const Base64 = z.string().transform((text) => Buffer.from(text, 'base64'))
const Event = z.object({
  event: z.object({
    start: z.object({ pid: z.int().positive() }).optional(),
    data: z.object({ stdout: Base64.optional(), stderr: Base64.optional() }).optional(),
    end: z.object({ exitCode: z.int().default(0), error: z.string().optional() }).optional(),
  }),
})
export type ProcessEvent = z.output<typeof Event>['event']
const Failure = z.object({ error: z.object({ code: z.string(), message: z.string().optional() }) })

export interface Process {
  pid: number
  /** What it says, until it ends; fails when the connection does. */
  events: AsyncGenerator<ProcessEvent>
  /** Hears no more of it; the process goes on. */
  leave(): void
}

export interface StartOptions {
  user: 'root' | 'user'
  /** Arguments of the machine's own Python. */
  args: readonly string[]
  envs?: Readonly<Record<string, string>>
}

export class Machine {
  readonly #address: MachineAddress
  readonly #egress: Egress

  constructor(address: MachineAddress) {
    this.#address = address
    this.#egress = createEgress({ allowPrivate: address.isNamed ? [hostAndPort(address.url)] : [] })
  }

  /** @throws Error when it does not start. */
  start({ user, args, envs = {} }: StartOptions): Promise<Process> {
    return this.#follow('Start', user, {
      // A login shell finds the Python that the template means.
      process: { cmd: '/bin/bash', args: ['-lc', 'exec python3 "$@"', 'python3', ...args], envs, cwd: '/' },
      stdin: true,
    })
  }

  /** Hears of a process that is running, from now on. */
  follow(pid: number): Promise<Process> {
    return this.#follow('Connect', 'user', { process: { pid } })
  }

  /** Runs one that says a little and ends. @throws Error with its last words when it fails. */
  async run(options: StartOptions): Promise<string> {
    const { events } = await this.start(options)
    let [output, words] = ['', '']
    for await (const { data, end } of events) {
      output += data?.stdout?.toString() ?? ''
      words += data?.stderr?.toString() ?? ''
      if (end && end.exitCode !== 0)
        throw new Error(words.trim().split('\n').at(-1) || end.error || 'it failed')
    }
    return output
  }

  async write(pid: number, bytes: Buffer): Promise<void> {
    const { status } = await this.#egress.request({
      ...this.#request('SendInput'),
      headers: { ...this.#headers('user'), 'content-type': 'application/json' },
      body: JSON.stringify({ process: { pid }, input: { stdin: bytes.toString('base64') } }),
    })
    if (status !== 200) throw new Error(`the sandbox answered ${status} to what was sent`)
  }

  close(): Promise<void> {
    return this.#egress.close(0)
  }

  async #follow(method: 'Start' | 'Connect', user: StartOptions['user'], message: object): Promise<Process> {
    const { status, body } = await this.#egress.stream({
      ...this.#request(method),
      headers: {
        ...this.#headers(user),
        'content-type': 'application/connect+json',
        'keepalive-ping-interval': keepAlive,
      },
      body: envelope(message),
      timeouts: startTimeouts,
      maxResponseBytes: Infinity,
    })
    if (status !== 200) {
      body.destroy()
      throw new Error(`the sandbox answered ${status} to ${method}`)
    }
    const events = eventsOf(body)
    const first = await events.next()
    if (first.done || !first.value.start) throw new Error('no process was started')
    return { pid: first.value.start.pid, events, leave: () => void body.destroy() }
  }

  #request(method: string) {
    const { url } = this.#address
    return {
      url: `${url}/process.Process/${method}`,
      method: 'POST',
      secretHeaders: ['x-access-token', 'authorization'],
      allowHttp: url.startsWith('http:'),
    }
  }

  #headers(user: StartOptions['user']): Record<string, string> {
    const { id, token } = this.#address
    return {
      'connect-protocol-version': '1',
      authorization: `Basic ${Buffer.from(`${user}:`).toString('base64')}`,
      'e2b-sandbox-id': id,
      'e2b-sandbox-port': port,
      ...(token !== undefined && { 'x-access-token': token }),
    }
  }
}

async function* eventsOf(body: Readable): AsyncGenerator<ProcessEvent> {
  for await (const { isLast, message } of envelopesOf(body as AsyncIterable<Buffer>)) {
    if (!isLast) {
      yield Event.parse(message).event
      continue
    }
    const { data } = Failure.safeParse(message)
    if (data) throw new Error(`${data.error.code}: ${data.error.message ?? ''}`)
    return
  }
}
