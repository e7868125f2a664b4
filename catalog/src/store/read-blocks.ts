/** Reads lines out of `blocks.bin`, keeping the blocks read last. */
import { closeSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { zstdDecompressSync } from 'node:zlib'
import { CatalogStoreError, files } from './format.ts'

/** Blocks kept inflated, some 40 kB each: a page of 500 tools is a run of neighbours. */
const mostKept = 48

const noLine = Buffer.alloc(0)

/** Memory to read a packed block into; larger ones get their own. */
const packedBytes = 16 * 1024

/** Largest block there can be: a tool of 16 million characters would not pass the build. */
const mostBytes = 64 * 1024 * 1024

export class BlockReader {
  readonly #file: number
  /** Used again for each read: every allocation outside the heap brings the next collection nearer. */
  readonly #packed = Buffer.allocUnsafeSlow(packedBytes)
  readonly #bytes: readonly number[]
  /** Of each block: where it begins in the file, and the number of its first line. */
  readonly #offsets: Float64Array
  readonly #firstLines: Uint32Array
  readonly #kept = new Map<number, Buffer[]>()
  #open = true

  /** @throws CatalogStoreError when the file cannot be opened. */
  constructor(directory: string, bytes: readonly number[], lines: readonly number[]) {
    this.#bytes = bytes
    this.#offsets = new Float64Array(bytes.length + 1)
    this.#firstLines = new Uint32Array(bytes.length + 1)
    for (let block = 0; block < bytes.length; block++) {
      this.#offsets[block + 1] = (this.#offsets[block] ?? 0) + (bytes[block] ?? 0)
      this.#firstLines[block + 1] = (this.#firstLines[block] ?? 0) + (lines[block] ?? 0)
    }
    try {
      this.#file = openSync(join(directory, files.blocks), 'r')
    } catch (error) {
      throw new CatalogStoreError(`cannot open ${files.blocks} of the catalog in ${directory}`, {
        cause: error,
      })
    }
  }

  /** Number of the first line of a block. */
  firstLine(block: number): number {
    return this.#firstLines[block] ?? 0
  }

  /** One line, by its number in the whole file. @throws CatalogStoreError */
  line(line: number): Buffer {
    const block = this.#blockOf(line)
    return this.#block(block)[line - this.firstLine(block)] ?? noLine
  }

  /** A run of lines, which are not kept. @throws CatalogStoreError */
  *lines(first: number, count: number): Generator<Buffer> {
    for (let line = first; line < first + count;) {
      const block = this.#blockOf(line)
      const lines = this.#kept.get(block) ?? this.#read(block)
      const start = line - this.firstLine(block)
      const part = lines.slice(start, start + first + count - line)
      yield* part
      line += part.length
    }
  }

  close(): void {
    if (this.#open) closeSync(this.#file)
    this.#open = false
    this.#kept.clear()
  }

  #blockOf(line: number): number {
    let low = 0
    let high = this.#bytes.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#firstLines[middle] ?? 0) <= line) low = middle
      else high = middle - 1
    }
    return low
  }

  #block(block: number): Buffer[] {
    const known = this.#kept.get(block)
    const lines = known ?? this.#read(block)
    // A map lists its oldest entry first: to set again is to move to the end.
    this.#kept.delete(block)
    this.#kept.set(block, lines)
    if (this.#kept.size > mostKept) {
      const [oldest = block] = this.#kept.keys()
      this.#kept.delete(oldest)
    }
    return lines
  }

  #read(block: number): Buffer[] {
    if (!this.#open) throw new CatalogStoreError('the catalog is closed')
    const length = this.#bytes[block] ?? 0
    const packed = length > packedBytes ? Buffer.allocUnsafe(length) : this.#packed.subarray(0, length)
    const got = readSync(this.#file, packed, 0, length, this.#offsets[block] ?? 0)
    if (got !== length) throw new CatalogStoreError(`${files.blocks} is shorter than its index says`)
    try {
      return linesOf(zstdDecompressSync(packed, { chunkSize: roomFor(packed), maxOutputLength: mostBytes }))
    } catch (error) {
      throw new CatalogStoreError(`block ${block} of ${files.blocks} is damaged`, { cause: error })
    }
  }
}

/** Of zlib's least. */
const spare = 64

/**
 * Bytes to inflate a block in at one go, and none to waste: its size as its frame says it (RFC 8878, 3.1.1.1), of which
 * a damaged one may say anything.
 */
function roomFor(packed: Buffer): number {
  const descriptor = packed[4] ?? 0
  const isSingleSegment = (descriptor & 0x20) !== 0
  const hasTwoBytes = descriptor >> 6 === 1
  if (!isSingleSegment || (descriptor & 3) !== 0 || !hasTwoBytes || packed.length < 7) return usualBytes
  return packed.readUInt16LE(5) + 256 + spare
}

/** For a block whose size is said in another way: a very small or large one. */
const usualBytes = 64 * 1024

/** Parts of the block, not copies. */
function linesOf(block: Buffer): Buffer[] {
  const lines: Buffer[] = []
  let from = 0
  for (let end = block.indexOf(10); end !== -1; end = block.indexOf(10, from)) {
    lines.push(block.subarray(from, end))
    from = end + 1
  }
  lines.push(block.subarray(from))
  return lines
}
