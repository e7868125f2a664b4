/**
 * A tool as a line of a block: columns of JSON, apart by tabs, which JSON holds only escaped. The first column is what
 * every reader needs; the others, nine tenths of the bytes, are parsed when they are first asked for, and lists of the
 * API pass the schemas on as they lie here.
 */
import type { CatalogTool } from './catalog.ts'

/** Columns after the first, in their order in a line. */
const lateFields = ['input', 'output', 'exec', 'relations'] as const
type LateField = (typeof lateFields)[number]

const stored = new WeakMap<object, Readonly<Partial<Record<LateField, string>>>>()

/**
 * A field of a tool as the JSON that the store holds; undefined of a tool that was not read from one. An input always
 * has `required`; the description of an output, where there is one, comes first.
 */
export function storedText(tool: object, field: LateField): string | undefined {
  return stored.get(tool)?.[field]
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
  const [first = '', ...texts] = columnsOf(line)
  const tool = JSON.parse(first) as CatalogTool
  const late: Partial<Record<LateField, string>> = {}
  for (const [at, field] of lateFields.entries()) {
    const text = texts[at]
    if (!text) continue
    late[field] = text
    defineLate(tool, field, text)
  }
  stored.set(tool, late)
  return tool
}

/** Each column as a string of its own: a part of a longer one would keep that in memory. */
function columnsOf(line: Buffer): string[] {
  const columns: string[] = []
  let from = 0
  for (let tab = line.indexOf(9); tab !== -1; tab = line.indexOf(9, from)) {
    columns.push(line.toString('utf8', from, tab))
    from = tab + 1
  }
  columns.push(line.toString('utf8', from))
  return columns
}

function defineLate(tool: CatalogTool, field: LateField, text: string): void {
  Object.defineProperty(tool, field, {
    configurable: true,
    enumerable: true,
    get() {
      const value: unknown = JSON.parse(text)
      Object.defineProperty(tool, field, { value })
      return value
    },
  })
}
