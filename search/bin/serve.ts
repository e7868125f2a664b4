/**
 * Serves one tool set on standard input and output: `node search/bin/serve.ts TOOLS.jsonl[.gz]`.
 * Prints `{"ready":true,"build_ms":N}`, then answers each line `{"query":"…","k":10}` with `{"ids":["…"]}`.
 */
import { createInterface } from 'node:readline'
import { IndexBuilder, warmUp } from '../src/index.ts'
import { answer } from './answer.ts'
import { readTools } from './read-tools.ts'

async function serve(path: string): Promise<void> {
  const start = performance.now()
  const builder = new IndexBuilder()
  for await (const tool of readTools(path)) builder.add(tool)
  const index = builder.build()
  warmUp(index)
  write({ ready: true, build_ms: Math.round(performance.now() - start) })
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    write(answer(index, line))
  }
}

function write(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}

const path = process.argv[2]
if (path === undefined) {
  process.stderr.write('usage: serve.ts TOOLS.jsonl[.gz]\n')
  process.exitCode = 2
} else {
  try {
    await serve(path)
  } catch (error) {
    process.stderr.write(`${path}: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
