/** One request and its answer on a connection, with timers. Below the policy: whatever gets here is allowed. */
import { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'
import { connectionError, toEgressError } from './connection-error.ts'
import { tooLarge } from './decode.ts'
import { EgressError } from './egress-error.ts'
import { joinHeaders } from './headers.ts'
import type { Hop } from './redirect.ts'

/** Milliseconds. */
export interface Timeouts {
  /** From the call to a connection that is ready: waiting for a free one, resolving, TCP and TLS. */
  connectMs: number
  /** From the first byte sent to the answer's headers; sending the body counts. */
  headersMs: number
  /** The whole call with its redirects and the answer's body. `Infinity` for streams that stay open. */
  totalMs: number
}

export interface Head {
  status: number
  headers: Record<string, string>
  /** `performance.now()` when the request went out, and when the headers were there. */
  sentAt: number
  headAt: number
}

/** Where an answer's body goes. Chosen while the head is handled: data may follow in the same packet. */
export interface Sink {
  /** Milliseconds that reading the body may take beyond the deadline of the call. */
  moreMs?: number
  /** Called once with what steers the connection. */
  start(controls: Controls): void
  data(chunk: Buffer): void
  end(): void
  fail(error: EgressError): void
}

export interface Controls {
  pause(): void
  resume(): void
  /** Breaks the connection off. */
  abort(error: EgressError): void
}

export interface ExchangeOptions {
  timeouts: Timeouts
  /** `performance.now()` at which the call is over. */
  deadline: number
  signal: AbortSignal | undefined
  accept: (head: Head) => Sink
}

/** Sends one request. Resolves with the answer's head; the body goes to the sink. @throws {EgressError} */
export function exchange(dispatcher: Dispatcher, hop: Hop, options: ExchangeOptions): Promise<Head> {
  return new Promise((resolve, reject) => {
    const handler = new Exchange(hop, options, resolve, reject)
    const { url } = hop.destination
    if (options.signal?.aborted) return handler.onAbort()
    try {
      dispatcher.dispatch(
        {
          origin: url.origin,
          path: url.pathname + url.search,
          method: hop.method,
          headers: headersOf(hop),
          body: bodyOf(hop),
        },
        handler,
      )
    } catch (error) {
      handler.onResponseError(undefined, error)
    }
  })
}

function headersOf({ headers, bodyBytes }: Hop): Hop['headers'] {
  return bodyBytes === undefined ? headers : { ...headers, 'content-length': String(bodyBytes) }
}

function bodyOf({ body }: Hop): string | Uint8Array | Readable | null {
  return body ?? null
}

/** Longest delay that a Node timer keeps; more fires at once. */
const LONGEST_TIMER = 2 ** 31 - 1

class Exchange implements Dispatcher.DispatchHandler {
  readonly #hop: Hop
  readonly #options: ExchangeOptions
  readonly #resolve: (head: Head) => void
  readonly #reject: (error: EgressError) => void
  #total: NodeJS.Timeout | undefined
  #phase: NodeJS.Timeout | undefined
  #controller: Dispatcher.DispatchController | undefined
  #sink: Sink | undefined
  #sentAt: number | undefined
  #failure: EgressError | undefined
  #isOver = false

  constructor(
    hop: Hop,
    options: ExchangeOptions,
    resolve: (head: Head) => void,
    reject: (error: EgressError) => void,
  ) {
    this.#hop = hop
    this.#options = options
    this.#resolve = resolve
    this.#reject = reject
    this.#phase = after(options.timeouts.connectMs, () => this.#break('connect_timeout'))
    this.#total = after(options.deadline - performance.now(), () =>
      this.#break(this.#sentAt === undefined ? 'connect_timeout' : 'timeout'),
    )
    options.signal?.addEventListener('abort', this.onAbort, { once: true })
  }

  /** A connection is ready, and the next thing undici does is write to it. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#failure !== undefined) {
      controller.abort(this.#failure)
      return
    }
    this.#controller = controller
    this.#sentAt = performance.now()
    clearTimeout(this.#phase)
    this.#phase = after(this.#options.timeouts.headersMs, () => this.#break('timeout'))
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    received: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200 || this.#isOver) return
    clearTimeout(this.#phase)
    const headAt = performance.now()
    const head: Head = { status, headers: joinHeaders(received), sentAt: this.#sentAt ?? headAt, headAt }
    this.#sink = this.#options.accept(head)
    if (this.#sink.moreMs !== undefined) this.#extend(this.#sink.moreMs)
    this.#sink.start({
      pause: () => controller.pause(),
      resume: () => controller.resume(),
      abort: (error) => this.#fail(error),
    })
    this.#resolve(head)
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.#isOver) this.#sink?.data(chunk)
  }

  onResponseEnd(): void {
    if (this.#isOver) return
    this.#finish()
    this.#sink?.end()
  }

  onResponseError(_controller: unknown, error: unknown): void {
    this.#fail(toEgressError(error, this.#hop, this.#sentAt !== undefined))
  }

  /** An arrow function, because it is handed over as a listener. */
  readonly onAbort = (): void => {
    const sent = this.#sentAt !== undefined
    this.#fail(
      new EgressError('aborted', 'The call was aborted', { sent, cause: this.#options.signal?.reason }),
    )
  }

  #extend(moreMs: number): void {
    clearTimeout(this.#total)
    const left = this.#options.deadline - performance.now() + moreMs
    this.#total = after(left, () => this.#break('timeout'))
  }

  #break(code: 'connect_timeout' | 'timeout'): void {
    this.#fail(connectionError(code, this.#hop, this.#sentAt !== undefined))
  }

  #fail(error: EgressError): void {
    if (this.#isOver) return
    this.#finish()
    this.#failure = error
    this.#reject(error)
    this.#sink?.fail(error)
    this.#controller?.abort(error)
    const { body } = this.#hop
    if (body instanceof Readable) body.on('error', () => {}).destroy()
  }

  #finish(): void {
    this.#isOver = true
    clearTimeout(this.#phase)
    clearTimeout(this.#total)
    this.#options.signal?.removeEventListener('abort', this.onAbort)
  }
}

function after(milliseconds: number, action: () => void): NodeJS.Timeout | undefined {
  if (milliseconds === Infinity) return undefined
  return setTimeout(action, Math.min(Math.max(milliseconds, 0), LONGEST_TIMER))
}

/** Collects a body of at most `maxBytes` raw bytes. `body` settles at its end. */
export function collect(maxBytes: number): Sink & { body: Promise<Buffer> } {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  // Whoever failed before the head does not get to await the body.
  promise.catch(() => {})
  const chunks: Buffer[] = []
  let bytes = 0
  let controls: Controls | undefined
  return {
    body: promise,
    start: (given) => void (controls = given),
    data(chunk) {
      bytes += chunk.length
      if (bytes > maxBytes) controls?.abort(tooLarge(maxBytes))
      else chunks.push(chunk)
    },
    end: () => resolve(Buffer.concat(chunks)),
    fail: reject,
  }
}

/** Reads away a body that nobody wants, so that the connection can be used again; a long one is cut off. */
export function discard(): Sink {
  let left = 65_536
  let controls: Controls | undefined
  return {
    start: (given) => void (controls = given),
    data(chunk) {
      left -= chunk.length
      if (left < 0)
        controls?.abort(new EgressError('aborted', 'The body of a redirect is not read', { sent: true }))
    },
    end: () => {},
    fail: () => {},
  }
}

/** Hands a body on as it arrives, no faster than it is read. Destroying the stream breaks the connection off. */
export function streamed(): Sink & { body: Readable } {
  let controls: Controls | undefined
  const body = new Readable({
    read: () => controls?.resume(),
    destroy(error, done) {
      controls?.abort(new EgressError('aborted', 'The stream was closed', { sent: true }))
      done(error)
    },
  })
  // A failure in the packet of the head comes before anyone could listen; the reader still finds the stream failed.
  body.on('error', () => {})
  return {
    body,
    start: (given) => void (controls = given),
    data(chunk) {
      if (!body.push(chunk)) controls?.pause()
    },
    end: () => void body.push(null),
    fail: (error) => void body.destroy(error),
  }
}
