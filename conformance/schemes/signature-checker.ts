import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { ToolkitInput } from '@patchbay/catalog'
import { listen } from '../rigs/listen.ts'
import { readBody } from '../rigs/read-body.ts'

export type SignatureChecker = { readonly url: string; close(): Promise<void> }

export type AwsKey = { access_key_id: string; secret_access_key: string; region: string }

/** As a service allows for clocks that differ. */
const mostSkewMs = 5 * 60_000
const service = 'execute-api'
const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
const encoded = (text: string) =>
  [...Buffer.from(text)]
    .map((byte) => {
      const character = String.fromCharCode(byte)
      return /[A-Za-z0-9._~-]/.test(character)
        ? character
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
    })
    .join('')

/**
 * An API that computes the signature of what arrived from the key that it knows, by the rules of AWS Signature
 * Version 4, and answers 401 with the reason unless it is the one that came along. Written from the rules, and shares
 * no code with what signs.
 */
export async function startSignatureChecker(key: AwsKey): Promise<SignatureChecker> {
  const { url, close } = await listen((req, res) => {
    void readBody(req).then((body) => {
      const problem = problemOf(req, Buffer.from(body), key)
      res.writeHead(problem === undefined ? 200 : 401, { 'content-type': 'application/json' })
      res.end(JSON.stringify(problem === undefined ? { signed: true } : { message: problem }))
    })
  })
  return { url, close }
}

function problemOf(req: IncomingMessage, body: Buffer, key: AwsKey): string | undefined {
  const header = (name: string) => String(req.headers[name] ?? '')
  const form = /^AWS4-HMAC-SHA256 Credential=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/
  const [, credential = '', signedHeaders = '', given = ''] = form.exec(header('authorization')) ?? []
  if (given === '') return 'no signature'
  const moment = header('x-amz-date')
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(moment) ?? []
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  if (!(Math.abs(Date.now() - at) < mostSkewMs)) return 'the clock is off'
  const scope = `${moment.slice(0, 8)}/${key.region}/${service}/aws4_request`
  if (credential !== `${key.access_key_id}/${scope}`) return 'another key, day, region or service'
  const names = signedHeaders.split(';')
  for (const name of ['host', 'x-amz-date', 'content-type'])
    if (req.headers[name] !== undefined && !names.includes(name)) return `${name} is not signed`
  const bodyHash = sha256(body)
  if (req.headers['x-amz-content-sha256'] !== undefined && header('x-amz-content-sha256') !== bodyHash)
    return 'another body'

  const [path = '', search = ''] = (req.url ?? '').split('?')
  const pairs = search
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => pair.split('=', 2).map((part) => encoded(decodeURIComponent(part))))
    .map(([name = '', value = '']) => ({ name, value }))
    .toSorted((a, b) => (a.name < b.name || (a.name === b.name && a.value < b.value) ? -1 : 1))
  const canonical = [
    req.method,
    path.split('/').map(encoded).join('/'),
    pairs.map(({ name, value }) => `${name}=${value}`).join('&'),
    ...names.map((name) => `${name}:${header(name).trim().replaceAll(/ +/g, ' ')}`),
    '',
    signedHeaders,
    bodyHash,
  ].join('\n')
  const text = ['AWS4-HMAC-SHA256', moment, scope, sha256(canonical)].join('\n')
  const dated = hmac(`AWS4${key.secret_access_key}`, moment.slice(0, 8))
  const signing = hmac(hmac(hmac(dated, key.region), service), 'aws4_request')
  return timingSafeEqual(hmac(signing, text), Buffer.from(given, 'hex')) ? undefined : 'another signature'
}

/** A toolkit whose calls are signed with the key of the account. */
export function signedKit(url: string): ToolkitInput {
  return {
    manifest: 1,
    slug: 'signedkit',
    name: 'Signedkit',
    description: 'For tests.',
    logo: 'https://example.com/logo.png',
    http: { base_url: url, signer: { kind: 'aws_sigv4', service, region: '{{conn.region}}' } },
    auth: [
      {
        mode: 'API_KEY',
        name: 'signedkit_key',
        connected_account_fields: [
          { name: 'access_key_id', display_name: 'Access key ID', description: '' },
          { name: 'secret_access_key', display_name: 'Secret access key', description: '', secret: true },
          { name: 'region', display_name: 'Region', description: '' },
        ],
        inject: {},
      },
    ],
    tools: [
      {
        slug: 'SIGNEDKIT_PUT_THING',
        name: 'Put thing',
        description: 'Keeps a thing.',
        input: {
          type: 'object',
          properties: { name: { type: 'string' }, note: { type: 'string' }, content: { type: 'string' } },
        },
        exec: {
          kind: 'http',
          method: 'PUT',
          path: '/things/{name}',
          parameters: [
            { name: 'name', in: 'path' },
            { name: 'note', in: 'query' },
            { name: 'content', in: 'body' },
          ],
        },
      },
    ],
  }
}
