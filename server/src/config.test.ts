import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { loadConfig, withEnvApps } from './config.ts'

const folder = await mkdtemp(join(tmpdir(), 'patchbay-config-'))
afterAll(() => rm(folder, { recursive: true }))

async function load(content: string) {
  const file = join(folder, 'config.json')
  await writeFile(file, content)
  return loadConfig(file)
}

test('without a file nothing is overridden and nothing private is allowed', async () => {
  expect(await loadConfig(undefined)).toStrictEqual({ toolkits: {}, egress: { allow_private: [] } })
})

test('a file sets base URLs, OAuth apps and private addresses', async () => {
  const content = {
    toolkits: {
      github: {
        base_url: 'http://127.0.0.1:4100',
        auth: { OAUTH2: { authorize_url: 'http://127.0.0.1:4100/a', client_id: 'id', client_secret: 's' } },
      },
    },
    egress: { allow_private: ['127.0.0.1:4100'] },
  }
  expect(await load(JSON.stringify(content))).toStrictEqual(content)
})

test.each([
  ['not JSON', '{"client_secret": hunter2}', 'is not JSON'],
  ['an unknown key', '{"toolkit": {}}', 'Unrecognized key: "toolkit"'],
  ['an unknown scheme', '{"toolkits": {"github": {"auth": {"OAUTH": {}}}}}', 'toolkits.github.auth'],
  ['a base URL that is none', '{"toolkits": {"github": {"base_url": "ftp://x"}}}', 'must be an http(s) URL'],
  ['a wildcard address', '{"egress": {"allow_private": ["*"]}}', 'egress.allow_private.0'],
])('%s is named, with the file', async (_name, content, message) => {
  const failure = load(content)
  await expect(failure).rejects.toThrow(message)
  await expect(failure).rejects.toThrow('PATCHBAY_CONFIG')
  await expect(failure).rejects.not.toThrow('hunter2')
})

test('a file that is not there is named', async () => {
  await expect(loadConfig(join(folder, 'missing.json'))).rejects.toThrow('PATCHBAY_CONFIG: cannot read')
})

test('an app of the environment takes the place of the file’s, whose endpoints and scopes it keeps', async () => {
  const OAUTH2 = {
    token_url: 'https://idp.test/t',
    scopes: ['a'],
    client_id: 'old',
    client_secret: 'old-secret',
  }
  const config = await load(
    JSON.stringify({ toolkits: { github: { base_url: 'https://ghe.test', auth: { OAUTH2 } } } }),
  )
  const { toolkits } = withEnvApps(config, { github: { client_id: 'new' }, gmail: { client_id: 'mail' } })
  expect(toolkits).toStrictEqual({
    github: {
      base_url: 'https://ghe.test',
      auth: { OAUTH2: { token_url: 'https://idp.test/t', scopes: ['a'], client_id: 'new' } },
    },
    gmail: { auth: { OAUTH2: { client_id: 'mail' } } },
  })
  expect(config.toolkits['github']?.auth.OAUTH2?.client_id).toBe('old')
})
