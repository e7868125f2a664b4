import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'

/** One file of an archive. */
export interface TarEntry {
  readonly name: string
  readonly data: Buffer
}

const BLOCK = 512

/**
 * The files of a gzipped tar archive in order, read as a stream: one file is in memory at a time. `wanted`
 * chooses by name; what it leaves out is passed over.
 */
export async function* tarEntries(path: string, wanted: (name: string) => boolean): AsyncGenerator<TarEntry> {
  const input = new Reader(createReadStream(path).pipe(createGunzip()))
  for (;;) {
    const header = await input.take(BLOCK)
    if (header.length < BLOCK || header[0] === 0) return
    const size = Number.parseInt(header.toString('latin1', 124, 136), 8)
    const name = [textAt(header, 345, 500), textAt(header, 0, 100)].filter(Boolean).join('/')
    const isFile = header[156] === 0x30 || header[156] === 0
    const padded = Math.ceil(size / BLOCK) * BLOCK
    if (isFile && wanted(name)) yield { name, data: (await input.take(padded)).subarray(0, size) }
    else await input.take(padded)
  }
}

function textAt(header: Buffer, from: number, to: number): string {
  const end = header.indexOf(0, from)
  return header.toString('utf8', from, end === -1 || end > to ? to : end)
}

/** Cuts a stream into pieces of asked sizes. */
class Reader {
  readonly #chunks: AsyncIterator<Buffer>
  #held: Buffer[] = []
  #length = 0

  constructor(stream: AsyncIterable<Buffer>) {
    this.#chunks = stream[Symbol.asyncIterator]()
  }

  /** The next `size` bytes; fewer at the end. */
  async take(size: number): Promise<Buffer> {
    while (this.#length < size) {
      const next = await this.#chunks.next()
      if (next.done) break
      this.#held.push(next.value)
      this.#length += next.value.length
    }
    const all = Buffer.concat(this.#held)
    this.#held = [all.subarray(size)]
    this.#length = Math.max(0, all.length - size)
    return all.subarray(0, size)
  }
}
