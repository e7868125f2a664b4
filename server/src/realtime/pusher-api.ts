/** Publishing through an account at Pusher Channels (https://pusher.com/docs/channels/library_auth_reference/rest-api). */
import { createHash, createHmac } from 'node:crypto'
import type { Deps } from '../deps.ts'
import type { RealtimeEnv } from '../env.ts'
import type { PusherMessage } from './pusher-message.ts'

export type PusherAccount = NonNullable<RealtimeEnv['account']>

/** Messages that a call takes. */
export const mostOfBatch = 10

const timeouts = { connectMs: 5_000, headersMs: 10_000, totalMs: 15_000 }

/** Pusher did not take the messages. */
export class PusherRefused extends Error {
  override name = 'PusherRefused'
}

/** Publishes up to ten messages, in order. @throws {PusherRefused}; {EgressError} */
export async function publish(
  { egress, clock }: Pick<Deps, 'egress' | 'clock'>,
  account: PusherAccount,
  messages: readonly (PusherMessage & { channel: string })[],
): Promise<void> {
  const body = JSON.stringify({ batch: messages })
  const path = `/apps/${account.appId}/batch_events`
  const query = new URLSearchParams({
    auth_key: account.key,
    auth_timestamp: String(Math.floor(clock.now().getTime() / 1_000)),
    auth_version: '1.0',
    body_md5: createHash('md5').update(body).digest('hex'),
  })
  const signature = createHmac('sha256', account.secret.reveal())
    .update(`POST\n${path}\n${query}`)
    .digest('hex')
  const answer = await egress.request({
    method: 'POST',
    url: `${account.url}${path}?${query}&auth_signature=${signature}`,
    headers: { 'content-type': 'application/json' },
    body,
    timeouts,
    maxRedirects: 0,
  })
  if (answer.status === 200) return
  throw new PusherRefused(
    `Pusher answered ${answer.status}: ${answer.body.subarray(0, 200).toString('utf8')}`,
  )
}
