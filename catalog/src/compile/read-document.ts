/** The bytes of a published description → a document, within limits. */
import { parse as parseYaml } from 'yaml'
import { isJson, OpenApiError } from './openapi.ts'
import type { Json } from './openapi.ts'
import { fromSwagger2, isSwagger2 } from './swagger2.ts'

/** Documents past this are indexed and parsed piece by piece, as they are needed. */
const lazyFrom = 4_000_000
const maxYaml = 8_000_000

/**
 * Reads JSON or YAML, OpenAPI 3 or Swagger 2.
 *
 * @throws OpenApiError when it is neither, or nested or repeated beyond what a description has.
 */
export function readDocument(path: string, bytes: Buffer): Json {
  const document = /\.ya?ml$/.test(path) ? readYaml(bytes) : readJson(bytes)
  if (!isJson(document)) throw new OpenApiError('the document is not an object')
  return isSwagger2(document) ? fromSwagger2(document) : document
}

function readYaml(bytes: Buffer): unknown {
  if (bytes.length > maxYaml) throw new OpenApiError(`YAML of more than ${maxYaml} bytes`)
  try {
    // References to anchors multiply: a hundred of them are more than any description has.
    return parseYaml(bytes.toString('utf8'), { maxAliasCount: 100, logLevel: 'silent' })
  } catch (error) {
    throw new OpenApiError(`not YAML: ${reason(error)}`)
  }
}

function readJson(bytes: Buffer): unknown {
  try {
    return bytes.length > lazyFrom
      ? lazyObject(bytes, skipSpace(bytes, 0), 2)
      : JSON.parse(bytes.toString('utf8'))
  } catch (error) {
    if (error instanceof OpenApiError) throw error
    throw new OpenApiError(`not JSON: ${reason(error)}`)
  }
}

const reason = (error: unknown) => (error instanceof Error ? error.message.slice(0, 200) : String(error))

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a]
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d]

/**
 * An object whose members are parsed when they are first read. The members of the first `levels` levels are
 * found by a scan of the bytes, which costs neither strings nor objects: of a 20 MB description only the parts
 * that the wanted operations lead to are ever in memory.
 */
function lazyObject(bytes: Buffer, start: number, levels: number): Json {
  if (bytes[start] !== openBrace) throw new OpenApiError('not JSON: an object is missing')
  const result: Record<string, unknown> = {}
  let at = skipSpace(bytes, start + 1)
  while (bytes[at] !== closeBrace) {
    const keyEnd = endOfString(bytes, at)
    const key: unknown = JSON.parse(bytes.toString('utf8', at, keyEnd))
    at = skipSpace(bytes, keyEnd)
    if (bytes[at] !== colon) throw new OpenApiError('not JSON: a colon is missing')
    const from = skipSpace(bytes, at + 1)
    const to = endOfValue(bytes, from)
    define(result, String(key), bytes, from, to, levels)
    at = skipSpace(bytes, to)
    if (bytes[at] === comma) at = skipSpace(bytes, at + 1)
    else if (bytes[at] !== closeBrace) throw new OpenApiError('not JSON: a comma is missing')
  }
  return result
}

function define(target: object, key: string, bytes: Buffer, from: number, to: number, levels: number): void {
  let value: unknown
  let read = false
  Object.defineProperty(target, key, {
    enumerable: true,
    configurable: true,
    get() {
      if (!read) {
        value =
          levels > 0 && bytes[from] === openBrace
            ? lazyObject(bytes, from, levels - 1)
            : parsePart(bytes, from, to)
      }
      read = true
      return value
    },
  })
}

function parsePart(bytes: Buffer, from: number, to: number): unknown {
  try {
    return JSON.parse(bytes.toString('utf8', from, to))
  } catch (error) {
    throw new OpenApiError(`not JSON: ${reason(error)}`)
  }
}

function skipSpace(bytes: Buffer, at: number): number {
  let next = at
  while (bytes[next] === 0x20 || bytes[next] === 0x0a || bytes[next] === 0x0d || bytes[next] === 0x09)
    next += 1
  if (next >= bytes.length) throw new OpenApiError('not JSON: it ends too early')
  return next
}

function endOfString(bytes: Buffer, start: number): number {
  if (bytes[start] !== quote) throw new OpenApiError('not JSON: a name is missing')
  let at = start + 1
  while (bytes[at] !== quote) {
    at += bytes[at] === backslash ? 2 : 1
    if (at >= bytes.length) throw new OpenApiError('not JSON: it ends too early')
  }
  return at + 1
}

/** The end of the value that starts here; what lies between is not looked at, only counted. */
function endOfValue(bytes: Buffer, start: number): number {
  let depth = 0
  let at = start
  while (at < bytes.length) {
    const byte = bytes[at]
    if (byte === quote) {
      at = endOfString(bytes, at)
      if (depth === 0) return at
      continue
    }
    if (byte === openBrace || byte === openBracket) depth += 1
    else if (byte === closeBrace || byte === closeBracket) {
      if (depth === 0) return at
      depth -= 1
      if (depth === 0) return at + 1
    } else if (depth === 0 && byte === comma) return at
    at += 1
  }
  throw new OpenApiError('not JSON: it ends too early')
}

/** The document with only the paths that match; the rest of it is shared. */
export function withPaths(document: Json, pattern: RegExp): Json {
  const paths = document['paths']
  if (!isJson(paths)) return document
  const kept: Record<string, unknown> = {}
  for (const path of Object.keys(paths)) {
    const descriptor = pattern.test(path) ? Object.getOwnPropertyDescriptor(paths, path) : undefined
    if (descriptor) Object.defineProperty(kept, path, descriptor)
  }
  const result: Record<string, unknown> = {}
  for (const key of Object.keys(document)) {
    const descriptor = Object.getOwnPropertyDescriptor(document, key)
    if (descriptor) Object.defineProperty(result, key, descriptor)
  }
  Object.defineProperty(result, 'paths', { value: kept, enumerable: true })
  return result
}
