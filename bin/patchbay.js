#!/usr/bin/env node
/**
 * The command `patchbay`. Plain JavaScript that an older Node can read: it hands over to the Node that npm
 * installed with Patchbay when the one that runs this cannot run TypeScript.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'
import { heapFlags, limitHeap, useCompileCache } from './before-start.js'

const neededMajor = 24
const main = new URL('../server/src/main.ts', import.meta.url)

if (Number(process.versions.node.split('.')[0]) >= neededMajor) {
  limitHeap(process.argv[2])
  // Before the program is loaded. The default is that of `env.ts`.
  useCompileCache(process.env.PATCHBAY_DATA_DIR || '.patchbay', process.argv[2])
  await import(main.href)
} else handOver()

function handOver() {
  const newer = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url))
  if (!existsSync(newer)) {
    process.stderr.write(
      `patchbay needs Node ${neededMajor}; this is ${process.version}. Run "npm ci" in ${fileURLToPath(new URL('..', import.meta.url))}: it brings one.\n`,
    )
    process.exit(1)
  }
  const child = spawn(newer, [...heapFlags, fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  })
  // A terminal sends Ctrl-C to both of us; whoever signals by process id reaches only this one.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) =>
    process.exit(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
  )
}
