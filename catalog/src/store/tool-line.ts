/**
 * A tool as a line of a block: columns of JSON, apart by tabs, which JSON holds only escaped. The first column is what
 * every reader needs; the others, nine tenths of the bytes, are parsed when they are first asked for, and answers of the
 * API pass the schemas on as they lie here.
 */
import type { CatalogTool } from './catalog.ts'

/** Columns after the first, in their order in a line. */
const lateFields = ['input', 'output', 'exec', 'relations'] as const
type LateField = (typeof lateFields)[number]

/** A tool as the store holds it: what every reader needs, and the rest as JSON in UTF-8. */
export class StoredTool {
  readonly first: Omit<CatalogTool, LateField>
  readonly #line: Buffer
  /** Where each column ends in the line. */
  readonly #ends: readonly number[]

  /** `line`: a part of a block, which is copied, so as not to keep the block in memory. */
  constructor(line: Buffer) {
    this.#line = Buffer.from(line)
    this.#ends = endsOf(line)
    this.first = JSON.parse(line.toString('utf8', 0, this.#ends[0])) as CatalogTool
  }

  /**
   * A field as JSON; undefined where the tool lacks it. An input always has `required`; the description of an output,
   * where there is one, comes first.
   */
  json(field: LateField): Buffer | undefined {
    const column = lateFields.indexOf(field)
    const from = (this.#ends[column] ?? this.#line.length) + 1
    const to = this.#ends[column + 1] ?? this.#line.length
    return from < to ? this.#line.subarray(from, to) : undefined
  }
}

function endsOf(line: Buffer): number[] {
  const ends: number[] = []
  for (let tab = line.indexOf(9); tab !== -1; tab = line.indexOf(9, tab + 1)) ends.push(tab)
  return [...ends, line.length]
}

const storedTools = new WeakMap<object, StoredTool>()

/** What a tool was read from; undefined of a tool that is not from a store. */
export function storedTool(tool: object): StoredTool | undefined {
  return storedTools.get(tool)
}

/** The line of a tool. What it does not say is left empty. */
export function toolLine({ input, output, exec, relations, ...rest }: CatalogTool): string {
  const { description, ...data } = output
  const columns = [
    rest,
    { ...input, required: input.required ?? [] },
    description === undefined ? data : { description, ...data },
    exec,
    relations,
  ]
  return columns.map((column) => (column === undefined ? '' : JSON.stringify(column))).join('\t')
}

/** Reads what `toolLine` wrote. */
export function readToolLine(line: Buffer): CatalogTool {
  const stored = new StoredTool(line)
  const tool = stored.first as CatalogTool
  for (const field of lateFields) {
    const json = stored.json(field)
    if (json) defineLate(tool, field, json)
  }
  storedTools.set(tool, stored)
  return tool
}

function defineLate(tool: CatalogTool, field: LateField, json: Buffer): void {
  Object.defineProperty(tool, field, {
    configurable: true,
    enumerable: true,
    get() {
      const value: unknown = JSON.parse(json.toString())
      Object.defineProperty(tool, field, { value })
      return value
    },
  })
}
