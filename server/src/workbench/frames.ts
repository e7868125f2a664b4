/** Frames to and from a sandbox, the other end of `kernel/frames.py`. */

/** Longest frame that a sandbox may send: pieces of files and messages stay below it. */
const mostBytes = 1024 * 1024 + 64

/** Longest message to a sandbox. */
export const mostToSandbox = 64 * 1024 * 1024

export type Frame =
  | { kind: 'message'; message: Record<string, unknown> }
  /** Bytes of a file; none at all end the transfer. */
  | { kind: 'piece'; transfer: number; bytes: Buffer }

/** The other side does not keep to the protocol. */
export class FrameError extends Error {
  override name = 'FrameError'
}

/**
 * Takes bytes as they come and gives whole frames.
 * @throws {FrameError} for frames that are too long, of no known kind, or no JSON object.
 */
export function frameReader(): (data: Buffer) => Frame[] {
  let parts: Buffer[] = []
  let held = 0
  return (data) => {
    parts.push(data)
    held += data.length
    const first = parts.length > 1 && (parts[0]?.length ?? 0) < 4 ? Buffer.concat(parts) : parts[0]
    if (!first || (first.length >= 4 && held < 4 + checkedLength(first, 0))) return []
    const bytes = parts.length > 1 ? Buffer.concat(parts) : data
    const { frames, rest } = cut(bytes)
    parts = rest.length > 0 ? [rest] : []
    held = rest.length
    return frames
  }
}

function cut(bytes: Buffer): { frames: Frame[]; rest: Buffer } {
  const frames: Frame[] = []
  let at = 0
  while (bytes.length - at >= 4) {
    const length = checkedLength(bytes, at)
    if (bytes.length - at < 4 + length) break
    frames.push(read(bytes.subarray(at + 4, at + 4 + length)))
    at += 4 + length
  }
  return { frames, rest: bytes.subarray(at) }
}

function checkedLength(bytes: Buffer, at: number): number {
  const length = bytes.readUInt32BE(at)
  if (length < 1 || length > mostBytes) throw new FrameError(`a frame of ${length} bytes`)
  return length
}

function read(frame: Buffer): Frame {
  const kind = String.fromCharCode(frame[0] ?? 0)
  const content = frame.subarray(1)
  if (kind === 'B') {
    if (content.length < 4) throw new FrameError('a piece without its transfer')
    return { kind: 'piece', transfer: content.readUInt32BE(0), bytes: content.subarray(4) }
  }
  if (kind !== 'J' && kind !== 'D') throw new FrameError('a frame of no known kind')
  return { kind: 'message', message: parse(content) }
}

function parse(content: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(content.toString('utf8'))
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>
  } catch {
    // Told below.
  }
  throw new FrameError('a message that is no JSON object')
}

/** @throws {FrameError} for a message that is too long to send. */
export function messageFrame(message: Record<string, unknown>): Buffer {
  const content = Buffer.from(JSON.stringify(message))
  if (content.length > mostToSandbox) throw new FrameError(`a message of ${content.length} bytes`)
  return Buffer.concat([header(content.length, 'J'), content])
}

export function pieceFrame(transfer: number, bytes: Buffer): Buffer {
  const head = Buffer.alloc(9)
  header(bytes.length + 4, 'B').copy(head)
  head.writeUInt32BE(transfer, 5)
  return Buffer.concat([head, bytes])
}

function header(contentLength: number, kind: 'J' | 'B'): Buffer {
  const head = Buffer.alloc(5)
  head.writeUInt32BE(contentLength + 1, 0)
  head.write(kind, 4)
  return head
}
