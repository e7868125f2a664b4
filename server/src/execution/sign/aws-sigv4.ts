/** AWS Signature Version 4: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html */
import { createHash, createHmac } from 'node:crypto'

export interface SigningKey {
  accessKeyId: string
  secretAccessKey: string
  service: string
  region: string
}

export interface SignedRequest {
  method: string
  /** As it is sent, percent-encoding included. */
  path: string
  query: readonly (readonly [name: string, value: string])[]
  /** All that are signed; `host` and `x-amz-date` among them. */
  headers: Readonly<Record<string, string>>
  body: string | Buffer
}

const algorithm = 'AWS4-HMAC-SHA256'

/** The value of the `authorization` header. `date` is the one of `x-amz-date`: `20150830T123600Z`. */
export function signatureHeader(request: SignedRequest, key: SigningKey, date: string): string {
  const day = date.slice(0, 8)
  const scope = `${day}/${key.region}/${key.service}/aws4_request`
  const canonical = canonicalRequest(request, key.service)
  const text = [algorithm, date, scope, hash(canonical)].join('\n')
  const signing = [day, key.region, key.service, 'aws4_request'].reduce<Buffer | string>(
    (secret, part) => hmac(secret, part),
    `AWS4${key.secretAccessKey}`,
  )
  const signature = hmac(signing, text).toString('hex')
  const signed = signedNames(request.headers).join(';')
  return `${algorithm} Credential=${key.accessKeyId}/${scope}, SignedHeaders=${signed}, Signature=${signature}`
}

/** The query as it is signed, and has to be sent: every character encoded that AWS encodes, sorted. */
export function canonicalQuery(query: SignedRequest['query']): string {
  return query
    .map(([name, value]): [string, string] => [uriEncode(name), uriEncode(value)])
    .toSorted(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

/** SHA-256 in hexadecimal. */
export function hash(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

function canonicalRequest({ method, path, query, headers, body }: SignedRequest, service: string): string {
  const names = signedNames(headers)
  const lines = names.map((name) => `${name}:${(headers[name] ?? '').trim().replaceAll(/\s+/g, ' ')}\n`)
  const bodyHash = headers['x-amz-content-sha256'] ?? hash(body)
  return [
    method,
    canonicalPath(path, service),
    canonicalQuery(query),
    lines.join(''),
    names.join(';'),
    bodyHash,
  ].join('\n')
}

/** S3 signs the path as the key is; every other service normalizes the path and encodes it once more. */
function canonicalPath(path: string, service: string): string {
  if (service === 's3')
    return path
      .split('/')
      .map((part) => uriEncode(decoded(part)))
      .join('/')
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(uriEncode(part))
  }
  const end = parts.length > 0 && path.endsWith('/') ? '/' : ''
  return `/${parts.join('/')}${end}`
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** RFC 3986: all but the unreserved characters. */
function uriEncode(text: string): string {
  const hex = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`
  return encodeURIComponent(text.toWellFormed()).replaceAll(/[!'()*]/g, hex)
}

const signedNames = (headers: SignedRequest['headers']) => Object.keys(headers).toSorted(compare)
const hmac = (key: Buffer | string, text: string) => createHmac('sha256', key).update(text).digest()
const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b))
