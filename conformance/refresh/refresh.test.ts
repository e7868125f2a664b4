import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { expect, test, vi } from 'vitest'

import { clickLink } from '../rigs/click-link.ts'
import { freePort } from '../rigs/listen.ts'
import { startPatchbay, type Patchbay } from '../rigs/patchbay.ts'
import { json, startScriptedProvider } from '../rigs/scripted-provider.ts'
import { newDatabaseUrl } from '../rigs/test-database.ts'
import { refreshRun } from './run.ts'

/** Compiled catalogs are immutable and named by their content. */
const catalogs = fileURLToPath(new URL('../../.cache/catalog', import.meta.url))

test('four processes that need one token at once refresh it once, and a strict provider sees no reuse', async () => {
  const { grants, tokens, failures } = await refreshRun(await newDatabaseUrl(), 4)
  expect(failures).toStrictEqual([])
  expect(grants).toStrictEqual([{ grantType: 'refresh_token' }])
  expect(tokens.size).toBe(1)
}, 120_000)

test.each([
  ['is stored at the next start', true],
  ['is lost without the journal: the control', false],
])(
  'an answer that arrived just before kill -9 %s',
  async (_, keepsJournal) => {
    const provider = await startScriptedProvider()
    const databaseUrl = await newDatabaseUrl()
    const dataDir = await mkdtemp(join(tmpdir(), 'patchbay-kill-'))
    await mkdir(catalogs, { recursive: true })
    await symlink(catalogs, join(dataDir, 'catalog'))
    const journal = join(dataDir, 'refresh-journal')
    const port = await freePort()
    const config = {
      toolkits: {
        github: {
          auth: {
            OAUTH2: { authorize_url: `${provider.url}/authorize`, token_url: `${provider.url}/token` },
          },
        },
      },
      egress: { allow_private: [provider.host] },
    }
    const start = () => startPatchbay({ databaseUrl, dataDir, port, config, apiKey: 'ak_kill_in_refresh' })
    const database = new pg.Client({ connectionString: databaseUrl })
    await database.connect()
    const first = await start()
    const servers = [first]
    try {
      const id = await connect(first)
      provider.script('/token', (res) => {
        // From here on the server cannot write the account, though it has the answer.
        void database
          .query('begin')
          .then(() => database.query('select 1 from connected_accounts where id = $1 for update', [id]))
          .then(() => json(res, 200, { access_token: 'at-new', refresh_token: 'rt-new', expires_in: 3600 }))
      })
      void call(first, `connected_accounts/${id}/refresh`, {}).catch(() => undefined)
      await vi.waitFor(async () => expect(await readdir(journal)).toHaveLength(1), { timeout: 20_000 })
      await first.kill()
      // A statement that waits for the lock would outlive its client; a machine that fails takes it along.
      await database.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      )
      await database.query('rollback')
      if (!keepsJournal) await rm(journal, { recursive: true })

      provider.reset()
      servers.push(await start())
      const second = servers[1] ?? first
      await database.query('update connected_accounts set refresh_lease_until = null')
      await call(second, `connected_accounts/${id}/refresh`, {})
      const [request] = provider.requests('/token')
      expect(request?.fields['refresh_token'] === 'rt-new').toBe(keepsJournal)
      expect(second.logs()).not.toContain('rt-new')
    } finally {
      await database.end()
      for (const server of servers.toReversed()) await server.stop()
      await provider.close()
      await rm(dataDir, { recursive: true, force: true })
    }
  },
  120_000,
)

async function connect(server: Patchbay): Promise<string> {
  const made = await call(server, 'auth_configs', {
    toolkit: { slug: 'github' },
    auth_config: {
      type: 'use_custom_auth',
      authScheme: 'OAUTH2',
      credentials: { client_id: 'app', client_secret: 'secret' },
    },
  })
  const { id } = made['auth_config'] as { id: string }
  const link = await call(server, 'connected_accounts/link', { auth_config_id: id, user_id: 'u' })
  const { location, cookie } = await clickLink(String(link['redirect_url']))
  const consented = await fetch(location, { redirect: 'manual' })
  const finished = await fetch(consented.headers.get('location') ?? '', { headers: { cookie } })
  expect(finished.status).toBe(200)
  return String(link['connected_account_id'])
}

async function call(server: Patchbay, path: string, body: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${server.url}/api/v3.1/${path}`, {
    method: 'POST',
    headers: { 'x-api-key': server.apiKey, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return (await response.json()) as Record<string, unknown>
}
