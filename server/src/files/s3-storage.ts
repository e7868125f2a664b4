/**
 * Objects in a bucket of an S3-compatible service. A stream whose length nobody knows is sent in parts, each held in
 * memory until it is accepted, so that memory stays flat and a part can be sent again; the object is there once all of
 * them are put together. Links to files stay this server's own: the bucket needs to be reachable for nobody else, and
 * what browsers get keeps the headers that make it harmless.
 */
import { randomBytes } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import type { Resolve } from '../egress/resolve.ts'
import type { EnvS3 } from '../env.ts'
import { measure } from './measure.ts'
import type { ObjectStorage } from './object-storage.ts'
import { openBucket, S3Error, type Bucket } from './s3-bucket.ts'

/** S3 takes no smaller ones but the last, and 10,000 of an object. */
const partBytes = 8 * 1024 * 1024

/** Keeps objects in the bucket, which has to be there; `resolve` finds its host instead of the system's resolver. */
export function s3Storage(options: EnvS3, resolve?: Resolve): ObjectStorage & { close(): Promise<void> } {
  const bucket = openBucket(options, resolve)
  return {
    async write(body, mostBytes) {
      const name = randomBytes(20).toString('hex')
      const measured = measure(mostBytes)
      await pipeline(body, measured, async (source) => upload(bucket, name, source))
      return { name, size: measured.size, md5: measured.md5() }
    },
    async read(name) {
      const { status, body } = await bucket.stream({ method: 'GET', name })
      if (status === 200) return body
      body.destroy()
      if (status === 404) return undefined
      throw new S3Error('GET', status)
    },
    async remove(name) {
      const { status } = await bucket.ask({ method: 'DELETE', name })
      if (status >= 300 && status !== 404) throw new S3Error('DELETE', status)
    },
    close: () => bucket.close(),
  }
}

/** Sends everything under one name: at once where it is small, else in parts, of which a failure leaves nothing. */
async function upload(bucket: Bucket, name: string, source: AsyncIterable<Buffer>): Promise<void> {
  const parts = partsOf(source)
  const first = await parts.next()
  const whole = first.done ? Buffer.alloc(0) : first.value
  if (whole.length < partBytes) return bucket.expect({ method: 'PUT', name, body: whole }).then(() => {})
  const { body } = await bucket.expect({ method: 'POST', name, query: [['uploads', '']] })
  const uploadId = textOf(body, 'UploadId')
  try {
    await sendParts(bucket, name, uploadId, whole, parts)
  } catch (error) {
    // What it leaves otherwise costs storage for as long as the bucket has no rule for it.
    await bucket.ask({ method: 'DELETE', name, query: [['uploadId', uploadId]] }).catch(() => {})
    throw error
  }
}

async function sendParts(
  bucket: Bucket,
  name: string,
  uploadId: string,
  first: Buffer,
  rest: AsyncGenerator<Buffer>,
): Promise<void> {
  const tags: string[] = []
  const send = async (body: Buffer) => {
    const query: [string, string][] = [
      ['partNumber', String(tags.length + 1)],
      ['uploadId', uploadId],
    ]
    const { headers } = await bucket.expect({ method: 'PUT', name, query, body })
    tags.push(headers['etag'] ?? '')
  }
  await send(first)
  for await (const part of rest) await send(part)
  const listed = tags.map(
    (tag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${escaped(tag)}</ETag></Part>`,
  )
  const body = Buffer.from(`<CompleteMultipartUpload>${listed.join('')}</CompleteMultipartUpload>`)
  const done = await bucket.expect({ method: 'POST', name, query: [['uploadId', uploadId]], body })
  // The service may begin its answer with 200 and say afterwards that it failed.
  if (done.body.includes('<Error>')) throw new S3Error('POST', done.status)
}

/** The bytes in pieces of `partBytes`; the last one may be smaller. */
async function* partsOf(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let size = 0
  for await (const chunk of source) {
    held.push(chunk)
    size += chunk.length
    if (size < partBytes) continue
    const joined = Buffer.concat(held)
    let at = 0
    for (; joined.length - at >= partBytes; at += partBytes) yield joined.subarray(at, at + partBytes)
    held = [joined.subarray(at)]
    size = joined.length - at
  }
  if (size > 0) yield Buffer.concat(held)
}

/** The text of the one element of this name. */
function textOf(xml: Buffer, element: string): string {
  const text = new RegExp(`<${element}>([^<]+)</${element}>`).exec(xml.toString('utf8'))?.[1]
  if (text === undefined) throw new S3Error('POST', 200)
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
