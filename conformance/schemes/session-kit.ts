import { randomBytes } from 'node:crypto'
import type { ToolkitInput } from '@patchbay/catalog'
import { listen } from '../rigs/listen.ts'
import { readBody } from '../rigs/read-body.ts'

export type SessionApi = { readonly url: string; close(): Promise<void> }

export type SessionLogin = { username: string; password: string; organization_id: string; devKey: string }

/**
 * An accounting API as BILL's third version is: a login names the organisation and the developer's key and gives a
 * session; every call shows both, the session and that same key, in headers of their own. A session is good with the
 * key that it was made with only.
 */
export async function startSessionApi(login: SessionLogin): Promise<SessionApi> {
  const sessions = new Map<string, string>()
  const { url, close } = await listen((req, res) => {
    const answer = (status: number, body: object) =>
      res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    void readBody(req).then((body) => {
      if (req.method === 'POST' && req.url === '/connect/v3/login') {
        const { organizationId: organization_id, ...rest } = JSON.parse(String(body)) as Record<
          string,
          string
        >
        const given: Record<string, unknown> = { ...rest, organization_id }
        const names = Object.keys(login) as (keyof SessionLogin)[]
        const isRight =
          names.every((name) => given[name] === login[name]) && Object.keys(given).length === names.length
        if (!isRight) return answer(401, [{ message: 'Invalid username or password.' }])
        const sessionId = randomBytes(16).toString('hex')
        sessions.set(sessionId, login.devKey)
        return answer(200, { sessionId, organizationId: organization_id, userId: '006ADA', apiEndPoint: url })
      }
      const { sessionid, devkey, authorization } = req.headers
      const isOpen = devkey !== undefined && sessions.get(String(sessionid)) === devkey
      if (!isOpen || authorization !== undefined) return answer(401, [{ message: 'Session is invalid.' }])
      return answer(200, { path: req.url })
    })
  })
  return { url, close }
}

/** A toolkit of such an API. */
export function sessionKit(url: string): ToolkitInput {
  const field = (name: string, secret = false) => ({ name, display_name: name, description: '', secret })
  return {
    manifest: 1,
    slug: 'sessionkit',
    name: 'Sessionkit',
    description: 'For tests.',
    logo: 'https://example.com/logo.png',
    http: { base_url: url },
    auth: [
      {
        mode: 'BILLCOM_AUTH',
        name: 'sessionkit_session',
        connected_account_fields: [
          field('username'),
          field('password', true),
          field('organization_id'),
          field('devKey', true),
        ],
        inject: { headers: { sessionId: '{{conn.sessionId}}', devKey: '{{conn.devKey}}' } },
        token_exchange: {
          url: '/connect/v3/login',
          body: {
            username: '{{conn.username}}',
            password: '{{conn.password}}',
            organizationId: '{{conn.organization_id}}',
            devKey: '{{conn.devKey}}',
          },
          capture: [{ field: 'sessionId', from: 'sessionId', secret: true }],
          // BILL ends a session after 35 minutes of rest.
          expires_in: 2100,
        },
      },
    ],
    tools: [
      {
        slug: 'SESSIONKIT_LIST_BILLS',
        name: 'List bills',
        description: 'Bills.',
        input: { type: 'object', properties: {} },
        exec: { kind: 'http', method: 'GET', path: '/connect/v3/bills' },
      },
    ],
  }
}
