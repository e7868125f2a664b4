import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, inject, test } from 'vitest'
import { listen } from '../../../conformance/rigs/listen.ts'
import { testServer } from '../../test/harness.ts'
import { runCommand } from '../cli/run-command.ts'
import { sessionReplay } from '../cli/session-replay.ts'
import { sql } from '../db/sql.ts'

/** The account's own, in every form that the provider can be made to repeat. */
const token = 'canary-token-5f0e4d31'
/** What the provider hands out, which nobody here has seen before. */
const handedOut = ['canary-cookie-1', 'canary-header-2', 'canary-body-3', 'canary-nested-4']
const [cookie = '', header = '', inBody = '', nested = ''] = handedOut

let asked = 0
const provider = await listen((req, res) => {
  asked += 1
  if (req.url?.includes('/missing')) {
    res.writeHead(404, { 'content-type': 'application/json' })
    return void res.end(JSON.stringify({ message: `no such thing for ${req.headers.authorization}` }))
  }
  res.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'set-cookie': `s=${cookie}`,
    'x-api-key': header,
    'x-echo': `Bearer ${token}`,
  })
  const told = {
    login: 'ada',
    number: asked,
    url: req.url,
    said: req.headers.authorization,
    spelled: Buffer.from(token).toString('base64'),
    access_token: inBody,
    deep: [{ client_secret: nested, kept: 'yes' }],
  }
  res.end(JSON.stringify(told))
})
const server = await testServer({
  config: {
    toolkits: { github: { base_url: `${provider.url}/api` } },
    egress: { allow_private: [new URL(provider.url).host] },
  },
})
const folder = await mkdtemp(join(tmpdir(), 'patchbay-recording-'))
let isOpen = true
async function closeProvider() {
  if (isOpen) await provider.close()
  isOpen = false
}
afterAll(async () => {
  await server.close()
  await closeProvider()
  await rm(folder, { recursive: true, force: true })
})

const tool = 'GITHUB_GET_A_REPOSITORY'
const repository = { owner: 'ada', repo: token }
const missing = { owner: 'ada', repo: 'missing' }

async function connect(userId: string): Promise<void> {
  const config = await server.call('POST', '/auth_configs', {
    body: {
      toolkit: { slug: 'github' },
      auth_config: { type: 'use_custom_auth', authScheme: 'BEARER_TOKEN', credentials: {} },
    },
  })
  const val = { status: 'ACTIVE', token }
  const account = await server.call('POST', '/connected_accounts', {
    body: {
      auth_config: { id: config.body.auth_config.id },
      connection: { user_id: userId, state: { authScheme: 'BEARER_TOKEN', val } },
    },
  })
  expect(account.status, JSON.stringify(account.body)).toBe(201)
}

async function session(user_id: string, experimental: object): Promise<string> {
  const { status, body } = await server.call('POST', '/tool_router/session', {
    body: { user_id, toolkits: { enable: ['github'] }, experimental },
  })
  expect(status, JSON.stringify(body)).toBe(201)
  return body.session_id
}

function execute(id: string, args: object, slug = tool) {
  return server.call('POST', `/tool_router/session/${id}/execute`, {
    body: { tool_slug: slug, arguments: args },
  })
}

const recordingOf = async (id: string, options = {}) =>
  server.call('GET', `/tool_router/session/${id}/recording`, options)

await connect('ada')

test('a recording holds the exchanges and no secret, and answers again when the provider is gone', async () => {
  const id = await session('ada', { mode: 'record' })
  const live = await execute(id, repository)
  expect(live.body).toMatchObject({ error: null, data: { login: 'ada' } })
  const failed = await execute(id, missing)
  expect(failed.body.error).toContain('404')
  expect(live.body).not.toHaveProperty('simulated')

  const { body: file } = await recordingOf(id)
  expect(file).toMatchObject({
    patchbay_recording: 1,
    session_id: id,
    truncated: false,
    calls: [
      { tool, exchanges: [{ request: { method: 'GET' }, response: { status: 200 } }] },
      { tool, outcome: { successful: false }, exchanges: [{ response: { status: 404 } }] },
    ],
  })
  const text = JSON.stringify(file)
  for (const secret of [token, Buffer.from(token).toString('base64'), ...handedOut])
    expect(text, secret).not.toContain(secret)
  expect(text).toContain('kept')
  const detail = await server.call('GET', `/logs/tool_execution/${live.body.log_id}`)
  expect(JSON.stringify(detail.body)).not.toContain('exchanges')

  await closeProvider()
  const before = asked
  const place = join(folder, 'recording.json')
  await writeFile(place, JSON.stringify(file))
  expect(await replay(place)).toMatchObject({
    code: 0,
    out: expect.stringContaining('2 the same, 0 different'),
  })
  const changed = structuredClone(file)
  changed.calls[0].exchanges[0].response.body.text = '{"login":"eve"}'
  changed.calls[1].exchanges[0].request.url += '/elsewhere'
  await writeFile(place, JSON.stringify(changed))
  expect(await replay(place)).toMatchObject({ code: 1, out: expect.stringContaining('2 different') })

  // Somebody who has no account at all.
  const simulated = await session('nobody', { mode: 'simulate', recording_session_id: id })
  const again = await execute(simulated, missing)
  expect(again.body).toMatchObject({
    simulated: true,
    simulated_from: 'recording',
    recorded_at: file.calls[1].at,
    data: { status_code: 404 },
  })
  expect(again.body.error).toBe(failed.body.error.replace(token, '[REDACTED]'))
  const made = await execute(simulated, { owner: 'ada', repo: 'never-asked-for' })
  expect(made.body).toMatchObject({ simulated: true, simulated_from: 'example', error: null })
  const wrong = await execute(simulated, { owner: 7 })
  expect(wrong.body.data.slug).toBe('ActionExecute_InvalidArguments')
  const batch = await server.call('POST', `/tool_router/session/${simulated}/execute_meta`, {
    body: {
      slug: 'COMPOSIO_MULTI_EXECUTE_TOOL',
      arguments: { tools: [{ tool_slug: tool, arguments: missing }] },
    },
  })
  expect(batch.body.data.results[0].response).toMatchObject({ simulated: true, simulated_from: 'recording' })
  const proxied = await server.call('POST', `/tool_router/session/${simulated}/proxy_execute`, {
    body: { toolkit_slug: 'github', endpoint: '/user', method: 'GET' },
  })
  expect([proxied.status, proxied.body.error.slug]).toStrictEqual([400, 'HTTP_NotSupported'])
  expect(asked).toBe(before)
})

async function replay(place: string) {
  let out = ''
  const code = await runCommand(['session', 'replay', place], {
    env: { PATCHBAY_DATA_DIR: inject('cacheDir') },
    out: (text) => void (out += text),
    err: (text) => void (out += text),
    isTerminal: false,
    commands: [sessionReplay],
  })
  return { code, out }
}

test('a session changes its mode, and says which it has', async () => {
  const id = await session('ada', {})
  const path = `/tool_router/session/${id}`
  const patched = await server.call('PATCH', path, { body: { experimental: { mode: 'simulate' } } })
  expect(patched.body.config.mode).toBe('simulate')
  expect((await execute(id, repository)).body).toMatchObject({ simulated_from: 'example' })
  const back = await server.call('PATCH', path, { body: { experimental: { mode: null } } })
  expect(back.body.config).not.toHaveProperty('mode')
  const odd = await server.call('PATCH', path, { body: { experimental: { mode: 'dry' } } })
  expect(odd.status).toBe(400)
})

test('a recording of another project is not found, neither to read nor to simulate', async () => {
  const id = await session('ada', { mode: 'record' })
  const { key } = await server.otherProject()
  expect((await recordingOf(id, { key })).status).toBe(404)
  const { status } = await server.call('POST', '/tool_router/session', {
    key,
    body: { user_id: 'eve', experimental: { mode: 'simulate', recording_session_id: id } },
  })
  expect(status).toBe(404)
})

test('nothing is recorded where the project stores no data', async () => {
  await server.deps.db.execute(
    sql`update projects set config = jsonb_set(coalesce(config, '{}'), '{log_visibility_setting}', '"dont_store_data"')`,
  )
  const id = await session('ada', { mode: 'record' })
  await execute(id, repository)
  expect((await recordingOf(id)).body.calls).toStrictEqual([])
})
