/**
 * What an event costs on its way through: taken at the ingress as a signed call of Slack, delivered to a receiver as a
 * signed webhook. The baseline is the same call straight to the receiver, in the same run.
 * `node bench/events.ts [seconds per measurement]`
 *
 * Sender and receiver share the machine with the server and its database, so read the ratios.
 */
import { startFlappingReceiver } from '../conformance/reliability/flapping-receiver.ts'
import { slackSender, startSlackApp } from '../conformance/reliability/slack-app.ts'
import { startPatchbay } from '../conformance/rigs/patchbay.ts'
import { Pool } from 'undici'
import { measure, type Measured } from './measure.ts'

const seconds = Number(process.argv[2] ?? 5)
const slack = await startSlackApp()
const receiver = await startFlappingReceiver()
const server = await startPatchbay({
  config: {
    toolkits: { slack: { base_url: slack.url } },
    egress: { allow_private: [slack.host, new URL(receiver.url).host] },
  },
  env: { PATCHBAY_RATE_LIMIT: '1000000000' },
})
const straight = new Pool(new URL(receiver.url).origin, { connections: 16 })
const sent = new Map<string, number>()
const early = new Set<string>()
const delays: number[] = []
receiver.onTaken(({ event, at }) => {
  const since = sent.get(event)
  if (since === undefined) return void early.add(event)
  delays.push(at - since)
  sent.delete(event)
})

let count = 0
try {
  const { secret } = await call('POST', '/webhook_subscriptions', {
    webhook_url: receiver.url,
    enabled_events: ['composio.trigger.message'],
  })
  receiver.verifyWith(String(secret))
  const sender = slackSender(await slack.setUp(call), 16)
  const accept = async () => {
    const id = `Ev${(count += 1)}`
    const ok = await sender.send(id, 'hello')
    if (!ok) throw new Error('an event was not accepted')
    // From the moment it is accepted; a delivery that was quicker than the answer counts as none.
    if (early.delete(id)) delays.push(0)
    else sent.set(id, performance.now())
  }
  await measure(accept, 4, 1)
  line('in flight', 'what', 'p50 ms', 'p99 ms', 'a second')
  for (const concurrency of [1, 16]) {
    const direct = await measure(post, concurrency, seconds)
    report(concurrency, 'straight', direct)
    delays.length = 0
    const before = receiver.taken.length
    const started = performance.now()
    const taken = await measure(accept, concurrency, seconds)
    report(concurrency, 'accepted', taken)
    await allDelivered()
    const elapsed = (performance.now() - started) / 1_000
    const delivered = {
      ...quantiles(delays),
      calls: delays.length,
      perSecond: (receiver.taken.length - before) / elapsed,
    }
    report(concurrency, 'accepted to delivered', delivered)
    const share = (100 * delivered.perSecond) / direct.perSecond
    line('', 'delivered of straight', '', '', `${share.toFixed(1)} %`)
  }
  await sender.close()
} finally {
  await straight.close()
  await server.stop()
  await receiver.close()
  await slack.close()
}

async function post(): Promise<void> {
  const body = JSON.stringify({ data: { ts: 'straight' } })
  const answer = await straight.request({ path: '/hook', method: 'POST', body })
  await answer.body.dump()
}

async function call(method: string, path: string, body: object): Promise<Record<string, unknown>> {
  const headers = { 'x-api-key': server.apiKey, 'content-type': 'application/json' }
  const request = { method, headers, body: JSON.stringify(body) }
  const response = await fetch(`${server.url}/api/v3.1${path}`, request)
  const answer = (await response.json()) as Record<string, unknown>
  if (!response.ok) throw new Error(JSON.stringify(answer))
  return answer
}

/** Every event that was accepted has come. */
async function allDelivered(): Promise<void> {
  const deadline = Date.now() + 60_000
  while (sent.size > 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 5))
  if (sent.size > 0) throw new Error(`${sent.size} events have not arrived`)
}

function quantiles(times: number[]): Pick<Measured, 'p50' | 'p99'> {
  const sorted = times.toSorted((a, b) => a - b)
  const quantile = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { p50: quantile(0.5), p99: quantile(0.99) }
}

function report(concurrency: number, name: string, { p50, p99, perSecond }: Measured): void {
  line(String(concurrency), name, p50.toFixed(1), p99.toFixed(1), perSecond.toFixed(0))
}

function line(concurrency: string, name: string, ...rest: string[]): void {
  const columns = rest.map((text) => text.padStart(10)).join('')
  process.stdout.write(`${concurrency.padEnd(11)}${name.padEnd(24)}${columns}\n`)
}
