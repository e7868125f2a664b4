/**
 * A file of flat arrays: a header that names sections, then the sections as they lie in memory. Reading is one
 * read and a checksum; nothing is parsed but the header.
 *
 * Layout, little-endian: four letters for the kind of file, version (4 bytes), CRC-32 of all that follows it (4),
 * length of the header (4), the header in JSON, then each section at a multiple of 8.
 */
import { crc32 } from 'node:zlib'
import { StringTable } from './string-table.ts'

/** Why a file cannot be used; it is to be made anew for each. */
export type IndexFileProblem = 'not-an-index' | 'other-version' | 'corrupt'

/** A file that is not of this kind and version, whole and unchanged. */
export class IndexFileError extends Error {
  override readonly name = 'IndexFileError'
  readonly problem: IndexFileProblem

  constructor(problem: IndexFileProblem, message: string) {
    super(message)
    this.problem = problem
  }
}

/** What the first eight bytes say. */
export interface FileKind {
  /** four ASCII letters */
  readonly magic: string
  readonly version: number
  /** for messages */
  readonly title: string
}

export type Section = Uint8Array | Int8Array | Uint16Array | Uint32Array | Int32Array | Float32Array

/** Named arrays, and what is small enough for JSON. */
export interface Sections {
  readonly meta: unknown
  readonly arrays: Map<string, Section>
}

const CRC_AT = 8
const LENGTH_AT = 12
const HEADER_AT = 16

const KINDS = {
  u8: Uint8Array,
  i8: Int8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  i32: Int32Array,
  f32: Float32Array,
}
type Kind = keyof typeof KINDS

interface Entry {
  readonly name: string
  readonly kind: Kind
  /** counted from the end of the header, whose length depends on the offsets */
  readonly offset: number
  readonly length: number
}

interface Header {
  readonly meta: unknown
  readonly sections: readonly Entry[]
}

/** The bytes of a file, in pieces to be written one after the other. */
export function serialize(kind: FileKind, { meta, arrays }: Sections): Buffer[] {
  const header = Buffer.from(JSON.stringify({ meta, sections: layOut(arrays) } satisfies Header))
  const head = Buffer.alloc(aligned(HEADER_AT + header.length))
  head.write(kind.magic, 'latin1')
  head.writeUInt32LE(kind.version, 4)
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

/** Sections as views over the bytes of a file. Throws `IndexFileError` for another, older, cut or changed file. */
export function parse(kind: FileKind, bytes: Buffer<ArrayBuffer>): Sections {
  if (bytes.length < HEADER_AT || bytes.toString('latin1', 0, 4) !== kind.magic) {
    throw new IndexFileError('not-an-index', `The file is not a ${kind.title}`)
  }
  const version = bytes.readUInt32LE(4)
  if (version !== kind.version) {
    const message = `The ${kind.title} is of version ${version}, this build reads version ${kind.version}`
    throw new IndexFileError('other-version', message)
  }
  if (bytes.readUInt32LE(CRC_AT) !== crc32(bytes.subarray(LENGTH_AT))) {
    throw new IndexFileError('corrupt', `The ${kind.title} is cut short or changed`)
  }
  const end = HEADER_AT + bytes.readUInt32LE(LENGTH_AT)
  const header: Header = JSON.parse(bytes.toString('utf8', HEADER_AT, end))
  const arrays = new Map<string, Section>()
  for (const entry of header.sections) arrays.set(entry.name, viewOf(bytes, aligned(end), entry))
  return { meta: header.meta, arrays }
}

/** Adds a string table under a name. */
export function packTable(arrays: Map<string, Section>, name: string, table: StringTable): void {
  arrays.set(`${name}.bytes`, table.bytes)
  arrays.set(`${name}.offsets`, table.offsets)
  arrays.set(`${name}.slots`, table.slots)
}

/** Hands out sections by name and kind. A missing one cannot follow a matching version and checksum. */
export class SectionReader {
  readonly #arrays: ReadonlyMap<string, Section>

  constructor(arrays: ReadonlyMap<string, Section>) {
    this.#arrays = arrays
  }

  get<T extends Section>(name: string, kind: new (...args: never[]) => T): T {
    const array = this.#arrays.get(name)
    if (!(array instanceof kind)) throw new TypeError(`The file has no section ${name}`)
    return array
  }

  table(name: string): StringTable {
    const bytes = this.get(`${name}.bytes`, Uint8Array)
    return new StringTable(
      bytes,
      this.get(`${name}.offsets`, Uint32Array),
      this.get(`${name}.slots`, Uint32Array),
    )
  }
}

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

function viewOf(bytes: Buffer<ArrayBuffer>, start: number, { kind, offset, length }: Entry): Section {
  return new KINDS[kind](bytes.buffer, bytes.byteOffset + start + offset, length)
}

function aligned(length: number): number {
  return Math.ceil(length / 8) * 8
}
