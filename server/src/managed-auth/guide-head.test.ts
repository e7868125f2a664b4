/** The guides of toolkits of the head, with the app tested at stand-ins that say no as each provider does. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listen, type LoopbackServer } from '../../../conformance/rigs/listen.ts'
import { startProvider, type Provider } from '../../../conformance/rigs/provider.ts'
import { readBody } from '../../../conformance/rigs/read-body.ts'
import { testServer, type TestServer } from '../../test/harness.ts'

const origin = 'http://patchbay.test'
const app = {
  client_id: 'mine',
  client_secret: 'right-secret',
  name: 'Mine',
  redirect_uris: [`${origin}/api/v3.1/toolkits/auth/callback`],
}

let google: Provider
let slack: Provider
let notion: LoopbackServer
let server: TestServer

beforeAll(async () => {
  google = await startProvider('google', {
    seed: { users: [{ email: 'a@example.com' }], oauth_clients: [app] },
  })
  slack = await startProvider('slack', { seed: { team: { name: 'T', domain: 't' }, oauth_apps: [app] } })
  notion = await startNotion()
  const at = (authorize_url: string, token_url: string) => ({
    auth: { OAUTH2: { authorize_url, token_url } },
  })
  server = await testServer({
    env: { PATCHBAY_PUBLIC_URL: origin },
    config: {
      toolkits: {
        gmail: at(google.authorizeUrl, google.tokenUrl),
        slack: at(slack.authorizeUrl, slack.tokenUrl),
        notion: at(`${notion.url}/v1/oauth/authorize`, `${notion.url}/v1/oauth/token`),
      },
      egress: { allow_private: [google.url, slack.url, notion.url].map((url) => new URL(url).host) },
    },
  })
})
afterAll(async () => {
  await server?.close()
  await Promise.all([google, slack, notion].map((standIn) => standIn?.close()))
})

/** As developers.notion.com describes the token endpoint: the app by basic authentication, then the code. */
function startNotion(): Promise<LoopbackServer> {
  return listen((req, res) => {
    const right = Buffer.from(`${app.client_id}:${app.client_secret}`).toString('base64')
    const [status, error] =
      req.headers.authorization === `Basic ${right}` ? [400, 'invalid_grant'] : [401, 'invalid_client']
    void readBody(req).then(() =>
      res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error })),
    )
  })
}

const check = async (slug: string, fields: Record<string, string>) => {
  const { body } = await server.app.inject({
    method: 'POST',
    url: `/guides/${slug}`,
    payload: new URLSearchParams({ ...fields, organization_key: server.organizationKey }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  return body
}

test.each([['gmail'], ['slack'], ['notion']])(
  'the app of %s is tested where it is registered',
  async (slug) => {
    const { client_id, client_secret } = app
    const right = await check(slug, { client_id, client_secret })
    const wrongSecret = await check(slug, { client_id, client_secret: 'canary-wrong' })
    const unknown = await check(slug, { client_id: 'nobody', client_secret: 'canary-wrong' })
    expect(right).toMatch(/class="summary good"[^>]*>[^<]*knows this app/)
    // What was tested stays in the form, but for what is secret.
    expect(right).toMatch(/name="client_id"[^>]*value="mine"/)
    expect(right).not.toContain(client_secret)
    expect(right).not.toContain(server.organizationKey)
    expect(wrongSecret).toContain('does not take this app')
    expect(unknown).toContain('does not take this app')
    expect(wrongSecret + unknown).not.toContain('canary')
  },
)
