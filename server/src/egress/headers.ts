/** Which headers a call may carry, and how answers' headers are given back. */
import { EgressError } from './egress-error.ts'

/** Lower-case names; no prototype, so no name is special. */
export type Headers = Record<string, string | string[]>

const MOST_HEADERS = 256
const MOST_BYTES = 65_536

/** RFC 9110 §5.6.2 */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
/** Everything that must not be in a field value, RFC 9110 §5.5; CR, LF and NUL above all. */
const forbiddenInValue = /[^\t\x20-\x7e\x80-\xff]/

/**
 * Set by the connection, or meant for the next hop only (RFC 9110 §7.6.1). A caller that could set them could make
 * two servers disagree on where a request ends, or send it to another virtual host.
 */
const ownHeaders: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/**
 * Checks and normalises a call's headers, and adds `user-agent` and `accept-encoding` unless they are given.
 * @throws {EgressError} `bad_request` that names the header, never its value.
 */
export function checkHeaders(given: Record<string, string | readonly string[]>): Headers {
  const headers: Headers = Object.create(null)
  const entries = Object.entries(given)
  if (entries.length > MOST_HEADERS) throw new EgressError('bad_request', 'There are too many headers')
  let bytes = 0
  for (const [name, value] of entries) {
    const lower = name.toLowerCase()
    const values = typeof value === 'string' ? [value] : value
    const problem = problemOf(lower, values) ?? (lower in headers ? 'is given twice' : undefined)
    if (problem)
      throw new EgressError('bad_request', `The header ${JSON.stringify(name.slice(0, 60))} ${problem}`)
    for (const one of values) bytes += lower.length + one.length + 4
    headers[lower] = typeof value === 'string' ? value : [...value]
  }
  if (bytes > MOST_BYTES) throw new EgressError('bad_request', 'The headers are too long')
  headers['user-agent'] ??= 'patchbay'
  headers['accept-encoding'] ??= 'gzip, deflate, br'
  return headers
}

function problemOf(name: string, values: readonly string[]): string | undefined {
  if (!token.test(name)) return 'has a name that is not allowed'
  if (ownHeaders.has(name)) return 'cannot be set'
  for (const value of values) {
    if (typeof value !== 'string') return 'has a value that is not text'
    if (forbiddenInValue.test(value)) return 'has a value with characters that are not allowed'
  }
  return undefined
}

/**
 * An answer's headers as one text each: repeated ones joined by comma (RFC 9110 §5.3), `set-cookie` by newline
 * because its values hold commas.
 */
export function joinHeaders(received: Record<string, string | string[] | undefined>): Record<string, string> {
  const joined: Record<string, string> = Object.create(null)
  for (const [name, value] of Object.entries(received)) {
    if (value === undefined) continue
    joined[name] = typeof value === 'string' ? value : value.join(name === 'set-cookie' ? '\n' : ', ')
  }
  return joined
}
