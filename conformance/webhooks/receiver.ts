/** A receiver of webhooks, over real HTTP, that answers as the test says. */
import { listen } from '../rigs/listen.ts'
import { readBody } from '../rigs/read-body.ts'

export type Received = {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export type Receiver = {
  readonly url: string
  readonly received: readonly Received[]
  /** What the next requests are answered with; 200 unless said. */
  answer(status: number, headers?: Record<string, string>): void
  /** Waits until this many requests have come. */
  waitFor(count: number): Promise<void>
  close(): Promise<void>
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = []
  let reply: { status: number; headers: Record<string, string> } = { status: 200, headers: {} }
  let waiting: { count: number; done: () => void }[] = []
  const { url, close } = await listen(async (request, response) => {
    const body = (await readBody(request)).toString('utf8')
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    )
    received.push({ headers, body })
    response.writeHead(reply.status, reply.headers).end('{"receiver":"says"}')
    waiting.filter(({ count }) => received.length >= count).forEach(({ done }) => done())
    waiting = waiting.filter(({ count }) => received.length < count)
  })
  return {
    url: `${url}/hook`,
    received,
    answer: (status, headers = {}) => void (reply = { status, headers }),
    waitFor: (count) =>
      received.length >= count
        ? Promise.resolve()
        : new Promise((done) => void waiting.push({ count, done: () => done() })),
    close,
  }
}
