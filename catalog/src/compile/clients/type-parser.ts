/** A TypeScript type → JSON Schema. What a schema cannot say (functions, mapped types) becomes an open schema. */
import { OpenApiError } from '../openapi.ts'
import type { Json } from '../openapi.ts'
import { keywordsOf } from './doc-comment.ts'
import { tokenize } from './tokens.ts'
import type { Token } from './tokens.ts'

/** A type that has no value: `never`, `void`, `undefined`. */
export const nothing: Json = { not: {} }

/** The schema under this name among the document's components. */
export const referenceTo = (name: string): Json => ({ $ref: `#/components/schemas/${name}` })

/** Deeper than any generated type; a hostile one ends here. */
const maxDepth = 100

const plain: Readonly<Record<string, Json>> = {
  string: { type: 'string' },
  number: { type: 'number' },
  bigint: { type: 'integer' },
  boolean: { type: 'boolean' },
  true: { type: 'boolean', enum: [true] },
  false: { type: 'boolean', enum: [false] },
  null: { type: 'null' },
  object: { type: 'object' },
  any: {},
  unknown: {},
  Date: { type: 'string', format: 'date-time' },
  Blob: { type: 'string', format: 'binary' },
  File: { type: 'string', format: 'binary' },
  Buffer: { type: 'string', format: 'binary' },
  ZodString: { type: 'string' },
  ZodNumber: { type: 'number' },
  ZodBoolean: { type: 'boolean' },
  never: nothing,
  void: nothing,
  undefined: nothing,
}

/** Types that say no more than their first argument. */
const transparent = new Set([
  'Promise',
  'AxiosResponse',
  'Partial',
  'Required',
  'Readonly',
  'NonNullable',
  'ZodObject',
  'ZodOptional',
  'ZodCustom',
])

export type Parameter = { name: string; required: boolean; schema: Json }

export class TypeParser {
  readonly #tokens: readonly Token[]
  #at = 0
  #depth = 0

  constructor(text: string | readonly Token[]) {
    this.#tokens = typeof text === 'string' ? tokenize(text) : text
  }

  get token(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', value: '', doc: '' }
  }

  /** The token that comes `ahead` after the next. */
  peek(ahead: number): Token | undefined {
    return this.#tokens[this.#at + ahead]
  }

  next(): Token {
    const { token } = this
    this.#at += 1
    return token
  }

  /** Takes the mark or word when it comes next. */
  take(value: string): boolean {
    const { kind, value: found } = this.token
    if (kind === 'text' || found !== value) return false
    this.#at += 1
    return true
  }

  expect(value: string): void {
    if (!this.take(value))
      throw new OpenApiError(`not TypeScript: ${value} is missing before ${this.token.value}`)
  }

  /** Goes past what a bracket encloses. */
  skipEnclosed(): void {
    let depth = 0
    do {
      const { kind, value } = this.next()
      if (kind === 'end') throw new OpenApiError('not TypeScript: a bracket is not closed')
      if (kind !== 'mark') continue
      if ('{(['.includes(value)) depth += 1
      else if ('})]'.includes(value)) depth -= 1
    } while (depth > 0)
  }

  type(): Json {
    this.#depth += 1
    if (this.#depth > maxDepth) throw new OpenApiError('types are nested too deeply')
    this.take('|')
    const members = [this.#intersection()]
    while (this.take('|')) members.push(this.#intersection())
    this.#depth -= 1
    return union(members)
  }

  /** `(name: type, other?: type)`, with its brackets. */
  parameters(): Parameter[] {
    const list: Parameter[] = []
    this.expect('(')
    while (!this.take(')')) {
      this.take('...')
      const name = this.next().value
      const optional = this.take('?')
      const schema = this.take(':') ? this.type() : {}
      list.push({ name, required: !optional, schema })
      if (!this.take(',') && this.token.value !== ')')
        throw new OpenApiError('not TypeScript: a parameter list')
    }
    return list
  }

  #intersection(): Json {
    this.take('&')
    const members = [this.#postfix()]
    while (this.take('&')) members.push(this.#postfix())
    // `string & {}` is how generators write "or any other text".
    const saying = members.filter((member) => Object.keys(member).length > 0 && !isEmptyObject(member))
    const [only = {}] = saying
    return saying.length <= 1 ? only : { allOf: saying }
  }

  #postfix(): Json {
    let schema = this.#primary()
    while (this.token.kind === 'mark' && this.token.value === '[') {
      this.next()
      if (this.take(']')) schema = { type: 'array', items: schema }
      else {
        const wasConstant = Object.hasOwn(schema, '$ref')
        this.type()
        this.expect(']')
        // `typeof X[keyof typeof X]`: the values of the constant X, which stands among the schemas.
        if (!wasConstant) schema = {}
      }
    }
    return schema
  }

  #primary(): Json {
    const { kind, value } = this.token
    if (kind === 'text') return { type: 'string', enum: [this.next().value] }
    if (kind === 'number') return { type: 'number', enum: [Number(this.next().value)] }
    if (kind === 'mark') return this.#marked(value)
    if (kind === 'end') throw new OpenApiError('not TypeScript: a type is missing')
    this.next()
    if (value === 'readonly' || value === 'typeof' || value === 'keyof' || value === 'unique')
      return this.#postfix()
    return this.#named(value)
  }

  #marked(value: string): Json {
    if (value === '{') return this.object()
    if (value === '-') {
      this.next()
      return { type: 'number', enum: [-Number(this.next().value)] }
    }
    if (value === '(') return this.#parenthesized()
    if (value === '<') this.#genericArguments()
    else if (value === '[') {
      this.skipEnclosed()
      return { type: 'array', items: {} }
    } else throw new OpenApiError(`not TypeScript: a type that begins with ${value}`)
    return this.#parenthesized()
  }

  /** A type in brackets, or a function, of which a schema has nothing to say. */
  #parenthesized(): Json {
    const start = this.#at
    this.skipEnclosed()
    if (this.take('=>')) {
      this.type()
      return {}
    }
    const end = this.#at
    this.#at = start + 1
    const schema = this.type()
    this.#at = end
    return schema
  }

  #named(first: string): Json {
    let name = first
    while (this.token.value === '.' && this.token.kind === 'mark') {
      this.next()
      name = this.next().value
    }
    const values = this.token.value === '<' && this.token.kind === 'mark' ? this.#genericArguments() : []
    if (Object.hasOwn(plain, name) && values.length === 0) return plain[name] ?? {}
    const [one = {}, two = {}] = values
    if (/^(Array|ReadonlyArray|Set|ZodArray)$/.test(name)) return { type: 'array', items: one }
    if (name === 'Record' || name === 'ZodRecord') return { type: 'object', additionalProperties: two }
    if (transparent.has(name)) return one
    if (name === 'ZodNullable') return union([one, { type: 'null' }])
    if (name.startsWith('Zod')) return {}
    return values.length > 0 ? {} : referenceTo(name)
  }

  #genericArguments(): Json[] {
    const values: Json[] = []
    this.expect('<')
    while (!this.take('>')) {
      values.push(this.type())
      if (this.take('extends')) this.type()
      if (this.take('=')) this.type()
      if (!this.take(',') && this.token.value !== '>')
        throw new OpenApiError('not TypeScript: type arguments')
    }
    return values
  }

  /** `{ name: type; other?: type; [key: string]: type }` */
  object(): Json {
    const properties: Record<string, Json> = Object.create(null)
    const required: string[] = []
    let additional: Json | undefined
    this.expect('{')
    while (!this.take('}')) {
      const { doc } = this.token
      if (this.token.value === 'readonly' && this.peek(1)?.value !== ':' && this.peek(1)?.value !== '?')
        this.next()
      if (this.token.kind === 'mark' && this.token.value === '[') {
        this.skipEnclosed()
        this.take('?')
        this.expect(':')
        additional = this.type()
      } else {
        const member = this.#member(doc)
        properties[member.name] = member.schema
        if (member.required) required.push(member.name)
      }
      while (this.take(';') || this.take(',')) continue
    }
    return {
      type: 'object',
      ...(Object.keys(properties).length > 0 ? { properties: { ...properties } } : {}),
      ...(required.length > 0 ? { required } : {}),
      ...(additional === undefined ? {} : { additionalProperties: additional }),
    }
  }

  #member(doc: string): Parameter {
    const { kind, value: name } = this.next()
    if (kind === 'mark' || kind === 'end') throw new OpenApiError(`not TypeScript: a member named ${name}`)
    const optional = this.take('?')
    if (this.token.value === '(' || this.token.value === '<') {
      // A method.
      if (this.token.value === '<') this.#genericArguments()
      this.skipEnclosed()
      if (this.take(':')) this.type()
      return { name, required: false, schema: {} }
    }
    this.expect(':')
    return { name, required: !optional, schema: described(this.type(), keywordsOf(doc)) }
  }
}

const isEmptyObject = (schema: Json) => schema['type'] === 'object' && Object.keys(schema).length === 1
const isNothing = (schema: Json) => schema === nothing

/** A reference takes no keywords beside it in OpenAPI 3.0. */
function described(schema: Json, keywords: Record<string, unknown>): Json {
  if (Object.keys(keywords).length === 0 || isNothing(schema)) return schema
  return Object.hasOwn(schema, '$ref') ? { allOf: [schema], ...keywords } : { ...schema, ...keywords }
}

function union(all: readonly Json[]): Json {
  const members = all.filter((member) => !isNothing(member))
  if (members.length === 0) return nothing
  const values = members.filter((member) => member['type'] !== 'null')
  const schema = ofValues(values)
  if (values.length === members.length) return schema
  return Object.hasOwn(schema, '$ref') ? { allOf: [schema], nullable: true } : { ...schema, nullable: true }
}

function ofValues(members: readonly Json[]): Json {
  const [only] = members
  if (!only) return {}
  if (members.length === 1) return only
  const types = new Set(members.map((member) => member['type']))
  const [type] = types
  const fixed = members.flatMap((member) =>
    Array.isArray(member['enum']) ? (member['enum'] as unknown[]) : [],
  )
  if (types.size === 1 && members.every((member) => Array.isArray(member['enum']))) {
    return type === 'boolean' && fixed.length === 2 ? { type } : { type, enum: fixed }
  }
  // Known values, or any other text.
  if (types.size === 1 && type === 'string' && members.some((member) => Object.keys(member).length === 1)) {
    return { type }
  }
  return { anyOf: [...members] }
}
