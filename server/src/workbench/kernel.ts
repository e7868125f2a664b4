/**
 * Talking to what runs in one sandbox (`kernel/supervisor.py`). One thing runs at a time; its output, its calls and
 * its length are bounded here, whatever the sandbox does. A sandbox that breaks the protocol is ended.
 */
import { PassThrough, type Readable } from 'node:stream'
import { FrameError, type Frame, frameReader, messageFrame, pieceFrame } from './frames.ts'
import { KernelMessage, type Done } from './kernel-messages.ts'
import type { Sandbox } from './sandbox.ts'

/** Longest text of one output stream that a run may give. */
const mostOutput = 64 * 1024
/** Bytes of messages that one run may send, its calls included. */
const mostTraffic = 64 * 1024 * 1024
/** Calls of helpers in one run unless told otherwise, and how many of them are made at once. */
export const usualCalls = 1_000
const callsAtOnce = 16
/** Time that code has to end by itself, then its process, before the sandbox is ended. */
const graceMs = 2_000

/** What a helper asks for, and the reply. */
export type CallHandler = (name: string, args: Record<string, unknown>) => Promise<CallReply>
export interface CallReply {
  result?: unknown
  error?: string
}

export interface RunOptions {
  timeoutMs: number
  /** Helpers that the code may call; a command has none. */
  onCall?: CallHandler | undefined
  /** Takes what is printed as it comes, of both streams, as much as is kept of it. */
  onOutput?: ((text: string) => void) | undefined
}

export interface CodeOptions extends RunOptions {
  /** What the code finds as `inputs`. */
  inputs?: Readonly<Record<string, unknown>>
  /** Names of its own, and the value of the last expression as JSON besides its text. */
  isolated?: boolean
}

export interface RunResult {
  stdout: string
  stderr: string
  /** The last expression, as text. */
  result: string
  value: unknown
  error: string
  repairs: readonly string[]
  /** Characters of output that were left out. */
  dropped: number
  exit: number | undefined
  timedOut: boolean
  /** The process that ran the code died: its variables are gone. */
  died: boolean
}

export interface SandboxFile {
  path: string
  size: number
  /** Changes whenever the file does. */
  mtime: string
}

/** The sandbox is gone; the message says why. */
export class SandboxGone extends Error {
  override name = 'SandboxGone'
}

interface Running {
  id: number
  options: RunOptions
  output: { stdout: string; stderr: string }
  dropped: number
  traffic: number
  calls: number
  atOnce: number
  waiting: (() => void)[]
  timedOut: boolean
  finish: (done: Partial<Done> & { died?: boolean }) => void
}

interface Request {
  resolve: (answer: Extract<KernelMessage, { t: 'answer' | 'written' }>) => void
  reject: (error: Error) => void
}

export class Kernel {
  readonly #sandbox: Sandbox
  readonly #mostCalls: number
  readonly #ready = Promise.withResolvers<void>()
  readonly #gone: Promise<never>
  #goneError: SandboxGone | undefined
  #last = 0
  #running: Running | undefined
  readonly #requests = new Map<number, Request>()
  readonly #writes = new Map<number, Request>()
  readonly #reads = new Map<number, PassThrough>()

  /** `mostCalls`: how many calls of helpers one run may make; the next ones are refused. */
  constructor(sandbox: Sandbox, { mostCalls = usualCalls }: { mostCalls?: number } = {}) {
    this.#sandbox = sandbox
    this.#mostCalls = mostCalls
    const read = frameReader()
    sandbox.channel.on('data', (data: Buffer) => {
      try {
        if (this.#running && this.#reads.size === 0) this.#running.traffic += data.length
        for (const frame of read(data)) this.#receive(frame)
      } catch (error) {
        this.#refuse(error instanceof Error ? error.message : String(error))
      }
    })
    sandbox.channel.on('error', () => undefined)
    this.#gone = sandbox.ended.then((words) => {
      this.#goneError ??= new SandboxGone(words.trim().split('\n').at(-1) || 'its first process is gone')
      this.#abandon(this.#goneError)
      throw this.#goneError
    })
    this.#gone.catch(() => undefined)
    this.#ready.promise.catch(() => undefined)
  }

  /** Resolves when it takes code. @throws {SandboxGone} */
  ready(): Promise<void> {
    return this.#orGone(this.#ready.promise)
  }

  get isGone(): boolean {
    return this.#goneError !== undefined
  }

  /** Why it is gone. */
  get reason(): string | undefined {
    return this.#goneError?.message
  }

  /** Runs Python in the one namespace of this sandbox. @throws {SandboxGone} */
  run(code: string, options: CodeOptions): Promise<RunResult> {
    const { inputs, isolated = false } = options
    return this.#start({ t: 'run', code, isolated, ...(inputs && { inputs }) }, options)
  }

  /** Runs a command of bash. @throws {SandboxGone} */
  bash(command: string, options: RunOptions): Promise<RunResult> {
    return this.#start({ t: 'bash', command }, options)
  }

  /** The files of the mount; `leftOut` counts what is no file, or too many. @throws {SandboxGone} */
  async listFiles(): Promise<{ files: SandboxFile[]; leftOut: number }> {
    const { files = [], left_out: leftOut = 0 } = await this.#ask({ t: 'list' })
    return { files: files.map(([path, size, mtime]) => ({ path, size, mtime })), leftOut }
  }

  /** The bytes of a file of the mount. The stream fails when the sandbox ends first. */
  readFile(path: string): Readable {
    const transfer = ++this.#last
    const stream = new PassThrough()
    stream.on('error', () => undefined)
    this.#reads.set(transfer, stream)
    const fail = (error: Error) => {
      this.#reads.delete(transfer)
      stream.destroy(error)
    }
    this.#ask({ t: 'read', path, transfer }).catch(fail)
    return stream
  }

  /** Puts a file into the mount, and says how it is there. @throws {SandboxGone}, Error when it does not fit. */
  async writeFile(path: string, body: Readable): Promise<SandboxFile> {
    const transfer = ++this.#last
    await this.#ask({ t: 'write', path, transfer })
    const written = this.#orGone(
      new Promise<Extract<KernelMessage, { t: 'written' }>>((resolve, reject) => {
        this.#writes.set(transfer, { resolve: resolve as Request['resolve'], reject })
      }),
    )
    written.catch(() => undefined)
    for await (const piece of body as AsyncIterable<Buffer>) {
      for (let at = 0; at < piece.length; at += 256 * 1024)
        await this.#write(pieceFrame(transfer, piece.subarray(at, at + 256 * 1024)))
    }
    await this.#write(pieceFrame(transfer, Buffer.alloc(0)))
    const { size, mtime, error } = await written
    if (error !== undefined || size === undefined || mtime === undefined)
      throw new Error(error ?? 'the file was not written')
    return { path, size, mtime }
  }

  async removeFile(path: string): Promise<void> {
    await this.#ask({ t: 'remove', path })
  }

  freeze(): Promise<void> {
    return this.#sandbox.freeze()
  }

  thaw(): Promise<void> {
    return this.#sandbox.thaw()
  }

  memory(): Promise<number | undefined> {
    return this.#sandbox.memory()
  }

  /** Ends it at once, and returns when it has. */
  async end(reason: string): Promise<void> {
    this.#goneError ??= new SandboxGone(reason)
    this.#sandbox.kill()
    await this.#sandbox.ended
  }

  #start(message: Record<string, unknown>, options: RunOptions): Promise<RunResult> {
    if (this.#running) throw new Error('something is running already')
    const id = ++this.#last
    const ended = new Promise<RunResult>((resolve) => {
      const timers = this.#timers(options.timeoutMs)
      this.#running = {
        id,
        options,
        output: { stdout: '', stderr: '' },
        dropped: 0,
        traffic: 0,
        calls: 0,
        atOnce: 0,
        waiting: [],
        timedOut: false,
        finish: (done) => {
          for (const timer of timers) clearTimeout(timer)
          const running = this.#running
          this.#running = undefined
          resolve({
            stdout: running?.output.stdout ?? '',
            stderr: running?.output.stderr ?? '',
            result: (done.result ?? '').slice(0, 2 * mostOutput),
            value: done.value,
            error: (done.error ?? '').slice(0, mostOutput),
            repairs: done.repairs ?? [],
            dropped: (running?.dropped ?? 0) + (done.dropped ?? 0),
            exit: done.exit,
            timedOut: running?.timedOut === true,
            died: done.died === true,
          })
        },
      }
    })
    void this.#write(messageFrame({ ...message, id })).catch(() => undefined)
    return this.#orGone(ended)
  }

  /** The code is asked to end, then its process is ended, then everything. */
  #timers(timeoutMs: number): NodeJS.Timeout[] {
    const tell = (t: string) => {
      if (this.#running) this.#running.timedOut = true
      void this.#write(messageFrame({ t })).catch(() => undefined)
    }
    return [
      setTimeout(() => tell('interrupt'), timeoutMs),
      setTimeout(() => tell('kill'), timeoutMs + graceMs),
      setTimeout(() => void this.end('it did not end when its time was up'), timeoutMs + 2 * graceMs),
    ]
  }

  #receive(frame: Frame): void {
    if (frame.kind === 'piece') return this.#receivePiece(frame.transfer, frame.bytes)
    const parsed = KernelMessage.safeParse(frame.message)
    if (!parsed.success) throw new FrameError('a message of no known form')
    const message = parsed.data
    const running = this.#running
    if (running && running.traffic > mostTraffic) throw new FrameError('more messages than a run may send')
    switch (message.t) {
      case 'ready':
        return this.#ready.resolve()
      case 'out':
        return running && keepOutput(running, message.stream, message.text)
      case 'call':
        return void this.#call(message)
      case 'done':
        if (running?.id === message.id) running.finish(message)
        return undefined
      case 'died':
        return running?.finish({ died: true, exit: message.exit })
      case 'answer':
        return this.#answer(this.#requests, message.id, message)
      case 'written':
        return this.#answer(this.#writes, message.transfer, message)
    }
  }

  #receivePiece(transfer: number, bytes: Buffer): void {
    const stream = this.#reads.get(transfer)
    // One that was given up here: what is still on its way is passed over.
    if (!stream) return
    if (bytes.length === 0) {
      this.#reads.delete(transfer)
      stream.end()
      return
    }
    if (stream.destroyed || stream.write(bytes)) return
    const { channel } = this.#sandbox
    if (channel.isPaused()) return
    channel.pause()
    const go = () => {
      stream.off('drain', go).off('close', go)
      channel.resume()
    }
    stream.on('drain', go).on('close', go)
  }

  async #call({ call, name, arguments: args }: Extract<KernelMessage, { t: 'call' }>): Promise<void> {
    const running = this.#running
    const reply = running
      ? await this.#permitted(running, name, args)
      : { error: 'helpers work only while the code of a call runs' }
    try {
      await this.#write(messageFrame({ t: 'reply', call, ...reply }))
    } catch (error) {
      if (!(error instanceof FrameError)) return
      await this.#write(
        messageFrame({ t: 'reply', call, error: 'the result is too large for the workbench' }),
      ).catch(() => undefined)
    }
  }

  async #permitted(running: Running, name: string, args: Record<string, unknown>): Promise<CallReply> {
    const { onCall } = running.options
    if (!onCall) return { error: 'helpers are not available here' }
    running.calls += 1
    if (running.calls > this.#mostCalls)
      return { error: `this run has made ${this.#mostCalls} calls, the most that it may; go on in another` }
    if (running.atOnce >= callsAtOnce) await new Promise<void>((resolve) => running.waiting.push(resolve))
    running.atOnce += 1
    try {
      if (this.#running !== running) return { error: 'the run that asked is over' }
      return await onCall(name, args)
    } catch {
      return { error: 'the server could not make this call' }
    } finally {
      running.atOnce -= 1
      running.waiting.shift()?.()
    }
  }

  #answer(
    requests: Map<number, Request>,
    id: number,
    message: Extract<KernelMessage, { t: 'answer' | 'written' }>,
  ): void {
    const request = requests.get(id)
    requests.delete(id)
    if (!request) return
    if (message.error === undefined) request.resolve(message)
    else request.reject(new Error(message.error))
  }

  #ask(message: Record<string, unknown>): Promise<Extract<KernelMessage, { t: 'answer' }>> {
    const id = ++this.#last
    const answer = new Promise<Extract<KernelMessage, { t: 'answer' }>>((resolve, reject) => {
      this.#requests.set(id, { resolve: resolve as Request['resolve'], reject })
    })
    void this.#write(messageFrame({ ...message, id })).catch(() => undefined)
    return this.#orGone(answer)
  }

  /** @throws {SandboxGone} */
  #write(frame: Buffer): Promise<void> {
    const { channel } = this.#sandbox
    return this.#orGone(
      new Promise<void>((resolve) => {
        channel.write(frame, (error) => {
          // The end of the sandbox is what explains it.
          if (!error) resolve()
        })
      }),
    )
  }

  #orGone<T>(promise: Promise<T>): Promise<T> {
    return Promise.race([promise, this.#gone])
  }

  #refuse(problem: string): void {
    this.#goneError ??= new SandboxGone(`it was ended because it sent ${problem}`)
    this.#sandbox.kill()
  }

  #abandon(error: SandboxGone): void {
    this.#running = undefined
    for (const requests of [this.#requests, this.#writes]) {
      for (const { reject } of requests.values()) reject(error)
      requests.clear()
    }
    for (const stream of this.#reads.values()) stream.destroy(error)
    this.#reads.clear()
  }
}

function keepOutput(running: Running, stream: 'stdout' | 'stderr', text: string): void {
  const room = mostOutput - running.output[stream].length
  const kept = text.slice(0, room)
  running.output[stream] += kept
  if (kept !== '') running.options.onOutput?.(kept)
  running.dropped += Math.max(0, text.length - room)
}
