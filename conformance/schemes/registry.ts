import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ToolkitInput } from '@patchbay/catalog'
import { runServer } from 'verdaccio'
import { listen } from '../rigs/listen.ts'

export type Registry = {
  readonly url: string
  readonly host: string
  /** Of the one who is registered. */
  readonly token: string
  close(): Promise<void>
}

/** Starts a package registry, verdaccio, and registers one person with it. */
export async function startRegistry(login: { username: string; password: string }): Promise<Registry> {
  const folder = await mkdtemp(join(tmpdir(), 'patchbay-registry-'))
  const config = join(folder, 'config.yaml')
  const app = await runServer({
    configPath: config,
    self_path: config,
    storage: join(folder, 'storage'),
    auth: { htpasswd: { file: join(folder, 'htpasswd'), max_users: 1 } },
    security: { api: { jwt: { sign: { expiresIn: '1h' } } } },
    packages: { '**': { access: '$authenticated', publish: '$authenticated' } },
    log: { type: 'stdout', format: 'json', level: 'fatal' },
    web: { enable: false },
  })
  const { url, close } = await listen((req, res) => app.emit('request', req, res))
  const { username: name, password } = login
  const registered = await fetch(`${url}/-/user/org.couchdb.user:${name}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, password }),
  })
  const { token } = (await registered.json()) as { token: string }
  return {
    url,
    host: new URL(url).host,
    token,
    close: async () => {
      await close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const secret = { description: '', secret: true }
const login = [
  { name: 'username', display_name: 'User name', description: '' },
  { ...secret, name: 'password', display_name: 'Password' },
]
const basic = { authorization: 'Basic {{conn.username|basic:password}}' }

/** A toolkit of a registry, whose profile call takes each of the ways in which a package manager logs in. */
export function registryKit(url: string): ToolkitInput {
  return {
    manifest: 1,
    slug: 'registrykit',
    name: 'Registrykit',
    description: 'For tests.',
    logo: 'https://example.com/logo.png',
    http: { base_url: url },
    auth: [
      {
        mode: 'API_KEY',
        name: 'registrykit_key',
        connected_account_fields: [{ ...secret, name: 'generic_api_key', display_name: 'Access token' }],
        inject: { headers: { authorization: 'Bearer {{conn.generic_api_key}}' } },
      },
      {
        mode: 'BEARER_TOKEN',
        name: 'registrykit_token',
        connected_account_fields: [{ ...secret, name: 'token', display_name: 'Access token' }],
        inject: { headers: { authorization: 'Bearer {{conn.token}}' } },
      },
      {
        mode: 'BASIC',
        name: 'registrykit_basic',
        connected_account_fields: login,
        inject: { headers: basic },
      },
      {
        mode: 'BASIC_WITH_JWT',
        name: 'registrykit_login',
        connected_account_fields: login,
        inject: { headers: { authorization: 'Bearer {{conn.access_token}}' } },
        token_exchange: {
          method: 'PUT',
          url: '/-/user/org.couchdb.user:{{conn.username}}',
          headers: basic,
          body: { name: '{{conn.username}}', password: '{{conn.password}}' },
          capture: [{ field: 'access_token', from: 'token', secret: true }],
          expires_in: 3600,
        },
      },
    ],
    current_user: { method: 'GET', path: '/-/npm/v1/user', display: ['name'] },
    tools: [
      {
        slug: 'REGISTRYKIT_PROFILE',
        name: 'Profile',
        description: 'Who is logged in.',
        input: { type: 'object', properties: {} },
        exec: { kind: 'http', method: 'GET', path: '/-/npm/v1/user' },
      },
    ],
  }
}
