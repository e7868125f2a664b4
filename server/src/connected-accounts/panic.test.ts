/** Everything that matches ends at once; a drill changes nothing, here or there. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  json,
  startScriptedProvider,
  type ScriptedProvider,
} from '../../../conformance/rigs/scripted-provider.ts'
import { testServer, type TestServer } from '../../test/harness.ts'
import { standIn } from '../egress/stand-in.ts'
import { panic, type PanicFilter } from './panic.ts'

let provider: ScriptedProvider
let server: TestServer
let slack: string

beforeAll(async () => {
  provider = await startScriptedProvider()
  const app = { client_id: 'app', client_secret: 'canary-secret', revoke_url: `${provider.url}/revoke` }
  server = await testServer({
    config: {
      toolkits: { slack: { auth: { OAUTH2: app } } },
      egress: { allow_private: [provider.host] },
    },
  })
  const { body } = await server.call('POST', '/auth_configs', { body: { toolkit: { slug: 'slack' } } })
  slack = body.auth_config.id
})
afterAll(async () => {
  await server?.close()
  await provider?.close()
})

async function connect(user: string): Promise<string> {
  const state = { authScheme: 'OAUTH2', val: { status: 'ACTIVE', access_token: `canary-token-${user}` } }
  const { body } = await server.call('POST', '/connected_accounts', {
    body: { auth_config: { id: slack }, connection: { user_id: user, state } },
  })
  return body.id
}

const statusOf = async (id: string) => (await server.call('GET', `/connected_accounts/${id}`)).body.status

function run(filter: PanicFilter, drill = false) {
  provider.reset()
  provider.script('/revoke', (res) => json(res, 200, { ok: true }))
  const deps = drill ? { ...server.deps, egress: standIn(server.deps.egress) } : server.deps
  return panic(deps, async () => deps, filter, drill)
}

test('a drill opens every credential and reaches nobody; in earnest, what matches is dead', async () => {
  const [ada, bob] = [await connect('ada'), await connect('bob')]
  const drilled = await run({ user: 'ada' }, true)
  expect(drilled).toMatchObject({ drill: true, totals: { revoked: 1 } })
  expect(provider.requests()).toStrictEqual([])
  expect(await statusOf(ada)).toBe('ACTIVE')

  const report = await run({ user: 'ada' })
  expect(report).toMatchObject({
    drill: false,
    totals: { revoked: 1 },
    accounts: [{ connected_account_id: ada }],
  })
  expect(JSON.stringify(report)).not.toContain('canary')
  expect(provider.requests('/revoke').map(({ fields }) => fields['token'])).toStrictEqual([
    'canary-token-ada',
  ])
  expect([await statusOf(ada), await statusOf(bob)]).toStrictEqual(['REVOKED', 'ACTIVE'])
})

test('by toolkit and project, all at once; a provider that refuses is told of, and the account is cut off all the same', async () => {
  const ids = [await connect('carol'), await connect('dora')]
  expect((await run({ toolkit: 'github' })).accounts).toStrictEqual([])
  expect((await run({ project: 'pr_another' })).accounts).toStrictEqual([])
  provider.reset()
  provider.script('/revoke', (res) => json(res, 401, { error: 'invalid_client' }))
  const report = await panic(server.deps, async () => server.deps, { toolkit: 'slack' }, false)
  expect(report.totals).toMatchObject({ failed: expect.any(Number) })
  expect(report.accounts[0]).toMatchObject({ outcome: 'failed', problem: 'invalid_client' })
  expect(await Promise.all(ids.map(statusOf))).toStrictEqual(['REVOKED', 'REVOKED'])
})
