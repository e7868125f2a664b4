/** The commands of policies and approvals, against a server that listens. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { startUpstream } from '../../../conformance/rigs/upstream.ts'
import { testServer } from '../../test/harness.ts'
import { UsageError } from './command.ts'
import { commands } from './commands.ts'

const upstream = await startUpstream()
const server = await testServer({
  listen: true,
  config: {
    toolkits: { hackernews: { base_url: `${upstream.url}/echo` } },
    egress: { allow_private: [new URL(upstream.url).host] },
  },
})
const folder = await mkdtemp(join(tmpdir(), 'patchbay-policy-'))
afterAll(async () => {
  await server.close()
  await upstream.close()
  await rm(folder, { recursive: true })
})

async function run(name: string, args: string[] = []) {
  let [out, err] = ['', '']
  const found = commands.find((each) => each.name === name)
  const code = await found?.run(args, {
    env: { PATCHBAY_URL: server.url, PATCHBAY_API_KEY: server.projectKey },
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    isTerminal: false,
    commands,
  })
  return { code: code ?? 0, out, err }
}

const getUser = () =>
  server.call('POST', '/tools/execute/HACKERNEWS_GET_USER', {
    body: { user_id: 'ann', arguments: { username: 'pg' } },
  })

test('a policy is tried on the log, added, asked about, decided and removed', async () => {
  await getUser()
  const file = join(folder, 'policy.json')
  const policy = { name: 'ask', effect: 'ask', match: { tools: ['HACKERNEWS_*'] } }
  await writeFile(file, JSON.stringify(policy))
  const tried = await run('policy test', [file])
  expect(tried.out).toMatch(/^1 calls: allow 0, ask 1, .*\n {2}ask {3}ask: 1\n.*HACKERNEWS_GET_USER {2}log_/s)
  expect((await getUser()).body.successful).toBe(true)
  const added = await run('policy add', [file])
  expect((await run('policy list')).out).toBe(added.out)
  expect((await getUser()).body.successful).toBe(false)
  const { out: waiting } = await run('approval list')
  const id = /^apr_[\w-]+/.exec(waiting)?.[0] ?? ''
  expect(waiting).toContain('because policy ask says ask\n  {"username":"pg"}')
  expect((await run('approval decide', [id])).out).toBe(waiting)
  expect((await run('approval decide', [id, 'allow_once'])).out).toContain('approved\n')
  expect((await getUser()).body.successful).toBe(true)
  expect((await run('approval list')).out).toBe('nothing waits for a decision\n')
  const policyId = added.out.split(' ')[0] ?? ''
  expect((await run('policy remove', [policyId])).out).toBe(`removed: ${policyId}\n`)
  expect(await run('policy remove', [policyId])).toMatchObject({ code: 1 })
})

test('what is typed wrong is explained', async () => {
  await expect(run('policy test', ['--limit', 'many'])).rejects.toThrow(UsageError)
  await expect(run('policy add', ['/no/such/file'])).rejects.toThrow(UsageError)
  const file = join(folder, 'wrong.json')
  await writeFile(file, JSON.stringify({ name: 'x', effect: 'forbid' }))
  expect(await run('policy add', [file])).toMatchObject({ code: 1, err: expect.stringContaining('effect') })
})
