/**
 * An index as one file: a header that names sections, then the sections, each a flat array as the index holds
 * it in memory. Reading is one read and a checksum; nothing is parsed but the header.
 *
 * Layout, little-endian: `PBSX`, version (4 bytes), CRC-32 of all that follows it (4), length of the header
 * (4), the header in JSON, then each section at a multiple of 8.
 */
import { open, rename, rm } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import type { IndexData } from './index-data.ts'
import { packIndex, unpackIndex, type Sections, type Section } from './index-sections.ts'
import { SearchIndex } from './search-index.ts'

/** Raised with every change of what the sections hold or mean, the weights baked into postings included. */
export const INDEX_VERSION = 1

const MAGIC = 'PBSX'
const CRC_AT = 8
const LENGTH_AT = 12
const HEADER_AT = 16

/** Why a file is no index this build can use; build the index anew for each. */
export type IndexFileProblem = 'not-an-index' | 'other-version' | 'corrupt'

/** A file that is not an index of this version, whole and unchanged. */
export class IndexFileError extends Error {
  override readonly name = 'IndexFileError'
  readonly problem: IndexFileProblem

  constructor(problem: IndexFileProblem, message: string) {
    super(message)
    this.problem = problem
  }
}

const KINDS = { u8: Uint8Array, i8: Int8Array, u16: Uint16Array, u32: Uint32Array, i32: Int32Array }
type Kind = keyof typeof KINDS

interface Entry {
  readonly name: string
  readonly kind: Kind
  readonly offset: number
  readonly length: number
}

interface Header {
  readonly meta: unknown
  readonly sections: readonly Entry[]
}

/**
 * Writes an index. The file appears under its name only when it is whole: it is written beside it, flushed
 * and renamed. Throws what the file system throws.
 */
export async function writeIndex(index: SearchIndex, file: string): Promise<void> {
  const parts = serialize(index.data)
  const beside = `${file}.${process.pid}.tmp`
  try {
    const handle = await open(beside, 'w')
    try {
      await handle.writev(parts)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(beside, file)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}

/**
 * Reads an index written by `writeIndex`. Throws `IndexFileError` for a file of another version, cut short or
 * changed, and what the file system throws for one that cannot be read.
 */
export async function readIndex(file: string): Promise<SearchIndex> {
  const bytes = await readWhole(file)
  if (bytes.length < HEADER_AT || bytes.toString('latin1', 0, 4) !== MAGIC) {
    throw new IndexFileError('not-an-index', 'The file is not a search index')
  }
  const version = bytes.readUInt32LE(4)
  if (version !== INDEX_VERSION) {
    const message = `The search index is of version ${version}, this build reads version ${INDEX_VERSION}`
    throw new IndexFileError('other-version', message)
  }
  if (bytes.readUInt32LE(CRC_AT) !== crc32(bytes.subarray(LENGTH_AT))) {
    throw new IndexFileError('corrupt', 'The search index is cut short or changed')
  }
  const header: Header = JSON.parse(
    bytes.toString('utf8', HEADER_AT, HEADER_AT + bytes.readUInt32LE(LENGTH_AT)),
  )
  const sections: Sections = { meta: header.meta, arrays: new Map() }
  for (const entry of header.sections) sections.arrays.set(entry.name, viewOf(bytes, entry))
  return new SearchIndex(unpackIndex(sections))
}

function serialize(data: IndexData): Buffer[] {
  const { meta, arrays } = packIndex(data)
  const header = Buffer.from(JSON.stringify({ meta, sections: layOut(arrays) } satisfies Header))
  const head = Buffer.alloc(aligned(HEADER_AT + header.length))
  head.write(MAGIC, 'latin1')
  head.writeUInt32LE(INDEX_VERSION, 4)
  head.writeUInt32LE(header.length, LENGTH_AT)
  header.copy(head, HEADER_AT)
  const parts: Buffer[] = [head]
  for (const array of arrays.values()) {
    const bytes = Buffer.from(array.buffer, array.byteOffset, array.byteLength)
    parts.push(bytes, Buffer.alloc(aligned(bytes.length) - bytes.length))
  }
  let crc = crc32(head.subarray(LENGTH_AT))
  for (const part of parts.slice(1)) crc = crc32(part, crc)
  head.writeUInt32LE(crc, CRC_AT)
  return parts
}

/** Sections one after the other. Offsets count from the end of the header, whose length depends on them. */
function layOut(arrays: ReadonlyMap<string, Section>): Entry[] {
  let offset = 0
  return Array.from(arrays, ([name, array]) => {
    const entry = { name, kind: kindOf(array), offset, length: array.length }
    offset += aligned(array.byteLength)
    return entry
  })
}

function kindOf(array: Section): Kind {
  for (const kind of Object.keys(KINDS) as Kind[]) if (array instanceof KINDS[kind]) return kind
  throw new TypeError('No kind for this array')
}

function viewOf(bytes: Buffer<ArrayBuffer>, { kind, offset, length }: Entry): Section {
  const start = aligned(HEADER_AT + bytes.readUInt32LE(LENGTH_AT))
  return new KINDS[kind](bytes.buffer, bytes.byteOffset + start + offset, length)
}

function aligned(length: number): number {
  return Math.ceil(length / 8) * 8
}

/** The file in one buffer of its own, which views of any kind may lie over. */
async function readWhole(file: string): Promise<Buffer<ArrayBuffer>> {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    const bytes = Buffer.from(new ArrayBuffer(size))
    let at = 0
    while (at < size) {
      const { bytesRead } = await handle.read(bytes, at, size - at, at)
      if (bytesRead === 0) break
      at += bytesRead
    }
    return bytes.subarray(0, at)
  } finally {
    await handle.close()
  }
}
