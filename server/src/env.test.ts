import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { appVariable, environmentHelp, parseEnv, unknownVariables } from './env.ts'

test('without any variable the server listens on loopback, on the embedded database', () => {
  expect(parseEnv({})).toMatchObject({
    port: 3210,
    host: '127.0.0.1',
    databaseUrl: undefined,
    role: 'all',
    logLevel: 'warn',
  })
})

test('the master key lives in the data folder unless a file is named', () => {
  expect(parseEnv({ PATCHBAY_DATA_DIR: '/data' }).masterKeyFile).toBe('/data/master.key')
  expect(parseEnv({ PATCHBAY_MASTER_KEY_FILE: '/keys/master' }).masterKeyFile).toBe('/keys/master')
})

test('an empty variable counts as unset', () => {
  expect(parseEnv({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 3210, databaseUrl: undefined })
})

test('a public URL loses its trailing slash', () => {
  expect(parseEnv({ PATCHBAY_PUBLIC_URL: 'https://patchbay.example/' }).publicUrl).toBe(
    'https://patchbay.example',
  )
})

describe('a bad variable is named, with what it must be', () => {
  test.each([
    [{ PORT: 'http' }, 'PORT must be a whole number'],
    [{ PORT: '70000' }, 'PORT must be 0 to 65535'],
    [{ DATABASE_URL: 'mysql://localhost/x' }, 'DATABASE_URL must be a postgres:// URL'],
    [{ PATCHBAY_PUBLIC_URL: 'patchbay' }, 'PATCHBAY_PUBLIC_URL must be an http(s) URL'],
    [{ PATCHBAY_ROLE: 'boss' }, 'PATCHBAY_ROLE must be all, api or worker'],
    [{ PATCHBAY_BOOTSTRAP_API_KEY: 'secret' }, 'PATCHBAY_BOOTSTRAP_API_KEY must be ak_'],
    [{ PATCHBAY_RATE_LIMIT: '0' }, 'PATCHBAY_RATE_LIMIT must be at least 1'],
    [{ PATCHBAY_LOG_LEVEL: 'loud' }, 'PATCHBAY_LOG_LEVEL must be'],
    [{ PATCHBAY_WORKBENCH: 'e2b' }, 'PATCHBAY_WORKBENCH e2b needs PATCHBAY_E2B_API_KEY'],
    [{ PATCHBAY_WORKBENCH_IMAGE: '--privileged' }, 'PATCHBAY_WORKBENCH_IMAGE must be the name of an image'],
    [{ PATCHBAY_WORKBENCH_CALLS: '0' }, 'PATCHBAY_WORKBENCH_CALLS must be at least 1'],
  ])('%j', (source, message) => {
    expect(() => parseEnv(source)).toThrow(message)
  })

  test('all of them at once, and never with the value of a key', () => {
    const source = { PORT: 'x', PATCHBAY_BOOTSTRAP_API_KEY: 'wrong-but-secret' }
    expect(() => parseEnv(source)).toThrow(/PORT.*\n.*PATCHBAY_BOOTSTRAP_API_KEY/)
    expect(() => parseEnv(source)).not.toThrow('wrong-but-secret')
  })
})

test('at E2B no sandbox waits for its session, unless told: it would be paid for', () => {
  const source = { PATCHBAY_WORKBENCH: 'e2b', PATCHBAY_E2B_API_KEY: 'e2b_key' }
  expect(parseEnv({}).workbenchSpare).toBe(1)
  expect(parseEnv(source)).toMatchObject({ workbenchSpare: 0, e2b: { apiUrl: 'https://api.e2b.app' } })
  expect(parseEnv({ ...source, PATCHBAY_WORKBENCH_SPARE: '2' }).workbenchSpare).toBe(2)
  expect(JSON.stringify(parseEnv(source))).not.toContain('e2b_key')
})

test('an OAuth app is named by its toolkit; one without a secret is a public client', () => {
  const source = {
    PATCHBAY_APP_GITHUB_CLIENT_ID: 'id',
    PATCHBAY_APP_GITHUB_CLIENT_SECRET: 'secret',
    PATCHBAY_APP_MICROSOFT_TEAMS_CLIENT_ID: 'public',
    PATCHBAY_APP_GMAIL_CLIENT_ID: '',
  }
  expect(parseEnv(source).apps).toStrictEqual({
    github: { client_id: 'id', client_secret: 'secret' },
    microsoft_teams: { client_id: 'public' },
  })
  expect(unknownVariables(source)).toStrictEqual([])
  expect(Object.keys(source)).toContain(appVariable('microsoft_teams', 'CLIENT_ID'))
})

test('the secret of an OAuth app without its client id stops the start, unquoted', () => {
  const source = { PATCHBAY_APP_GITHUB_CLIENT_SECRET: 'wrong-but-secret' }
  expect(() => parseEnv(source)).toThrow('PATCHBAY_APP_GITHUB_CLIENT_ID must be set')
  expect(() => parseEnv(source)).not.toThrow('wrong-but-secret')
})

test('a misspelt name is noticed', () => {
  expect(unknownVariables({ PATCHBAY_DATADIR: '/x', PATCHBAY_DATA_DIR: '/y', HOME: '/' })).toStrictEqual([
    'PATCHBAY_DATADIR',
  ])
})

test('the README lists exactly the variables that --help prints', async () => {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8')
  const documented = [...readme.matchAll(/^\| `([A-Z0-9_]+)` \|/gm)].map(([, name]) => name)
  expect(documented).toStrictEqual(environmentHelp.map(([name]) => name))
})
