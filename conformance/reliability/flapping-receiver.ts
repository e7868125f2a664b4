/** A receiver of webhooks that is often not well, and remembers all that it has taken. */
import { createHmac } from 'node:crypto'
import { listen } from '../rigs/listen.ts'
import { readBody } from '../rigs/read-body.ts'

export type Taken = {
  /** Of the message in the payload, as the sender named it. */
  event: string
  webhookId: string
  at: number
}

export type FlappingReceiver = {
  readonly url: string
  /** What it has answered 200 to, in order. */
  readonly taken: readonly Taken[]
  /** Deliveries whose signature was wrong. */
  readonly forged: () => number
  /** The subscription's secret, once it is known. */
  verifyWith(secret: string): void
  /** Shares of calls that it answers with 500, and not at all. */
  flap(failing: number, hanging: number): void
  /** Called at each delivery that is taken. */
  onTaken(hear: (taken: Taken) => void): void
  close(): Promise<void>
}

export async function startFlappingReceiver(): Promise<FlappingReceiver> {
  const taken: Taken[] = []
  let secret: string | undefined
  let forged = 0
  let shares = { failing: 0, hanging: 0 }
  let hear: (taken: Taken) => void = () => {}
  const { url, close } = await listen(async (request, response) => {
    const body = (await readBody(request)).toString('utf8')
    const webhookId = String(request.headers['webhook-id'])
    const luck = Math.random()
    if (luck < shares.hanging) return
    if (luck < shares.hanging + shares.failing) return void response.writeHead(500).end()
    const content = `${webhookId}.${String(request.headers['webhook-timestamp'])}.${body}`
    const mac = createHmac('sha256', secret ?? '')
      .update(content)
      .digest('base64')
    if (request.headers['webhook-signature'] !== `v1,${mac}`) forged += 1
    const { data } = JSON.parse(body) as { data: { ts: string } }
    const row = { event: data.ts, webhookId, at: performance.now() }
    taken.push(row)
    hear(row)
    response.writeHead(200).end()
  })
  return {
    url: `${url}/hook`,
    taken,
    forged: () => forged,
    verifyWith: (known) => void (secret = known),
    flap: (failing, hanging) => void (shares = { failing, hanging }),
    onTaken: (listener) => void (hear = listener),
    close,
  }
}
