/** Which headers a caller may set, and with what. */
import { ApiError } from '../../http/errors.ts'

/** RFC 9110 section 5.6.2. */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/
/** RFC 9110 section 5.5 without obs-text: no CR, LF, NUL or other control character except a tab. */
const value = /^[\t\x20-\x7e]*$/
const longestValue = 8_192

/** Headers that frame or route the message: they belong to the connection, never to a caller. */
const connectionHeaders = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/**
 * Sets a header that a caller named.
 * @throws {ApiError} BadRequest: not a header name, not a header value, or a header of the connection.
 */
export function setHeader(headers: Record<string, string>, name: string, text: string): void {
  const key = name.toLowerCase()
  if (!token.test(name)) throw refuse(`header ${JSON.stringify(name.slice(0, 64))} is not a header name`)
  if (connectionHeaders.has(key) || key.startsWith('proxy-')) {
    throw refuse(`header ${key} belongs to the connection and cannot be set`)
  }
  if (text.length > longestValue) throw refuse(`header ${key} is longer than ${longestValue} characters`)
  if (!value.test(text)) throw refuse(`header ${key} holds a character that headers cannot carry`)
  headers[key] = text
}

function refuse(line: string): ApiError {
  return new ApiError('BadRequest', `Invalid request: ${line}`, { errors: [line] })
}
