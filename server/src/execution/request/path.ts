/**
 * The URL of a tool's request: its path template below the base URL, each argument encoded as exactly one
 * segment. Whatever an argument holds, the host and the number of segments stay those of the template; only a
 * resource name (style `segments`) brings the segments that it has, none of them empty or made of dots.
 */
import type { ParameterStyle } from '@patchbay/catalog'
import { ApiError } from '../../http/errors.ts'

/** The value of a path argument by its name on the wire; undefined when there is none. */
export type Lookup = (name: string) => unknown

/** How a path argument is written: as one segment, unless it is a resource name (`segments`). */
export type PathStyle = (name: string) => ParameterStyle | undefined

const longestUrl = 16_384
const placeholder = /\{\+?([A-Za-z0-9_.$-]+)\}/g

/**
 * Fills `{name}` in `template` and appends the result to `base`. A query in the template is kept.
 * @throws {ApiError} ToolArgumentsInvalid: an argument is missing, empty, `.` or `..`, an object, or too long.
 */
export function fillPath(
  base: URL,
  template: string,
  lookup: Lookup,
  style: PathStyle = () => undefined,
): URL {
  const [path = '', query] = splitOnce(template, '?')
  const segments = path.replace(/^\/+/, '').split('/')
  const filled = segments.map((segment) => fillSegment(segment, lookup, style))
  return joinPath(base, filled.join('/'), query)
}

/**
 * Appends an encoded relative path to a base URL.
 * @throws {ApiError} ToolArgumentsInvalid when the parsed URL is not the written one, or is too long.
 */
export function joinPath(base: URL, path: string, query: string | undefined): URL {
  const prefix = base.pathname.replace(/\/+$/, '')
  const wanted = path === '' ? prefix || '/' : `${prefix}/${path}`
  const url = new URL(base)
  url.pathname = wanted
  if (query !== undefined)
    for (const [name, value] of new URLSearchParams(query)) url.searchParams.append(name, value)
  if (url.href.length > longestUrl) throw invalidPath(`the URL is longer than ${longestUrl} characters`)
  if (url.pathname !== wanted) throw invalidPath('an argument would change the path of the request')
  return url
}

function fillSegment(segment: string, lookup: Lookup, style: PathStyle): string {
  const filled = segment.replaceAll(placeholder, (_match, name: string) =>
    writeArgument(name, lookup(name), style(name)),
  )
  if (filled !== segment && (filled === '.' || filled === '..')) {
    throw invalidPath(`${JSON.stringify(filled)} is not allowed as a path segment`)
  }
  return filled
}

function writeArgument(name: string, value: unknown, style: ParameterStyle | undefined): string {
  if (style === 'segments') return resourceName(name, value)
  if (style === 'label')
    return [value]
      .flat()
      .map((item) => `.${encodeArgument(name, item)}`)
      .join('')
  if (style === 'matrix') return `;${encodeURIComponent(name)}=${encodeArgument(name, value)}`
  return encodeArgument(name, style === 'json' && typeof value === 'object' ? JSON.stringify(value) : value)
}

/** `projects/p/items/i`: each part a segment. */
function resourceName(name: string, value: unknown): string {
  if (typeof value !== 'string') throw invalidPath(`${name}: must be text`)
  const parts = value.replace(/^\//, '').split('/')
  if (parts.some((part) => part === '' || part === '.' || part === '..'))
    throw invalidPath(`${name}: must be a resource name such as projects/p/items/i`)
  return parts.map((part) => encodeArgument(name, part)).join('/')
}

function encodeArgument(name: string, value: unknown): string {
  if (value === undefined || value === null) throw invalidPath(`${name}: is required`)
  if (Array.isArray(value)) return value.map((item) => encodeArgument(name, item)).join(',')
  if (typeof value === 'object') throw invalidPath(`${name}: must be text or a number`)
  const text = String(value).toWellFormed()
  if (text === '') throw invalidPath(`${name}: must not be empty`)
  return encodeURIComponent(text)
}

function invalidPath(line: string): ApiError {
  return new ApiError('ToolArgumentsInvalid', `Invalid arguments: ${line}`, { errors: [line] })
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator)
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}
