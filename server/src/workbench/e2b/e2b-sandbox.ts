/** The kernel in one E2B machine: its standard input and output as the one channel, through pauses. */
import { Duplex, Readable, Writable } from 'node:stream'
import type { Sandbox } from '../sandbox.ts'
import { Machine, type Process, type StartOptions } from './machine.ts'
import { leaseSeconds, type Machines } from './machines.ts'

/** Most bytes that one request carries into a machine. */
const mostInput = 1024 * 1024
/** Longest piece of what a machine says besides. */
const mostWords = 4_000

/** Starts the kernel. @throws Error when it does not start. */
export async function sandboxIn(
  machines: Machines,
  id: string,
  machine: Machine,
  kernel: StartOptions,
): Promise<Sandbox> {
  return new E2bSandbox(machines, id, machine, await machine.start(kernel))
}

class E2bSandbox implements Sandbox {
  readonly channel: Duplex
  readonly ended: Promise<string>
  readonly #machines: Machines
  readonly #id: string
  readonly #lease: NodeJS.Timeout
  #machine: Machine
  #process: Process
  /** Settled when what was paused goes on, or will not. */
  #pause: PromiseWithResolvers<void> | undefined
  #isOver = false
  #words = ''

  constructor(machines: Machines, id: string, machine: Machine, process: Process) {
    this.#machines = machines
    this.#id = id
    this.#machine = machine
    this.#process = process
    this.#lease = setInterval(() => this.#prolong(), (leaseSeconds / 2) * 1_000).unref()
    const readable = Readable.from(this.#output(), { objectMode: false })
    const writable = new Writable({
      write: (chunk: Buffer, _, done) => void this.#send(chunk).then(() => done(), done),
    })
    for (const stream of [readable, writable]) stream.on('error', () => undefined)
    this.channel = Duplex.from({ readable, writable })
    this.ended = new Promise((resolve) => {
      readable.once('close', () => void this.#end().then(() => resolve(this.#words)))
    })
  }

  async freeze(): Promise<void> {
    if (this.#isOver || this.#pause) return
    this.#pause = Promise.withResolvers()
    this.#process.leave()
    // One that cannot be paused goes on; its lease ends it where nobody comes back.
    await this.#machines.pause(this.#id).catch(() => undefined)
  }

  async thaw(): Promise<void> {
    if (!this.#pause) return
    const { resolve } = this.#pause
    try {
      const machine = new Machine(await this.#machines.resume(this.#id))
      void this.#machine.close()
      this.#machine = machine
      this.#process = await machine.follow(this.#process.pid)
      this.#pause = undefined
    } catch (error) {
      this.#isOver = true
      this.#say(`it could not be taken up again: ${error instanceof Error ? error.message : String(error)}`)
    }
    resolve()
  }

  kill(): void {
    this.#isOver = true
    this.#process.leave()
    this.#pause?.resolve()
    this.channel.destroy()
  }

  /** E2B counts it, and takes its time to say. */
  memory(): Promise<undefined> {
    return Promise.resolve(undefined)
  }

  async *#output(): AsyncGenerator<Buffer> {
    while (!this.#isOver) {
      try {
        for await (const { data, end } of this.#process.events) {
          if (data?.stdout) yield data.stdout
          if (data?.stderr) this.#say(data.stderr.toString())
          if (end) return
        }
      } catch {
        // Left for a pause, or told below.
      }
      if (!this.#pause && !this.#isOver) return this.#say('the connection to the sandbox broke')
      await this.#pause?.promise
    }
  }

  async #send(bytes: Buffer): Promise<void> {
    for (let at = 0; at < bytes.length; at += mostInput)
      await this.#machine.write(this.#process.pid, bytes.subarray(at, at + mostInput))
  }

  #prolong(): void {
    if (!this.#pause) void this.#machines.prolong(this.#id).catch(() => undefined)
  }

  #say(words: string): void {
    this.#words = (this.#words + words).slice(-mostWords)
  }

  async #end(): Promise<void> {
    this.#isOver = true
    clearInterval(this.#lease)
    await this.#machines.end(this.#id).catch(() => undefined)
    await this.#machine.close()
  }
}
