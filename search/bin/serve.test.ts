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

test('a broken tool set is refused with the number of the line', async () => {
  const file = join(FOLDER, 'broken.jsonl')
  writeFileSync(file, `${TOOLS}{"name":"no id"}\n`)
  const { lines, errors, code } = await serve(file, '')
  expect(lines).toStrictEqual([])
  expect(errors).toContain('line 3 is not a tool')
  expect(code).toBe(1)
})
