import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { tarBlock } from './tar-of.ts'
import type { TarEntry } from './tar-of.ts'
import { ArchiveError, isPlainPath, readTarball } from './read-tar.ts'

const home = mkdtempSync(join(tmpdir(), 'tar-'))
afterAll(() => rmSync(home, { recursive: true }))

let count = 0
function archive(entries: TarEntry[], end = true): string {
  const file = join(home, `${(count += 1)}.tgz`)
  writeFileSync(
    file,
    gzipSync(Buffer.concat([...entries.map(tarBlock), ...(end ? [Buffer.alloc(1_024)] : [])])),
  )
  return file
}

async function read(file: string, limits = { total: 1e6, file: 1e5 }) {
  const found: [string, string | undefined][] = []
  await readTarball(file, {
    wanted: () => true,
    limits,
    onFile: ({ path, bytes }) => void found.push([path, bytes?.toString('utf8')]),
  })
  return found
}

test('files are read whole, across chunks', async () => {
  const long = 'ü'.repeat(40_000)
  expect(
    await read(
      archive([
        { path: 'package/a.json', content: '{}' },
        { path: 'package/b', content: long },
        { path: 'package/c' },
      ]),
    ),
  ).toStrictEqual([
    ['package/a.json', '{}'],
    ['package/b', long],
    ['package/c', ''],
  ])
})

test('long names of both kinds are understood', async () => {
  const long = `package/${'x'.repeat(150)}.json`
  const record = ` path=${long}\n`
  const pax = `${record.length + 3}${record}`
  expect(
    await read(
      archive([
        { path: 'h', type: 'x', content: pax },
        { path: 'short', content: '1' },
        { path: 'l', type: 'L', content: `${long}\0` },
        { path: 'short', content: '2' },
        { path: 'last', content: '3' },
      ]),
    ),
  ).toStrictEqual([
    [long, '1'],
    [long, '2'],
    ['last', '3'],
  ])
})

test('paths that leave the folder, links and devices are passed over', async () => {
  const entries = [
    { path: '../../etc/passwd', content: 'x' },
    { path: '/etc/passwd', content: 'x' },
    { path: 'package/../../x', content: 'x' },
    { path: 'C:/x', content: 'x' },
    { path: 'a\\..\\b', content: 'x' },
    { path: 'link', type: '2' },
    { path: 'device', type: '3' },
    { path: 'package/ok', content: 'fine' },
  ]
  expect(await read(archive(entries))).toStrictEqual([['package/ok', 'fine']])
})

test.each(['a', 'package/api/x.json', '.hidden'])('%s is a plain path', (path) =>
  expect(isPlainPath(path)).toBe(true),
)
test.each(['', '/', '..', 'a/../b', 'a//b', './a', 'a\0b'])('%j is not', (path) =>
  expect(isPlainPath(path)).toBe(false),
)

test('a file larger than allowed is named but not kept', async () => {
  const file = archive([
    { path: 'big', content: 'x'.repeat(2_000) },
    { path: 'small', content: 'y' },
  ])
  expect(await read(file, { total: 1e6, file: 1_000 })).toStrictEqual([
    ['big', undefined],
    ['small', 'y'],
  ])
})

test('an archive that unpacks without end is stopped', async () => {
  const file = join(home, 'bomb.tgz')
  writeFileSync(file, gzipSync(Buffer.concat([tarBlock({ path: 'zeros', content: Buffer.alloc(20e6, 1) })])))
  await expect(read(file, { total: 1e6, file: 1e6 })).rejects.toThrow(ArchiveError)
})

test.each([
  ['is no gzip', () => Buffer.from('hello')],
  [
    'ends in the middle of a file',
    () => gzipSync(tarBlock({ path: 'a', content: 'x'.repeat(2_000) }).subarray(0, 700)),
  ],
  ['has a wrong checksum', () => gzipSync(Buffer.concat([Buffer.alloc(512, 7), Buffer.alloc(1_024)]))],
  ['has a size that is none', () => gzipSync(tarBlock({ path: 'a', size: 'elephants' }))],
])('an archive that %s is an error', async (_, bytes) => {
  const file = join(home, `${(count += 1)}.tgz`)
  writeFileSync(file, bytes())
  await expect(read(file)).rejects.toThrow(ArchiveError)
})
