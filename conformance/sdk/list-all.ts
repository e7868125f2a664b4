/**
 * Lists every page of all toolkits and tools of a built store with the published SDKs, whose own schemas check each
 * item; ends with 1 when one does not fit.
 *
 *     node conformance/sdk/list-all.ts STORE [SDK version]...
 */
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'

import { openCatalog } from '../../catalog/src/index.ts'
import { startPatchbay } from '../rigs/patchbay.ts'
import { generations } from '../rigs/sdk.ts'
import { dataFolderOf } from '../rigs/serve-store.ts'
import { walkCatalog } from './walk-catalog.ts'

const [given = '', ...versions] = process.argv.slice(2)
const write = (line: string) => process.stdout.write(`${line}\n`)

async function listAll(store: string): Promise<void> {
  const catalog = openCatalog(store)
  const [toolkits, tools] = [catalog.toolkits().length, catalog.summaries().length]
  catalog.close()
  const dataDir = await dataFolderOf(store)
  const env = { PATCHBAY_CATALOG: 'full', PATCHBAY_RATE_LIMIT: '1000000000', LOG_LEVEL: 'warn' }
  const server = await startPatchbay({ dataDir, env })
  try {
    const chosen = generations.filter(({ version }) => versions.length === 0 || versions.includes(version))
    for (const { version, load } of chosen) {
      const started = performance.now()
      const composio = await load({ apiKey: server.apiKey, baseURL: server.url })
      const walked = await walkCatalog(composio)
      const seconds = ((performance.now() - started) / 1000).toFixed(0)
      write(
        `core ${version}: ${walked.toolkits.size} of ${toolkits} toolkits, ${walked.tools.size} of ${tools} tools, ${walked.pages} answers, ${walked.faults.length} faults, ${seconds} s`,
      )
      for (const fault of walked.faults.slice(0, 5)) write(`  ${fault.slice(0, 500)}`)
      const isWhole = walked.toolkits.size === toolkits && walked.tools.size === tools
      if (!isWhole || walked.faults.length > 0) process.exitCode = 1
    }
  } finally {
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

if (!existsSync(join(given, 'store.json'))) {
  process.stderr.write('usage: node conformance/sdk/list-all.ts STORE [SDK version]...\n')
  process.exitCode = 2
} else await listAll(resolve(given))
