/**
 * Memory of the server while a large file goes in and out through signed links, beside a small one in the same run.
 *
 *     node bench/files.ts [MiB]
 *
 * The peak of the resident set is read every 50 ms; the ratio of the large file's to the small one's says whether
 * memory stays flat.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { request } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { startPatchbay } from '../conformance/rigs/patchbay.ts'

const largeMiB = Number(process.argv[2] ?? 1024)
const mib = Buffer.alloc(1024 * 1024, 'some bytes of a large file ')

const server = await startPatchbay({ env: { PATCHBAY_CATALOG: 'head' } })
const headers = { 'x-api-key': server.apiKey, 'content-type': 'application/json' }

async function post(path: string, body: object): Promise<Record<string, string>> {
  const response = await fetch(`${server.url}/api/v3.1${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as Record<string, string>
}

async function residentMiB(): Promise<number> {
  const status = await readFile(`/proc/${server.pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024
}

/** The highest resident set during the work, and how long it took. */
async function watched(work: () => Promise<void>): Promise<{ peak: number; seconds: number }> {
  let peak = 0
  const timer = setInterval(() => void residentMiB().then((now) => (peak = Math.max(peak, now))), 50)
  const started = performance.now()
  await work()
  clearInterval(timer)
  return { peak: Math.max(peak, await residentMiB()), seconds: (performance.now() - started) / 1000 }
}

function* bytes(count: number): Generator<Buffer> {
  for (let at = 0; at < count; at += 1) yield mib
}

async function put(link: string, count: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const sent = request(
    link,
    { method: 'PUT', headers: { 'content-length': count * mib.length } },
    (response) => {
      response.resume()
      if (response.statusCode === 200) resolve()
      else reject(new Error(`the upload was answered with ${response.statusCode}`))
    },
  )
  sent.on('error', reject)
  await pipeline(Readable.from(bytes(count)), sent)
  await promise
}

async function get(link: string): Promise<string> {
  const hash = createHash('md5')
  const response = await fetch(link)
  for await (const chunk of response.body ?? []) hash.update(chunk)
  return hash.digest('hex')
}

const session = (await post('/tool_router/session', { user_id: 'bench' }))['session_id']
const mount = `/tool_router/session/${session}/mounts/files`

async function roundTrip(name: string, count: number) {
  const path = { mount_relative_path: name }
  const { upload_url: up = '' } = await post(`${mount}/upload_url`, path)
  const incoming = await watched(() => put(up, count))
  const { download_url: down = '' } = await post(`${mount}/download_url`, path)
  const expected = createHash('md5')
  for (const chunk of bytes(count)) expected.update(chunk)
  const digest = expected.digest('hex')
  const outgoing = await watched(async () => {
    if ((await get(down)) !== digest) throw new Error('other bytes came back')
  })
  return { incoming, outgoing }
}

try {
  await roundTrip('warm-up', 8)
  const small = await roundTrip('small', 16)
  const large = await roundTrip('large', largeMiB)
  for (const way of ['incoming', 'outgoing'] as const) {
    const { peak, seconds } = large[way]
    process.stdout.write(
      `${way} ${largeMiB} MiB: ${(largeMiB / seconds).toFixed(0)} MiB/s, peak ${peak.toFixed(0)} MiB resident; ` +
        `16 MiB: peak ${small[way].peak.toFixed(0)} MiB; ratio ${(peak / small[way].peak).toFixed(2)}\n`,
    )
  }
} finally {
  await server.stop()
}
