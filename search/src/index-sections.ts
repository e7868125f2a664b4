import type { IndexData } from './index-data.ts'
import type { Lexicon } from './lexicon.ts'
import { StringTable } from './string-table.ts'
import { tableOf, type ToolkitTable } from './toolkit-prior.ts'

export type Section = Uint8Array | Int8Array | Uint16Array | Uint32Array | Int32Array

/** An index taken apart: named arrays, and what is small enough for JSON. */
export interface Sections {
  readonly meta: unknown
  readonly arrays: Map<string, Section>
}

interface Meta {
  readonly size: number
  readonly slugs: readonly string[]
  readonly spellings: readonly (readonly [string, readonly number[], number])[]
}

/** Takes an index apart for `writeIndex`. */
export function packIndex(data: IndexData): Sections {
  const arrays = new Map<string, Section>()
  for (const [name, value] of Object.entries(data)) {
    if (name === 'stems' || name === 'words' || name === 'near') packMembers(arrays, name, value)
    else if (value instanceof StringTable) packTable(arrays, name, value)
    else if (ArrayBuffer.isView(value)) arrays.set(name, value as Section)
  }
  return { meta: metaOf(data), arrays }
}

/** Puts an index together from what `packIndex` gave. */
export function unpackIndex({ meta, arrays }: Sections): IndexData {
  const { size, slugs, spellings } = meta as Meta
  const read = new SectionReader(arrays)
  return {
    size,
    ids: read.table('ids'),
    idRanks: read.u32('idRanks'),
    identifiers: read.table('identifiers'),
    identifierDocs: read.u32('identifierDocs'),
    stems: read.lexicon('stems'),
    words: read.lexicon('words'),
    near: {
      grams: read.table('near.grams'),
      offsets: read.u32('near.offsets'),
      terms: read.u32('near.terms'),
      sizes: read.u8('near.sizes'),
    },
    nameStarts: read.u32('nameStarts'),
    nameTerms: read.u32('nameTerms'),
    toolkitOf: read.i32('toolkitOf'),
    toolkits: tableOf(slugs, spellings),
    verbOf: read.u8('verbOf'),
    flags: read.u8('flags'),
  }
}

function metaOf({ size, toolkits }: IndexData): Meta {
  return { size, slugs: toolkits.slugs, spellings: spellingsOf(toolkits) }
}

function spellingsOf(table: ToolkitTable): Meta['spellings'] {
  return Array.from(table.spellings, ([text, { toolkits, confidence }]) => [text, toolkits, confidence])
}

function packMembers(arrays: Map<string, Section>, prefix: string, value: object): void {
  for (const [name, member] of Object.entries(value)) {
    if (member instanceof StringTable) packTable(arrays, `${prefix}.${name}`, member)
    else arrays.set(`${prefix}.${name}`, member as Section)
  }
}

function packTable(arrays: Map<string, Section>, name: string, table: StringTable): void {
  arrays.set(`${name}.bytes`, table.bytes)
  arrays.set(`${name}.offsets`, table.offsets)
  arrays.set(`${name}.slots`, table.slots)
}

/** Hands out sections by name and kind. A missing one cannot follow a matching version and checksum. */
class SectionReader {
  readonly #arrays: ReadonlyMap<string, Section>

  constructor(arrays: ReadonlyMap<string, Section>) {
    this.#arrays = arrays
  }

  u8(name: string): Uint8Array {
    return this.#get(name, Uint8Array)
  }

  u16(name: string): Uint16Array {
    return this.#get(name, Uint16Array)
  }

  u32(name: string): Uint32Array {
    return this.#get(name, Uint32Array)
  }

  i32(name: string): Int32Array {
    return this.#get(name, Int32Array)
  }

  i8(name: string): Int8Array {
    return this.#get(name, Int8Array)
  }

  table(name: string): StringTable {
    return new StringTable(this.u8(`${name}.bytes`), this.u32(`${name}.offsets`), this.u32(`${name}.slots`))
  }

  lexicon(name: string): Lexicon {
    return {
      terms: this.table(`${name}.terms`),
      offsets: this.u32(`${name}.offsets`),
      docs: this.u32(`${name}.docs`),
      tf: this.u16(`${name}.tf`),
    }
  }

  #get<T extends Section>(name: string, kind: new (...args: never[]) => T): T {
    const array = this.#arrays.get(name)
    if (!(array instanceof kind)) throw new TypeError(`The search index has no section ${name}`)
    return array
  }
}
