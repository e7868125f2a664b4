/** Signed requests to one bucket. The signer is the one that tools of S3 have, which AWS's own test suite is held against. */
import { setTimeout as delay } from 'node:timers/promises'
import { createEgress, EgressError, type EgressResponse, type EgressStream } from '../egress/egress.ts'
import type { Resolve } from '../egress/resolve.ts'
import type { EnvS3 } from '../env.ts'
import { canonicalQuery, hash, signatureHeader } from '../execution/sign/aws-sigv4.ts'

export interface BucketRequest {
  method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  /** Of the object. */
  name: string
  query?: readonly (readonly [name: string, value: string])[]
  body?: Buffer
}

export interface Bucket {
  /** Any status is an answer; trouble that passes is waited for. @throws {EgressError} */
  ask(request: BucketRequest): Promise<EgressResponse>
  /** As `ask`. @throws {S3Error} for any status but success. */
  expect(request: BucketRequest): Promise<EgressResponse>
  /** An answer whose body is read as it comes. @throws {EgressError} */
  stream(request: BucketRequest): Promise<EgressStream>
  close(): Promise<void>
}

/** The service refused. It says nothing of the key or the object. */
export class S3Error extends Error {
  override name = 'S3Error'
  readonly status: number

  constructor(method: string, status: number) {
    super(`the object storage answered ${method} with ${status}`)
    this.status = status
  }
}

/** Milliseconds. A file may take long, a part of one or a few words not. */
const partTimeouts = { connectMs: 5_000, headersMs: 60_000, totalMs: 120_000 }
const streamTimeouts = { connectMs: 5_000, headersMs: 30_000, totalMs: Infinity }
const attempts = 4
const firstPauseMs = 100
/** Answers are lists of a few names. */
const largestAnswer = 1024 * 1024

/** It may lie on the operator's network, where tools must not reach it because the server may. */
export function openBucket(options: EnvS3, resolve?: Resolve): Bucket {
  const endpoint = new URL(options.endpoint)
  const host = options.pathStyle ? endpoint.hostname : `${options.bucket}.${endpoint.hostname}`
  const port = endpoint.port || (endpoint.protocol === 'https:' ? '443' : '80')
  const egress = createEgress({ allowPrivate: [`${host}:${port}`], ...(resolve && { resolve }) })
  const signed = (request: BucketRequest) => ({
    ...sign(options, request),
    method: request.method,
    maxRedirects: 0,
    allowHttp: endpoint.protocol === 'http:',
  })
  const once = (request: BucketRequest) =>
    egress.request({
      ...signed(request),
      ...(request.body && { body: request.body }),
      timeouts: partTimeouts,
      maxResponseBytes: largestAnswer,
    })
  const ask = async (request: BucketRequest) => {
    for (let attempt = 1; ; attempt++) {
      const answer = await once(request).catch((error: unknown) => {
        if (attempt === attempts || !(error instanceof EgressError)) throw error
      })
      if (answer && (attempt === attempts || !passes(answer.status))) return answer
      await delay(firstPauseMs * 2 ** attempt * (0.5 + Math.random() / 2))
    }
  }
  return {
    ask,
    async expect(request) {
      const answer = await ask(request)
      if (answer.status >= 200 && answer.status < 300) return answer
      throw new S3Error(request.method, answer.status)
    },
    stream: (request) =>
      egress.stream({
        ...signed(request),
        timeouts: streamTimeouts,
        maxResponseBytes: Number.MAX_SAFE_INTEGER,
      }),
    close: () => egress.close(),
  }
}

const passes = (status: number) => status === 429 || status >= 500

/** Every object has a name of its own and every part its number, so what is sent again changes nothing twice. */
function sign(options: EnvS3, { method, name, query = [], body }: BucketRequest) {
  const url = new URL(options.endpoint)
  if (!options.pathStyle) url.hostname = `${options.bucket}.${url.hostname}`
  url.pathname = options.pathStyle ? `/${options.bucket}/${name}` : `/${name}`
  url.search = canonicalQuery(query)
  const content = body ?? Buffer.alloc(0)
  const date = new Date().toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
  const headers = { host: url.host, 'x-amz-content-sha256': hash(content), 'x-amz-date': date }
  const key = {
    accessKeyId: options.accessKeyId,
    secretAccessKey: options.secretAccessKey.reveal(),
    service: 's3',
    region: options.region,
  }
  const request = { method, path: url.pathname, query, headers, body: content }
  const { host: _set, ...sent } = headers
  return { url, headers: { ...sent, authorization: signatureHeader(request, key, date) } }
}
