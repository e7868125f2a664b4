/** A body that is read from storage while it is sent: its length is known, its bytes are never all in memory. */
import { Readable } from 'node:stream'
import type { OpenedFile } from '../files/opened-file.ts'

type Piece = Buffer | OpenedFile

export class StreamedBody {
  readonly #pieces: readonly Piece[]

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces
  }

  get size(): number {
    return this.#pieces.reduce((sum, piece) => sum + (Buffer.isBuffer(piece) ? piece.length : piece.size), 0)
  }

  /** A new stream of the whole body: a request that is sent twice opens it twice. */
  open(): Readable {
    return Readable.from(readAll(this.#pieces), { objectMode: false })
  }
}

/** The pieces as one body: in one buffer where all are at hand. */
export function bodyOf(pieces: readonly Piece[]): Buffer | StreamedBody {
  const atHand: Buffer[] = []
  for (const piece of pieces) {
    const bytes = Buffer.isBuffer(piece) ? piece : piece.content
    if (!Buffer.isBuffer(bytes)) return new StreamedBody(pieces)
    atHand.push(bytes)
  }
  return atHand.length === 1 && atHand[0] ? atHand[0] : Buffer.concat(atHand)
}

async function* readAll(pieces: readonly Piece[]): AsyncGenerator<Buffer> {
  for (const piece of pieces) {
    if (Buffer.isBuffer(piece)) yield piece
    else yield* (await piece.open()) as AsyncIterable<Buffer>
  }
}
