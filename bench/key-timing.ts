/**
 * Whether the time of a refusal tells how much of a key was right: wrong keys that begin as a real one does against
 * random ones, over HTTP, by Welch's t-test. `node bench/key-timing.ts [samples of each]`
 *
 * |t| below 4.5 is no difference that 20,000 samples show (the bar of test vector leakage assessment). Beside it, in
 * the same run, the control: a comparison that stops at the first wrong character, which has to be far above it.
 */
import { randomInt, timingSafeEqual } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { Pool } from 'undici'
import { startPatchbay } from '../conformance/rigs/patchbay.ts'

const samples = Number(process.argv[2] ?? 20_000)
const bar = 4.5
const alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const random = (length: number) =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)] ?? '').join('')
/** Wrong in its last characters alone, and another one each time: what was refused before is no measure. */
const nearly = (key: string) => key.slice(0, -6) + random(6)
const unlike = (key: string) => key.slice(0, 3) + random(key.length - 3)

/** Welch's t of two samples, without the slowest tenth of both: those waited for something else. */
function welch(a: readonly number[], b: readonly number[]): number {
  const limit = [...a, ...b].toSorted((x, y) => x - y)[Math.floor((a.length + b.length) * 0.9)] ?? 0
  const [near, far] = [a, b].map((all) => {
    const kept = all.filter((time) => time <= limit)
    const mean = kept.reduce((sum, time) => sum + time, 0) / kept.length
    const variance = kept.reduce((sum, time) => sum + (time - mean) ** 2, 0) / (kept.length - 1)
    return { mean, error: variance / kept.length }
  })
  if (!near || !far) return Number.NaN
  return (near.mean - far.mean) / Math.sqrt(near.error + far.error)
}

/** Times both kinds in turns whose order is drawn, so that a drift of the machine falls on both alike. */
async function compare(once: (key: string) => Promise<void> | void, key: string, count: number) {
  const times = { near: [] as number[], far: [] as number[] }
  for (let warm = 0; warm < 1_000; warm += 1) await once(unlike(key))
  while (times.near.length < count || times.far.length < count) {
    const kind = randomInt(2) === 0 ? 'near' : 'far'
    if (times[kind].length >= count) continue
    const wrong = kind === 'near' ? nearly(key) : unlike(key)
    const at = process.hrtime.bigint()
    await once(wrong)
    times[kind].push(Number(process.hrtime.bigint() - at) / 1000)
    if (times.near.length % 500 === 0) await pause(0)
  }
  return Math.abs(welch(times.near, times.far))
}

/** As long as a file link's signature in its longest form, repeated so that a clock of microseconds sees it. */
function stopsEarly(wanted: string): (given: string) => void {
  return (given) => {
    for (let round = 0; round < 50; round += 1)
      for (let index = 0; index < wanted.length; index += 1) if (given[index] !== wanted[index]) break
  }
}

function constant(wanted: string): (given: string) => void {
  const secret = Buffer.from(wanted)
  return (given) => {
    for (let round = 0; round < 50; round += 1) timingSafeEqual(secret, Buffer.from(given))
  }
}

const server = await startPatchbay({ env: { PATCHBAY_RATE_LIMIT: '1000000000' } })
const pool = new Pool(server.url, { connections: 1 })
try {
  const refused = async (key: string) => {
    const { statusCode, body } = await pool.request({
      path: '/api/v3.1/auth_configs?limit=1',
      method: 'GET',
      headers: { 'x-api-key': key },
    })
    await body.dump()
    if (statusCode !== 401) throw new Error(`a wrong key was answered ${statusCode}`)
  }
  const key = server.apiKey
  const report = (name: string, t: number) => process.stdout.write(`${name.padEnd(42)} |t| ${t.toFixed(2)}\n`)
  const served = await compare(refused, key, samples)
  report(`a wrong API key, over HTTP, ${samples} each`, served)
  report('timingSafeEqual', await compare(constant(key), key, samples))
  const control = await compare(stopsEarly(key), key, samples)
  report('control: stops at the first difference', control)
  process.stdout.write(`bar: below ${bar}, and the control above\n`)
  if (!(served < bar && control > bar)) process.exitCode = 1
} finally {
  await pool.close()
  await server.stop()
}
