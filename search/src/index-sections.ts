import type { IndexData } from './index-data.ts'
import type { Lexicon } from './lexicon.ts'
import { packTable, SectionReader, type Section, type Sections } from './section-file.ts'
import { StringTable } from './string-table.ts'
import { tableOf, type ToolkitTable } from './toolkit-prior.ts'

interface Meta {
  readonly size: number
  readonly slugs: readonly string[]
  readonly spellings: readonly (readonly [string, readonly number[], number])[]
}

/** Takes an index apart for `writeIndex`. */
export function packIndex(data: IndexData): Sections {
  const arrays = new Map<string, Section>()
  for (const [name, value] of Object.entries(data)) {
    if (value instanceof StringTable) packTable(arrays, name, value)
    else if (ArrayBuffer.isView(value)) arrays.set(name, value as Section)
    else if (name !== 'toolkits' && typeof value === 'object') packMembers(arrays, name, value)
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
    idRanks: read.get('idRanks', Uint32Array),
    identifiers: read.table('identifiers'),
    identifierDocs: read.get('identifierDocs', Uint32Array),
    stems: lexiconOf(read, 'stems'),
    words: lexiconOf(read, 'words'),
    near: {
      grams: read.table('near.grams'),
      offsets: read.get('near.offsets', Uint32Array),
      terms: read.get('near.terms', Uint32Array),
      sizes: read.get('near.sizes', Uint8Array),
    },
    nameStarts: read.get('nameStarts', Uint32Array),
    nameTerms: read.get('nameTerms', Uint32Array),
    meanings: {
      vectors: read.get('meanings.vectors', Int8Array),
      centre: read.get('meanings.centre', Int8Array),
      sketches: read.get('meanings.sketches', Uint8Array),
      starts: read.get('meanings.starts', Uint32Array),
      words: read.get('meanings.words', Uint16Array),
    },
    toolkitOf: read.get('toolkitOf', Int32Array),
    toolkits: tableOf(slugs, spellings),
    verbOf: read.get('verbOf', Uint8Array),
    flags: read.get('flags', Uint8Array),
    quality: read.get('quality', Uint8Array),
  }
}

function lexiconOf(read: SectionReader, name: string): Lexicon {
  return {
    terms: read.table(`${name}.terms`),
    offsets: read.get(`${name}.offsets`, Uint32Array),
    docs: read.get(`${name}.docs`, Uint32Array),
    tf: read.get(`${name}.tf`, Uint16Array),
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
