/** The interfaces, types and constants of a declaration file, as schemas. */
import type { Json } from '../openapi.ts'
import { TypeParser } from './type-parser.ts'

export type Declarations = {
  schemas: Map<string, Json>
  /** The doc comment before each declaration, constants among them. */
  docs: Map<string, string>
}

/** Reads what stands at the top of the file; imports, exports, classes and functions are passed over. */
export function readDeclarations(text: string, into?: Declarations): Declarations {
  const found: Declarations = into ?? { schemas: new Map(), docs: new Map() }
  const parser = new TypeParser(text)
  let doc = ''
  while (parser.token.kind !== 'end') {
    const { kind, value } = parser.token
    if (parser.token.doc !== '') ({ doc } = parser.token)
    if (kind === 'mark' && '{(['.includes(value)) parser.skipEnclosed()
    else if (kind === 'word' && isDeclaration(parser)) {
      declare(parser, doc, found)
      doc = ''
    } else {
      if (value === ';') doc = ''
      parser.next()
    }
  }
  return found
}

function isDeclaration(parser: TypeParser): boolean {
  const [name, after] = [parser.peek(1), parser.peek(2)]
  if (name?.kind !== 'word') return false
  switch (parser.token.value) {
    case 'interface':
      return true
    case 'type':
      return after?.value === '='
    case 'const':
      return after?.value === ':'
    case 'enum':
      return after?.value === '{'
    default:
      return false
  }
}

function declare(parser: TypeParser, doc: string, { schemas, docs }: Declarations): void {
  const keyword = parser.next().value
  const name = parser.next().value
  if (doc !== '') docs.set(name, doc)
  if (keyword === 'interface') schemas.set(name, interfaceType(parser))
  else if (keyword === 'enum') schemas.set(name, enumeration(parser))
  else if (keyword === 'type') {
    parser.expect('=')
    const schema = parser.type()
    // `type X = typeof X[keyof typeof X]` beside a constant X: its values are the type.
    if (schema['$ref'] !== `#/components/schemas/${name}`) schemas.set(name, schema)
  } else {
    parser.expect(':')
    const isObject = parser.token.value === '{'
    const type = parser.type()
    const values = isObject ? constants(type) : []
    if (values.length > 0) schemas.set(name, { type: typeof values[0], enum: values })
    // A zod schema is a constant whose type says what it is.
    else if (name.endsWith('Schema')) schemas.set(name, type)
  }
}

function interfaceType(parser: TypeParser): Json {
  const parents: Json[] = []
  // With arguments of its own it is one of several types: what it takes is not known here.
  if (parser.take('<')) {
    while (parser.token.kind !== 'end' && parser.token.value !== '{') parser.next()
    parser.skipEnclosed()
    return {}
  }
  if (parser.take('extends')) {
    do parents.push(parser.type())
    while (parser.take(','))
  }
  const own = parser.object()
  return parents.length === 0 ? own : { allOf: [...parents, own] }
}

/** `enum X { A = "a", B = 1 }` */
function enumeration(parser: TypeParser): Json {
  const values: unknown[] = []
  parser.expect('{')
  while (!parser.take('}')) {
    parser.next()
    if (parser.take('=')) {
      const { kind, value } = parser.next()
      values.push(kind === 'number' ? Number(value) : value)
    }
    parser.take(',')
  }
  return values.length === 0 ? {} : { type: typeof values[0], enum: values }
}

/** The values of `{ readonly A: "a"; readonly B: "b" }`. */
function constants({ properties }: Json): unknown[] {
  if (typeof properties !== 'object' || properties === null) return []
  return Object.values(properties).flatMap((value: unknown) =>
    typeof value === 'object' && value !== null && 'enum' in value && Array.isArray(value.enum)
      ? (value.enum as unknown[])
      : [],
  )
}
