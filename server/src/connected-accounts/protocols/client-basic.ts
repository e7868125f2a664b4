/** An app's id and secret in the header of a token request. */
import type { ClientAuth } from 'oauth4webapi'

/**
 * Basic authentication of a client. RFC 6749 section 2.3.1 has both parts form-encoded first, and many providers do not
 * decode them; so nothing is escaped that decodes to itself. Ids and secrets with `-`, `_`, `.` or `~` (every UUID)
 * then arrive as they are at either kind. What the library sends only the strict ones understand.
 */
export function clientBasic(secret: string): ClientAuth {
  return (_server, { client_id: id }, _body, headers) => {
    const pair = `${escaped(id).replaceAll(':', '%3A')}:${escaped(secret)}`
    headers.set('authorization', `Basic ${Buffer.from(pair, 'latin1').toString('base64')}`)
  }
}

/** Escapes what a decoder would change: `%`, `+`, space and all that is not printable ASCII. */
function escaped(text: string): string {
  return text.replaceAll(/[^!-~]+|[%+]/g, (part) => encodeURIComponent(part))
}
