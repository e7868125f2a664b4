/**
 * The URL of a tool's request: its path template below the base URL, each argument encoded as exactly one
 * segment. Whatever an argument holds, the host and the number of segments stay those of the template.
 */
import { ApiError } from '../../http/errors.ts'

/** Text of a path argument or account field by name; undefined when there is none. */
export type Lookup = (name: string) => unknown

const longestUrl = 16_384
const placeholder = /\{\+?([A-Za-z0-9_.$-]+)\}/g

/**
 * Fills `{name}` in `template` and appends the result to `base`. A query in the template is kept.
 * @throws {ApiError} ToolArgumentsInvalid: an argument is missing, empty, `.` or `..`, an object, or too long.
 */
export function fillPath(base: URL, template: string, lookup: Lookup): URL {
  const [path = '', query] = splitOnce(template, '?')
  const segments = path.replace(/^\/+/, '').split('/')
  const filled = segments.map((segment) => fillSegment(segment, lookup))
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

function fillSegment(segment: string, lookup: Lookup): string {
  const filled = segment.replaceAll(placeholder, (_match, name: string) => encodeArgument(name, lookup(name)))
  if (filled !== segment && (filled === '.' || filled === '..')) {
    throw invalidPath(`${JSON.stringify(filled)} is not allowed as a path segment`)
  }
  return filled
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
