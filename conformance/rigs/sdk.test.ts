import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { listen, type LoopbackServer } from './listen.ts'
import { generations } from './sdk.ts'

type Seen = { path: string; key: string | undefined }

let seen: Seen[] = []
let server: LoopbackServer

beforeAll(async () => {
  server = await listen((req, res) => {
    seen.push({ path: (req.url ?? '').split('?')[0] ?? '', key: req.headers['x-api-key']?.toString() })
    res.writeHead(200, { 'content-type': 'application/json' })
    res.end('{"items":[],"next_cursor":null,"total_pages":0}')
  })
})
afterAll(() => server.close())

describe.each(generations)('core $version', ({ version, prefix, load }) => {
  test('is the published package of that version', () => {
    const alias = `composio-core-${version.split('.').slice(0, 2).join('.')}`
    const entry = createRequire(import.meta.url).resolve(`${alias}/platform`)
    const manifest = join(entry.slice(0, entry.indexOf(alias)), alias, 'package.json')
    expect(JSON.parse(readFileSync(manifest, 'utf8'))).toMatchObject({ name: '@composio/core', version })
  })

  test(`calls our base URL under ${prefix} with the project key`, async () => {
    seen = []
    const composio = await load({ apiKey: 'ak_test', baseURL: server.url })
    await composio.toolkits.listCategories()
    expect(seen).toStrictEqual([{ path: `${prefix}/toolkits/categories`, key: 'ak_test' }])
  })
})
