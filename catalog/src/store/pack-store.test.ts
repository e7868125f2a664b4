import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { buildCatalog } from '../build/build-catalog.ts'
import { openCatalog } from './open-catalog.ts'
import { installPack, PackError, packStore } from './pack-store.ts'

const home = mkdtempSync(join(tmpdir(), 'catalog-pack-'))
afterAll(() => rmSync(home, { recursive: true }))

const name = `${'a'.repeat(64)}-full`
const source = join(home, 'source')
await buildCatalog({ outDir: source, toolkits: ['resend'] })
writeFileSync(join(source, 'search.index'), 'an index')
writeFileSync(join(source, 'notes.txt'), 'not part of a store')
const packed = join(home, 'catalog.pack')
packStore(source, name, packed)
const bytes = readFileSync(packed)

const emptyStores = () => mkdtempSync(join(home, 'stores-'))

test('a packed store is installed as it was, its search index with it', () => {
  const stores = emptyStores()
  const { directory } = installPack(packed, stores)
  expect(directory).toBe(join(stores, name))
  expect(readdirSync(directory).toSorted()).toStrictEqual([
    'blocks.bin',
    'index.json',
    'search.index',
    'store.json',
  ])
  expect(readdirSync(stores)).toStrictEqual([name])
  const catalog = openCatalog(directory)
  expect(catalog.tool('RESEND_SEND_EMAIL')).toBeDefined()
  catalog.close()
})

test('it replaces a damaged store of the same name', () => {
  const stores = emptyStores()
  mkdirSync(join(stores, name))
  writeFileSync(join(stores, name, 'store.json'), 'damaged')
  openCatalog(installPack(packed, stores).directory).close()
})

/** The pack with another header, its files as they were. */
function withHeader(change: (text: string) => string): Buffer {
  const end = bytes.indexOf('\n', 'PATCHBAY CATALOG 1\n'.length)
  return Buffer.concat([Buffer.from(change(bytes.toString('latin1', 0, end))), bytes.subarray(end)])
}

test.each<[string, Buffer, RegExp]>([
  ['something else', Buffer.from('PK\u0003\u0004 …'), /not a packed catalog/],
  ['nothing', Buffer.alloc(0), /not a packed catalog/],
  ['another format', withHeader((text) => text.replace('CATALOG 1', 'CATALOG 2')), /not a packed catalog/],
  [
    'a name that leads out',
    withHeader((text) => text.replace('"blocks.bin"', '"../blocks.bin"')),
    /can read/,
  ],
  ['a store name that leads out', withHeader((text) => text.replace(name, '../../etc')), /can read/],
  ['a file twice', withHeader((text) => text.replace('"search.index"', '"store.json"')), /twice/],
  ['an endless header', Buffer.from(`PATCHBAY CATALOG 1\n${'['.repeat(100_000)}`), /not a packed catalog/],
  ['one cut short', bytes.subarray(0, bytes.length - 1), /not whole/],
  ['one with something appended', Buffer.concat([bytes, Buffer.from('x')]), /not whole/],
  ['one changed byte', Buffer.concat([bytes.subarray(0, -1), Buffer.from('?')]), /not what the header says/],
])('%s is refused, and what is installed stays', (_what, content, reason) => {
  const stores = emptyStores()
  installPack(packed, stores)
  const file = join(home, 'hostile.pack')
  writeFileSync(file, content)
  expect(() => installPack(file, stores)).toThrow(PackError)
  expect(() => installPack(file, stores)).toThrow(reason)
  expect(readdirSync(stores)).toStrictEqual([name])
  expect(existsSync(join(home, 'blocks.bin'))).toBe(false)
  openCatalog(join(stores, name)).close()
})
