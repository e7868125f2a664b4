/** Running the official conformance suite, and what it found. */
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// The package is a program: it exports nothing.
const cli = createRequire(import.meta.url).resolve('@modelcontextprotocol/conformance/dist/index.js')

export interface SuiteRun {
  /** Scenarios by name, with the number of checks that failed. */
  failed: Record<string, number>
  /** Everything that it printed. */
  output: string
}

/**
 * Runs one command of the suite, as `['server', '--url', url]`.
 * @param onLine told of each line as it comes, for the commands that ask a person to open a page
 */
export async function runSuite(
  args: readonly string[],
  onLine: (line: string) => void = () => {},
): Promise<SuiteRun> {
  const directory = await mkdtemp(join(tmpdir(), 'mcp-suite-'))
  const child = spawn(process.execPath, [cli, ...args, '--output-dir', directory])
  let output = ''
  const hear = (chunk: Buffer) => {
    output += chunk.toString('utf8')
    chunk.toString('utf8').split('\n').forEach(onLine)
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  await new Promise((done) => child.once('close', done))
  await rm(directory, { recursive: true, force: true })
  const summary = output.slice(output.lastIndexOf('=== SUMMARY'))
  const lines = summary.matchAll(/^[✓✗] ([\w-]+): \d+ passed, (\d+) failed/gm)
  const failed = Object.fromEntries([...lines].map(([, name, count]) => [name, Number(count)]))
  return { failed, output }
}
