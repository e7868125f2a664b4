/**
 * What the vault adds to a call: opening a stored credential and putting it on the request.
 *
 *     node bench/vault.ts [seconds per measurement]
 *
 * Beside it, in the same run, the baseline: the same request built with a credential that lies open in memory.
 */
import { randomBytes } from 'node:crypto'
import { withCredential } from '../server/src/execution/credential.ts'
import { MasterKey } from '../server/src/vault/master-key.ts'
import { createVault, Secret } from '../server/src/vault/vault.ts'

const seconds = Number(process.argv[2] ?? 3)
const vault = createVault({ masterKey: new MasterKey(randomBytes(32)) })
const context = {
  projectId: 'pr_x',
  table: 'connected_accounts',
  rowId: 'ca_x',
  column: 'credential',
  version: 1,
}
const tokens = {
  access_token: randomBytes(900).toString('base64url'),
  refresh_token: randomBytes(60).toString('base64url'),
  token_type: 'bearer',
  scope: 'https://www.googleapis.com/auth/gmail.modify https://www.googleapis.com/auth/contacts.readonly',
  expires_in: '3599',
}
const sealed = vault.seal(context, tokens)
const request = {
  method: 'GET' as const,
  url: new URL('https://api.example.com/v1/items?limit=5'),
  headers: {},
}
const inject = { headers: { authorization: 'Bearer {{conn.access_token}}' }, query: {} }

function send(conn: Record<string, string>): void {
  withCredential(request, {
    inject,
    fields: new Secret({ conn }),
    secrets: new Secret([]),
    extra: new Secret([]),
  })
}

/** Microseconds of one call: median and 99th percentile. */
function measure(once: () => void): { p50: number; p99: number } {
  for (let warm = 0; warm < 2_000; warm += 1) once()
  const times: number[] = []
  const end = performance.now() + seconds * 1000
  while (performance.now() < end) {
    const at = process.hrtime.bigint()
    once()
    times.push(Number(process.hrtime.bigint() - at) / 1000)
  }
  times.sort((a, b) => a - b)
  const quantile = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN
  return { p50: quantile(0.5), p99: quantile(0.99) }
}

const open = measure(() => send(tokens))
const stored = measure(() => send(vault.open<typeof tokens>(context, sealed).reveal()))
const line = (name: string, { p50, p99 }: typeof open) =>
  `${name.padEnd(22)} p50 ${p50.toFixed(1).padStart(6)} µs   p99 ${p99.toFixed(1).padStart(6)} µs\n`
process.stdout.write(
  `${line('inject, in memory', open)}${line('open and inject', stored)}` +
    `the vault adds ${(stored.p50 - open.p50).toFixed(1)} µs at p50 (bar: 100), ${(stored.p50 / open.p50).toFixed(1)} times the baseline\n`,
)
if (stored.p50 - open.p50 > 100) process.exitCode = 1
