import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'

const FOLDER = mkdtempSync(join(tmpdir(), 'search-serve-'))
afterAll(() => rmSync(FOLDER, { recursive: true }))

const TOOLS =
  '{"id":"a","name":"send message","description":"Post to a channel"}\n{"id":"b","name":"list files"}\n'

async function serve(
  file: string,
  input: string,
): Promise<{ lines: unknown[]; errors: string; code: unknown }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'serve.ts'), file])
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  const closed = new Promise((resolve) => child.once('close', resolve))
  const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), closed])
  const lines: unknown[] = output
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
  return { lines, errors, code }
}

test('answers each line in order and goes on after malformed ones', async () => {
  const file = join(FOLDER, 'tools.jsonl.gz')
  writeFileSync(file, gzipSync(TOOLS))
  const input = ['{"query":"post a message","k":1}', 'nonsense', 'null', '{"query":1}', '{"query":"files"}']
  const { lines, code } = await serve(file, `${input.join('\n')}\n`)
  expect(lines).toStrictEqual([
    { ready: true, build_ms: expect.any(Number) },
    { ids: ['a'] },
    { ids: [], error: 'a request must be a JSON object' },
    { ids: [], error: 'a request must be a JSON object' },
    { ids: [], error: '"query" must be a string' },
    { ids: ['b'] },
  ])
  expect(code).toBe(0)
})

test('tools in every form that is known are served, and so are odd requests', async () => {
  const tools = [
    { id: 'weather', name: 'forecast', parameters: [{ name: 'city', type: 'string', description: 'Where' }] },
    {
      id: 'rates',
      name: 'rates',
      parameters: { type: 'object', properties: { currency: { type: 'string' } } },
    },
    { id: 'weather', name: 'another of the same id' },
    { id: 'plain', parameters: 'isbn: number of a book' },
    { id: 'names', name: 'shelf', parameters: ['barcode'], returns: null, description: null },
    { id: 12, name: 'numbered' },
  ]
  const file = join(FOLDER, 'odd.jsonl')
  writeFileSync(file, `\uFEFF${tools.map((tool) => JSON.stringify(tool)).join('\r\n')}\r\n\r\n`)
  const words = ['in which city', 'a currency', 'isbn', 'barcode', 'numbered']
  const empty = ['', '?!', 'x'.repeat(20_000)]
  const queries = [...words, ...empty]
  const input = queries.map((query) => JSON.stringify({ query, k: null }))
  const { lines, code } = await serve(file, [...input, '{"query":"city","k":0}', '[]'].join('\r\n'))
  const firstIds = (lines.slice(1, 6) as { ids: string[] }[]).map(({ ids }) => ids[0])
  expect(firstIds).toStrictEqual(['weather', 'rates', 'plain', 'names', '12'])
  expect(lines.slice(6)).toStrictEqual([
    ...empty.map(() => ({ ids: [] })),
    { ids: [], error: '"k" must be a positive integer' },
    { ids: [], error: '"query" must be a string' },
  ])
  expect(code).toBe(0)
})

test('a broken tool set is refused with the number of the line', async () => {
  const file = join(FOLDER, 'broken.jsonl')
  writeFileSync(file, `${TOOLS}{"name":"no id"}\n`)
  const { lines, errors, code } = await serve(file, '')
  expect(lines).toStrictEqual([])
  expect(errors).toContain('line 3 is not a tool')
  expect(code).toBe(1)
})
