/** Slack as far as events need it: the call that says whose workspace it is, and events with their signature. */
import { createHmac } from 'node:crypto'
import { Pool } from 'undici'

import { listen } from '../rigs/listen.ts'
import { readBody } from '../rigs/read-body.ts'

export const signingSecret = 'slack-signing-secret'
const team = 'T1'

export type SlackApp = {
  /** For the operator's file: where the toolkit's API is. */
  readonly url: string
  readonly host: string
  /** Connects an account, an endpoint for its app and a trigger. Returns the URL that Slack is to call. */
  setUp(call: ApiCall): Promise<string>
  close(): Promise<void>
}

export type ApiCall = (method: string, path: string, body: object) => Promise<Record<string, unknown>>

export async function startSlackApp(): Promise<SlackApp> {
  const api = await listen(async (request, response) => {
    await readBody(request)
    response.writeHead(200, { 'content-type': 'application/json' }).end(`{"ok":true,"team_id":"${team}"}`)
  })
  return { url: api.url, host: new URL(api.url).host, setUp, close: api.close }
}

async function setUp(call: ApiCall): Promise<string> {
  const scheme = 'BEARER_TOKEN'
  const config = await call('POST', '/auth_configs', {
    toolkit: { slug: 'slack' },
    auth_config: { type: 'use_custom_auth', authScheme: scheme, credentials: {} },
  })
  const { id } = config['auth_config'] as { id: string }
  const val = { status: 'ACTIVE', token: 'xoxb-0123456789-abcdefghij' }
  const account = await call('POST', '/connected_accounts', {
    auth_config: { id },
    connection: { user_id: 'ada', state: { authScheme: scheme, val } },
  })
  const endpoint = await call('POST', '/webhook_endpoints', { toolkit_slug: 'slack', client_id: id })
  await call('PATCH', `/webhook_endpoints/${String(endpoint['id'])}`, {
    data: { signing_secret: signingSecret },
  })
  await call('POST', '/trigger_instances/SLACK_RECEIVE_MESSAGE/upsert', {
    connected_account_id: account['id'],
  })
  return String(endpoint['webhook_url'])
}

/** Sends events as Slack does: signed, and again until it hears that they were taken. */
export function slackSender(url: string, connections: number) {
  const { origin, pathname } = new URL(url)
  const pool = new Pool(origin, { connections, headersTimeout: 20_000, connectTimeout: 2_000 })

  /** Whether the event was accepted; false for any other answer, and none. */
  async function send(eventId: string, text: string): Promise<boolean> {
    const event = { type: 'message', channel: 'C1', text, ts: eventId, user: 'U1' }
    const body = JSON.stringify({ type: 'event_callback', team_id: team, event_id: eventId, event })
    const stamp = String(Math.floor(Date.now() / 1_000))
    const mac = createHmac('sha256', signingSecret).update(`v0:${stamp}:${body}`).digest('hex')
    const headers = {
      'content-type': 'application/json',
      'x-slack-request-timestamp': stamp,
      'x-slack-signature': `v0=${mac}`,
    }
    try {
      const answer = await pool.request({ path: pathname, method: 'POST', headers, body })
      await answer.body.dump()
      return answer.statusCode === 200
    } catch {
      return false
    }
  }
  return { send, close: () => pool.destroy() }
}
