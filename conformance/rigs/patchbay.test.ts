import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { startPatchbay, type Patchbay } from './patchbay.ts'

/** Stands for the server: shows its environment, is ready at the third question, stops when asked. */
const PROGRAM = `
import { createServer } from 'node:http'
let asked = 0
console.log('starting')
const server = createServer((req, res) => {
  if (req.url === '/readyz') return res.writeHead(++asked < 3 ? 503 : 200).end()
  res.end(JSON.stringify(process.env))
}).listen(Number(process.env.PORT), process.env.HOST)
process.on('SIGTERM', () => { server.close(); server.closeAllConnections(); process.exitCode = 0 })
`

let folder: string
let entry: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'patchbay-rig-'))
  entry = join(folder, 'program.mjs')
  await writeFile(entry, PROGRAM)
})
afterAll(() => rm(folder, { recursive: true }))

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test('the program gets its settings and nothing of ours, and leaves nothing behind', async () => {
  process.env['PATCHBAY_ROLE'] = 'worker'
  const config = { egress: { allow_private: ['127.0.0.1:4100'] } }
  const patchbay = await startPatchbay({ entry, config, env: { PATCHBAY_LOG_LEVEL: 'debug' } })
  delete process.env['PATCHBAY_ROLE']
  const env = (await (await fetch(patchbay.url)).json()) as Record<string, string>
  expect(env).toMatchObject({
    PATCHBAY_DATA_DIR: patchbay.dataDir,
    PATCHBAY_PUBLIC_URL: patchbay.url,
    PATCHBAY_BOOTSTRAP_API_KEY: patchbay.apiKey,
    PATCHBAY_BOOTSTRAP_ORG_API_KEY: patchbay.orgApiKey,
    PATCHBAY_LOG_LEVEL: 'debug',
  })
  expect(env).not.toHaveProperty('PATCHBAY_ROLE')
  expect(JSON.parse(await readFile(env['PATCHBAY_CONFIG'] ?? '', 'utf8'))).toStrictEqual(config)
  expect(patchbay.apiKey).toMatch(/^ak_[\w-]{24}$/)
  expect(patchbay.logs()).toContain('starting')
  expect(await Promise.all([patchbay.stop(), patchbay.stop()])).toStrictEqual([0, 0])
  expect([isRunning(patchbay.pid), existsSync(patchbay.dataDir)]).toStrictEqual([false, false])
})

test('a kill keeps the data folder for the next start', async () => {
  const dataDir = await mkdtemp(join(folder, 'data-'))
  const first = await startPatchbay({ entry, dataDir })
  await first.kill()
  expect(isRunning(first.pid)).toBe(false)
  const second = await startPatchbay({ entry, dataDir, apiKey: first.apiKey })
  await second.stop()
  expect(existsSync(dataDir)).toBe(true)
})

test('a program that fails is reported with what it printed', async () => {
  const broken = join(folder, 'broken.mjs')
  await writeFile(broken, `process.stderr.write('PORT is taken'); process.exit(3)`)
  await expect(startPatchbay({ entry: broken })).rejects.toThrow(/exited with 3\nPORT is taken/)
})

test('a program that never becomes ready is ended', async () => {
  const mute = join(folder, 'mute.mjs')
  await writeFile(mute, `process.stdout.write(String(process.pid)); setInterval(() => {}, 1000)`)
  const failure = await startPatchbay({ entry: mute, readyTimeoutMs: 1000 }).catch((error: Error) => error)
  expect(failure).toBeInstanceOf(Error)
  const pid = Number(/(\d+)$/.exec((failure as Error).message)?.[1])
  expect(isRunning(pid)).toBe(false)
})

describe('the server of this repository', () => {
  let patchbay: Patchbay

  beforeAll(async () => {
    patchbay = await startPatchbay()
  })
  afterAll(() => patchbay?.stop())

  test('lets the bootstrap key in and a strange key not', async () => {
    const status = async (key: string): Promise<number> =>
      (await fetch(`${patchbay.url}/api/v3.1/toolkits?limit=1`, { headers: { 'x-api-key': key } })).status
    expect([await status(patchbay.apiKey), await status('ak_strange_strange_strange')]).toStrictEqual([
      200, 401,
    ])
  })

  test('comes back on the same data after a kill, and stops without leaving a database running', async () => {
    const { dataDir, apiKey, orgApiKey } = patchbay
    await patchbay.kill()
    const again = await startPatchbay({ dataDir, apiKey, orgApiKey })
    const info = await fetch(`${again.url}/api/v3.1/auth_configs`, { headers: { 'x-api-key': apiKey } })
    expect(info.status).toBe(200)
    expect(await again.stop()).toBe(0)
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false)
  })
})
