import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { buildIndex, IndexFileError, readIndex, writeIndex } from './index.ts'

const FOLDER = await mkdtemp(join(tmpdir(), 'search-index-'))
afterAll(() => rm(FOLDER, { recursive: true }))

const INDEX = buildIndex([
  { id: 'SLACK_SEND', name: 'SLACK_SEND', description: 'Post a message.', toolkit: 'slack', important: true },
  { id: 'GMAIL_SEND', name: 'GMAIL_SEND', description: 'Send an email.', toolkit: 'gmail' },
  { id: 'ÜBER_日本', name: 'request ride', toolkit: 'uber', toolkit_aliases: ['über'], deprecated: true },
  { id: 'plain', name: 'get weather' },
])

async function write(name: string, change?: (bytes: Buffer) => Buffer): Promise<string> {
  const file = join(FOLDER, name)
  await writeIndex(INDEX, file)
  if (change) await writeFile(file, change(await readFile(file)))
  return file
}

function flip(at: (length: number) => number): (bytes: Buffer) => Buffer {
  return (bytes) => {
    const position = at(bytes.length)
    bytes.writeUInt8(bytes.readUInt8(position) ^ 1, position)
    return bytes
  }
}

test('an index read back answers as the one that was written', async () => {
  const read = await readIndex(await write('whole'))
  expect(read.size).toBe(4)
  const queries = [
    'send a message on slack',
    'send an emial',
    'über ride',
    'ÜBER_日本',
    'GET_WEATHER',
    'gmail',
    '',
  ]
  for (const query of queries) expect(read.search(query)).toStrictEqual(INDEX.search(query))
  expect(read.search('send', { toolkits: ['gmail'] })).toStrictEqual(
    INDEX.search('send', { toolkits: ['gmail'] }),
  )
})

test('an index without tools survives the way to disk', async () => {
  const file = join(FOLDER, 'empty')
  await writeIndex(buildIndex([]), file)
  expect((await readIndex(file)).search('anything')).toStrictEqual([])
})

test.each([
  ['a bit changed in the last section', flip((length) => length - 9), 'corrupt'],
  ['a bit changed in the header', flip(() => 40), 'corrupt'],
  ['a file cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2), 'corrupt'],
  ['a header cut short', (bytes: Buffer) => bytes.subarray(0, 20), 'corrupt'],
  ['another version', flip(() => 4), 'other-version'],
  ['another kind of file', () => Buffer.from('{"this":"is not an index"}'), 'not-an-index'],
  ['an empty file', () => Buffer.alloc(0), 'not-an-index'],
])('%s is refused', async (name, change, problem) => {
  const file = await write(name, change)
  const error: unknown = await readIndex(file).catch((refusal: unknown) => refusal)
  expect(error).toBeInstanceOf(IndexFileError)
  expect(error).toMatchObject({ problem })
})

test('a failed write leaves neither the file nor its beginning behind', async () => {
  await expect(writeIndex(INDEX, join(FOLDER, 'nowhere', 'file'))).rejects.toThrow('ENOENT')
  await write('again')
  expect((await readdir(FOLDER)).filter((name) => name.endsWith('.tmp'))).toStrictEqual([])
})
