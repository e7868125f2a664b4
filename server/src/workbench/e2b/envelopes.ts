/** Messages of a stream of the Connect protocol in JSON: a byte of flags, four of length, then the message. */

/** Longest message that is read; what a process says comes in pieces of some 32 KiB. */
const mostBytes = 4 * 1024 * 1024
/** Flag of the last message, which says how the stream ended. */
const lastFlag = 2

export interface Envelope {
  isLast: boolean
  message: unknown
}

export function envelope(message: unknown, { isLast = false } = {}): Buffer {
  const content = Buffer.from(JSON.stringify(message))
  const head = Buffer.alloc(5)
  head.writeUInt8(isLast ? lastFlag : 0, 0)
  head.writeUInt32BE(content.length, 1)
  return Buffer.concat([head, content])
}

/** Whole messages as they come. @throws Error for one that is too long, compressed or no JSON. */
export async function* envelopesOf(body: AsyncIterable<Buffer>): AsyncGenerator<Envelope> {
  let held: Buffer = Buffer.alloc(0)
  for await (const chunk of body) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    while (held.length >= 5) {
      const length = held.readUInt32BE(1)
      if (length > mostBytes) throw new Error(`a message of ${length} bytes`)
      if (held.length < 5 + length) break
      const flags = held.readUInt8(0)
      const message: unknown = JSON.parse(held.toString('utf8', 5, 5 + length))
      held = held.subarray(5 + length)
      yield { isLast: (flags & lastFlag) !== 0, message }
    }
  }
}
