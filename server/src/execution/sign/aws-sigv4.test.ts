import { createRequire } from 'node:module'
import { afterAll, expect, test } from 'vitest'
import { startWire } from '../wire-rig.ts'
import { signatureHeader, type SignedRequest } from './aws-sigv4.ts'

/** AWS's own test suite for signature version 4, as an old package of its SDK ships it. */
interface Suite {
  region: string
  service: string
  credentials: { accessKeyId: string; secretAccessKey: string }
  requests: {
    name: string
    authorization: string
    request: {
      method: string
      path: string
      query: Record<string, string | string[]>
      headers: Record<string, string>
      body?: string
    }
  }[]
}
const suite = createRequire(import.meta.url)('@aws-sdk/signature-v4/dist-cjs/suite.fixture.js') as Suite
const key = { ...suite.credentials, service: suite.service, region: suite.region }

test.each(suite.requests.map(({ name, ...rest }) => [name, rest] as const))(
  'signs %s as AWS does',
  (_name, { request, authorization }) => {
    const query = Object.entries(request.query).flatMap(([name, values]) =>
      [values].flat().map((value): [string, string] => [name, value]),
    )
    const signed: SignedRequest = { ...request, query, body: request.body ?? '' }
    expect(signatureHeader(signed, key, '20150830T123600Z')).toBe(authorization)
  },
)

const wire = await startWire()
afterAll(() => wire.close())

const conn = { access_key_id: 'AKIDEXAMPLE', secret_access_key: 'wJalrXUtnFEMI/K7MDENG', region: 'eu-west-1' }
const http = {
  signer: { kind: 'aws_sigv4' as const, service: 's3', region: '{{conn.region}}' },
}
const put = {
  kind: 'http' as const,
  method: 'PUT' as const,
  path: '/{key}',
  parameters: [
    { name: 'key', in: 'path' as const },
    { name: 'note', in: 'query' as const },
    { name: 'content', in: 'body' as const },
  ],
}
const args = { key: "a b/(c)'", note: 'x y+z*', content: 'ü' }
const now = new Date('2026-01-02T03:04:05.678Z')

test('what arrives carries a signature of what arrived', async () => {
  await wire.run({ exec: put }, args, { http, conn: { ...conn, session_token: 'st' }, now })
  const [request] = wire.received
  if (!request) throw new Error('nothing arrived')
  const [path = '', search = ''] = request.url.split('?')
  const given = String(request.headers['authorization'])
  const names = /SignedHeaders=([^,]+)/.exec(given)?.[1]?.split(';') ?? []
  expect(names).toStrictEqual(
    expect.arrayContaining(['host', 'content-type', 'x-amz-date', 'x-amz-security-token']),
  )
  const headers = Object.fromEntries(names.map((name) => [name, String(request.headers[name])]))
  expect(headers['x-amz-date']).toBe('20260102T030405Z')
  // A service decodes plus signs in a query in its own way, so none may be there.
  expect(search).toBe('note=x%20y%2Bz%2A')
  const query = search.split('&').map((pair) => pair.split('=').map(decodeURIComponent) as [string, string])
  const { method, body } = request
  const again = signatureHeader(
    {
      method,
      path,
      query,
      headers: { ...headers, 'x-amz-content-sha256': headers['x-amz-content-sha256'] ?? '' },
      body,
    },
    {
      accessKeyId: conn.access_key_id,
      secretAccessKey: conn.secret_access_key,
      service: 's3',
      region: conn.region,
    },
    '20260102T030405Z',
  )
  expect(given).toBe(again)
})

test('an account without a key is told so, and nothing is sent', async () => {
  await expect(
    wire.run({ exec: put }, args, { http, conn: { ...conn, secret_access_key: undefined } }),
  ).rejects.toThrow(/cannot be signed: conn\.secret_access_key/)
  expect(wire.received).toStrictEqual([])
})
