import { createHash, createHmac, type Hash, type Hmac, randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { createRequire } from 'node:module'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { listen } from '../../../conformance/rigs/listen.ts'
import { testServer } from '../../test/harness.ts'
import { ConfigurationError, parseEnv } from '../env.ts'
import { Secret } from '../vault/secret.ts'
import { TooManyBytes } from './object-storage.ts'
import { s3Storage } from './s3-storage.ts'

interface Signable {
  method: string
  protocol: string
  hostname: string
  path: string
  query: Record<string, string>
  headers: Record<string, string>
  body: Buffer
}
interface Signer {
  sign(request: Signable, options: { signingDate: Date }): Promise<{ headers: Record<string, string> }>
}
/** AWS's own implementation, which the signer under test has nothing of. */
const { SignatureV4 } = createRequire(import.meta.url)('@aws-sdk/signature-v4') as {
  SignatureV4: new (options: object) => Signer
}
class Sha256 {
  readonly #hash: Hash | Hmac
  constructor(secret?: string | Uint8Array) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret)
  }
  update(data: Uint8Array | string) {
    this.#hash.update(data)
  }
  async digest() {
    return new Uint8Array(this.#hash.digest())
  }
}

const credentials = { accessKeyId: 'AKEXAMPLE', secretAccessKey: 'canary-s3-secret' }
const bucket = 'files.test'
const region = 'eu-central-1'

/** Speaks as much S3 as there is to test, and answers 403 to whatever AWS would have signed in another way. */
const objects = new Map<string, Buffer>()
const uploads = new Map<string, Map<number, Buffer>>()
const asked: string[] = []
const paths: string[] = []
let failures = 0

async function isSigned(req: IncomingMessage, url: URL, body: Buffer): Promise<boolean> {
  const given = req.headers.authorization ?? ''
  const date = String(req.headers['x-amz-date'])
  const names = /SignedHeaders=([^,]+)/.exec(given)?.[1]?.split(';') ?? []
  const day = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date)
  if (!day || req.headers['x-amz-content-sha256'] !== createHash('sha256').update(body).digest('hex'))
    return false
  const [, year, month, dayOf, hour, minute, second] = day
  const signer = new SignatureV4({
    credentials,
    region,
    service: 's3',
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: false,
  })
  const { headers } = await signer.sign(
    {
      method: req.method ?? '',
      protocol: 'http:',
      hostname: url.hostname,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: Object.fromEntries(names.map((name) => [name, String(req.headers[name])])),
      body,
    },
    { signingDate: new Date(`${year}-${month}-${dayOf}T${hour}:${minute}:${second}Z`) },
  )
  return headers['authorization'] === given
}

const service = await listen(async (req, res) => {
  const url = new URL(req.url ?? '', `http://${req.headers.host}`)
  const body = await buffer(req)
  const answer = (status: number, text: string | Buffer = '', headers = {}) =>
    res.writeHead(status, headers).end(text)
  paths.push(url.pathname)
  asked.push(`${req.method} ${[...url.searchParams.keys()].join('&')}`)
  if (failures > 0) {
    failures -= 1
    return answer(503)
  }
  if (!(await isSigned(req, url, body))) return answer(403)
  const [inHost] = url.hostname.split('.s3.test')
  const [named, name = ''] = (inHost === bucket ? `${inHost}${url.pathname}` : url.pathname.slice(1)).split(
    '/',
  )
  if (named !== bucket) return answer(404)
  const id = url.searchParams.get('uploadId')
  if (req.method === 'POST' && id === null) {
    uploads.set('up&load', new Map())
    return answer(200, '<R><UploadId>up&amp;load</UploadId></R>')
  }
  if (id !== null) {
    const parts = uploads.get(id)
    if (!parts) return answer(404)
    if (req.method === 'DELETE') return answer(uploads.delete(id) ? 204 : 404)
    if (req.method === 'PUT') {
      parts.set(Number(url.searchParams.get('partNumber')), body)
      return answer(200, '', { etag: `"${createHash('md5').update(body).digest('hex')}"` })
    }
    const named = [
      ...body.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>&quot;([0-9a-f]+)&quot;/g),
    ]
    const pieces = named.map(([, number, tag]) => {
      const part = parts.get(Number(number)) ?? Buffer.alloc(0)
      return createHash('md5').update(part).digest('hex') === tag ? part : Buffer.alloc(0)
    })
    objects.set(name, Buffer.concat(pieces))
    uploads.delete(id)
    return answer(200, '<CompleteMultipartUploadResult/>')
  }
  if (req.method === 'PUT') {
    objects.set(name, body)
    return answer(200)
  }
  if (req.method === 'DELETE') return answer(objects.delete(name) ? 204 : 404)
  const found = objects.get(name)
  return found ? answer(200, found) : answer(404)
})

const options = { ...credentials, secretAccessKey: new Secret(credentials.secretAccessKey) }
const storage = s3Storage({ ...options, endpoint: service.url, region, bucket, pathStyle: true })
/** The bucket in the host's name, as AWS wants it: a name that nobody else knows. */
const inHost = s3Storage(
  { ...options, endpoint: `http://s3.test:${service.port}`, region, bucket, pathStyle: false },
  async (name) => (name === `${bucket}.s3.test` ? [{ address: '127.0.0.1', family: 4 }] : []),
)
afterAll(async () => {
  await storage.close()
  await inHost.close()
  await service.close()
})
beforeEach(() => {
  asked.length = 0
  paths.length = 0
  failures = 0
})

const most = 64 * 1024 * 1024
const bytesOf = async (name: string, from = storage) => {
  const found = await from.read(name)
  return found && (await buffer(found))
}

test.each([
  ['the path', storage, bucket],
  ['the host', inHost, ''],
])('a bucket that is named in %s keeps small and large objects', async (_where, its, first) => {
  for (const size of [1, 8 * 1024 * 1024 + 3]) {
    const content = randomBytes(size)
    const { name } = await its.write(Readable.from([content]), most)
    expect((await bytesOf(name, its))?.equals(content)).toBe(true)
    await its.remove(name)
    expect(await bytesOf(name, its)).toBeUndefined()
  }
  expect(new Set(paths.map((path) => path.split('/')[1]?.replace(/^[0-9a-f]{40}$/, '')))).toStrictEqual(
    new Set([first]),
  )
})

describe('a bucket', () => {
  test.each([0, 1, 8 * 1024 * 1024 - 1, 8 * 1024 * 1024, 16 * 1024 * 1024 + 3])(
    'keeps %i bytes, gives them back, and forgets them',
    async (size) => {
      const content = randomBytes(size)
      const pieces = Readable.from(
        (function* pieces() {
          for (let at = 0; at < size; at += 3_000_001) yield content.subarray(at, at + 3_000_001)
        })(),
        { objectMode: false },
      )
      const { name, ...kept } = await storage.write(pieces, most)
      expect(kept).toStrictEqual({ size, md5: createHash('md5').update(content).digest('hex') })
      expect((await bytesOf(name))?.equals(content)).toBe(true)
      await storage.remove(name)
      await storage.remove(name)
      expect(await bytesOf(name)).toBeUndefined()
    },
  )

  test('keeps nothing of a stream that is too long or breaks off, not even its parts', async () => {
    const long = () => Readable.from([Buffer.alloc(9 * 1024 * 1024), Buffer.alloc(9 * 1024 * 1024)])
    await expect(storage.write(long(), 10 * 1024 * 1024)).rejects.toBeInstanceOf(TooManyBytes)
    const broken = Readable.from(
      (async function* broken() {
        yield Buffer.alloc(9 * 1024 * 1024)
        throw new Error('the caller went away')
      })(),
    )
    await expect(storage.write(broken, most)).rejects.toThrow('the caller went away')
    expect([...objects.keys(), ...uploads.keys()]).toStrictEqual([])
  })

  test('is asked again while it is busy', async () => {
    failures = 2
    const { name } = await storage.write(Readable.from([Buffer.from('text')]), most)
    expect(asked).toStrictEqual(['PUT ', 'PUT ', 'PUT '])
    expect((await bytesOf(name))?.toString()).toBe('text')
    await storage.remove(name)
  })

  test('that takes another key refuses, and the error says nothing of it', async () => {
    const other = s3Storage({
      ...options,
      secretAccessKey: new Secret('wrong'),
      endpoint: service.url,
      region,
      bucket,
      pathStyle: true,
    })
    await expect(other.write(Readable.from([Buffer.from('text')]), most)).rejects.toThrow(
      'the object storage answered PUT with 403',
    )
    await other.close()
    expect(objects.size).toBe(0)
  })
})

test('uploads and downloads by signed links go to the bucket', async () => {
  const server = await testServer({ deps: { storage } })
  const content = Buffer.from('hello bucket')
  const { body } = await server.call('POST', '/files/upload/request', {
    body: {
      toolkit_slug: 'gmail',
      tool_slug: 'GMAIL_SEND_EMAIL',
      filename: 'a.txt',
      mimetype: 'text/plain',
      md5: createHash('md5').update(content).digest('hex'),
    },
  })
  const put = new URL(body.new_presigned_url ?? body.newPresignedUrl)
  const stored = await server.app.inject({ method: 'PUT', url: put.pathname + put.search, payload: content })
  expect(stored.statusCode).toBe(200)
  expect([...objects.values()].map(String)).toStrictEqual(['hello bucket'])
  const { body: listed } = await server.call('GET', '/files/list')
  expect(listed.items).toHaveLength(1)
  await server.close()
})

test('the environment names a bucket whole or not at all', () => {
  const set = { PATCHBAY_S3_BUCKET: 'files', PATCHBAY_S3_ACCESS_KEY_ID: 'AK' }
  expect(() => parseEnv(set)).toThrow(ConfigurationError)
  const whole = { ...set, PATCHBAY_S3_SECRET_ACCESS_KEY: 'secret' }
  expect(parseEnv(whole).s3).toMatchObject({
    endpoint: 'https://s3.us-east-1.amazonaws.com',
    pathStyle: false,
  })
  expect(parseEnv({ ...whole, PATCHBAY_S3_ENDPOINT: 'http://127.0.0.1:9000/' }).s3).toMatchObject({
    endpoint: 'http://127.0.0.1:9000',
    pathStyle: true,
  })
})
