/** Undoes content encodings, never making more bytes than allowed. */
import { pipeline, Transform, type Readable } from 'node:stream'
import { promisify } from 'node:util'
import { brotliDecompress, createBrotliDecompress, createUnzip, inflateRaw, unzip } from 'node:zlib'
import { EgressError } from './egress-error.ts'

export type Coding = 'gzip' | 'deflate' | 'br'

const codings: ReadonlyMap<string, Coding> = new Map([
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['deflate', 'deflate'],
  ['br', 'br'],
])

const unzipAsync = promisify(unzip)
const inflateRawAsync = promisify(inflateRaw)
const brotliAsync = promisify(brotliDecompress)

/**
 * The coding to undo (RFC 9110 §8.4). Undefined for none, for one that was not asked for, and for several on top
 * of each other, where each layer multiplies what a few bytes can become: such a body is handed over as it is.
 */
export function codingOf(contentEncoding: string | undefined): Coding | undefined {
  return codings.get((contentEncoding ?? '').trim().toLowerCase())
}

/**
 * Decompresses a whole body.
 * @throws {EgressError} `response_too_large` as soon as there are more than `maxBytes`; `bad_response`.
 */
export async function decodeBody(
  body: Buffer,
  coding: Coding | undefined,
  maxBytes: number,
): Promise<Buffer> {
  if (coding === undefined || body.length === 0) return body
  const options = { maxOutputLength: Math.max(maxBytes, 1) }
  try {
    if (coding === 'br') return await brotliAsync(body, options)
    if (coding === 'deflate' && lacksWrapper(body)) return await inflateRawAsync(body, options)
    return await unzipAsync(body, options)
  } catch (cause) {
    throw asEgressError(cause, maxBytes)
  }
}

/** Some servers send deflate without its zlib wrapper (RFC 9110 §8.4.1.2); the wrapper's first byte ends in 8. */
function lacksWrapper(body: Buffer): boolean {
  return ((body[0] ?? 0) & 0x0f) !== 8
}

/**
 * Decompresses a stream and counts its output; while reading it fails as `decodeBody` does. Deflate without the
 * zlib wrapper is not supported here. Destroying the result destroys `raw`.
 */
export function decodeStream(raw: Readable, coding: Coding | undefined, maxBytes: number): Readable {
  let bytes = 0
  const capped = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes > maxBytes) done(tooLarge(maxBytes))
      else done(null, chunk)
    },
    destroy: (error, done) => done(error && asEgressError(error, maxBytes)),
  })
  const decoder = coding === undefined ? [] : [coding === 'br' ? createBrotliDecompress() : createUnzip()]
  pipeline([raw, ...decoder, capped], () => {
    // Each error already reached the reader as the end of `capped`.
  })
  return capped
}

export function tooLarge(maxBytes: number): EgressError {
  return new EgressError('response_too_large', `The answer is longer than ${maxBytes} bytes`, { sent: true })
}

function asEgressError(error: unknown, maxBytes: number): EgressError {
  if (error instanceof EgressError) return error
  const isTooLong = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
  if (isTooLong) return tooLarge(maxBytes)
  return new EgressError('bad_response', 'The answer does not decompress', { sent: true, cause: error })
}
