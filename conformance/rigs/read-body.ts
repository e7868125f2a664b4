import type { IncomingMessage } from 'node:http'

/** Limit of what a rig holds in memory for one message. */
export const MAX_BODY_BYTES = 32 * 1024 * 1024

/** The whole body of a message; throws `RangeError` past `MAX_BODY_BYTES`. */
export async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of message) {
    const bytes = Buffer.from(chunk as Uint8Array)
    size += bytes.length
    if (size > MAX_BODY_BYTES) throw new RangeError(`Body is larger than ${MAX_BODY_BYTES} bytes`)
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

/** A body as a log should show it: parsed JSON, a record for forms, text otherwise, undefined when empty. */
export function parseBody(body: Buffer, contentType: string | undefined): unknown {
  if (body.length === 0) return undefined
  const text = body.toString('utf8')
  if (contentType?.includes('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(text))
  }
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
