/** Older versions over the wire: listed, read, executed, and what changed since. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openArchive, openCatalog, type ToolkitInput } from '@patchbay/catalog'
import { buildCatalog, keepSuperseded } from '@patchbay/catalog/build'
import { afterAll, expect, test } from 'vitest'
import { contentHash } from '../../../catalog/src/store/content-hash.ts'
import { parseManifest } from '../../../catalog/src/manifest/parse-manifest.ts'
import { archiveToolkit } from '../../../catalog/src/store/archive.ts'
import { startUpstream } from '../../../conformance/rigs/upstream.ts'
import { testServer } from '../../test/harness.ts'

const home = mkdtempSync(join(tmpdir(), 'patchbay-versions-'))
const upstream = await startUpstream()

/** A toolkit whose one tool calls a path of its own. */
const acme = (path: string, ...more: string[]): ToolkitInput => ({
  manifest: 1,
  slug: 'acme',
  name: 'Acme',
  description: 'Things.',
  logo: 'https://acme.example/logo.png',
  http: { base_url: upstream.url },
  auth: [{ mode: 'NO_AUTH', name: 'acme' }],
  tools: ['SEND', ...more].map((name) => ({
    slug: `ACME_${name}`,
    name,
    description: name,
    input: { type: 'object', properties: {} },
    exec: { kind: 'http', method: 'GET', path },
  })),
})

const old = '20200101_00'
const current = '00010101_00'

async function catalogWithHistory() {
  expect(contentHash(parseManifest(acme('/echo/old')))).not.toBe(
    contentHash(parseManifest(acme('/echo/new'))),
  )
  await buildCatalog({ outDir: join(home, 'before'), toolkits: [acme('/echo/old', 'GONE')] })
  await buildCatalog({ outDir: join(home, 'after'), toolkits: [acme('/echo/new')] })
  const before = openCatalog(join(home, 'before'))
  const after = openCatalog(join(home, 'after'))
  const archive = join(home, 'archive')
  // Manifests of one's own have no version lock: both builds call themselves the same.
  const [toolkit, tools] = [before.toolkit('acme'), before.tools('acme')]
  if (!toolkit) throw new Error('the store has no acme')
  const dated = {
    toolkit: { ...toolkit, version: old },
    tools: tools.map((tool) => ({ ...tool, version: old })),
  }
  archiveToolkit(archive, dated, { version: current, changelog: '- Breaking: ACME_GONE: removed' })
  expect(keepSuperseded(after, after, archive)).toBe(0)
  for (const each of [before, after]) each.close()
  return openCatalog(join(home, 'after'), { archive: openArchive(archive) })
}

const server = await testServer({
  deps: { catalog: await catalogWithHistory() },
  config: { egress: { allow_private: [new URL(upstream.url).host] } },
})
afterAll(async () => {
  await server.close()
  await upstream.close()
  rmSync(home, { recursive: true })
})

test('a toolkit and its tools say which versions there are', async () => {
  const toolkit = await server.call('GET', '/toolkits/acme')
  expect(toolkit.body.meta).toMatchObject({ version: current, available_versions: [current, old] })
  const { body } = await server.call('GET', '/tools/ACME_SEND')
  expect(body).toMatchObject({ version: current, available_versions: [current, old] })
})

test('a tool is read at an older version, one that has gone since too', async () => {
  for (const [slug, query] of [
    ['ACME_SEND', `version=${old}`],
    ['acme_send', `toolkit_versions[acme]=${old}`],
    ['ACME_GONE', `version=${old}`],
  ]) {
    const { status, body } = await server.call('GET', `/tools/${slug}?${query}`)
    expect({ status, version: body.version }).toStrictEqual({ status: 200, version: old })
  }
  expect((await server.call('GET', '/tools/ACME_GONE')).status).toBe(404)
  expect((await server.call('GET', `/tools/ACME_SEND?version=20210101_00`)).body.error).toMatchObject({
    slug: 'Tool_VersionNotFound',
    suggested_fix: expect.stringContaining(`${current}, ${old}`),
  })
  const listed = await server.call('GET', `/tools?toolkit_slug=acme&toolkit_versions[acme]=${old}`)
  expect(listed.body.items[0].version).toBe(old)
  expect((await server.call('GET', `/toolkits/acme?version=${old}`)).body.meta.version).toBe(old)
})

test('an execution runs the tool as it was at the version that is asked for', async () => {
  const execute = async (slug: string, version?: string) => {
    const { status } = await server.call('POST', `/tools/execute/${slug}`, {
      body: { user_id: 'u', arguments: {}, ...(version !== undefined && { version }) },
    })
    return { status, path: upstream.calls().at(-1)?.path }
  }
  expect(await execute('ACME_SEND')).toStrictEqual({ status: 200, path: '/echo/new' })
  expect(await execute('ACME_SEND', old)).toStrictEqual({ status: 200, path: '/echo/old' })
  expect(await execute('ACME_GONE', old)).toStrictEqual({ status: 200, path: '/echo/old' })
  expect(await execute('ACME_SEND', 'latest')).toStrictEqual({ status: 200, path: '/echo/new' })
})

test('the changelog tells of every version that is kept', async () => {
  const { status, body } = await server.call('GET', '/toolkits/changelog')
  expect(status).toBe(200)
  expect(body).toStrictEqual({
    items: [
      {
        slug: 'acme',
        name: 'acme',
        display_name: 'Acme',
        versions: [
          { version: current, changelog: '- Breaking: ACME_GONE: removed' },
          { version: old, changelog: expect.any(String) },
        ],
      },
    ],
  })
})
