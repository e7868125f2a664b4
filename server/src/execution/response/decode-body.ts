/** What an answer's bytes are: JSON, text, or something that only a file can hold. */

export type DecodedBody =
  | { kind: 'empty' }
  | { kind: 'json'; value: unknown }
  | { kind: 'text'; text: string }
  | { kind: 'binary'; contentType: string; bytes: Buffer }

// DuckDuckGo calls its JSON a script. What does not parse stays text.
const json = /^(?:application|text)\/(?:(?:[\w.+-]+\+)?json|x-javascript)\b/i
const text =
  /^(?:text\/|(?:application|image)\/(?:[\w.+-]+\+)?xml\b|application\/(?:x-www-form-urlencoded|javascript|x-ndjson|yaml|x-yaml|graphql)\b)/i
const anonymous = new Set(['', 'application/octet-stream', 'binary/octet-stream'])

/** Whether a body of this type can only be a file; of a missing type that shows in the bytes. */
export function isFileType(contentType: string): boolean {
  const type = contentType.trim()
  return type !== '' && !json.test(type) && !text.test(type)
}

/** Reads a body by its content type; a missing or meaningless type is decided by the bytes. */
export function decodeBody(bytes: Buffer, contentType: string): DecodedBody {
  const type = contentType.trim()
  if (bytes.length === 0) return { kind: 'empty' }
  if (json.test(type)) return parseJson(bytes)
  if (text.test(type)) return { kind: 'text', text: decodeText(bytes, type) }
  if (type === '' && looksLikeText(bytes)) return parseJson(bytes)
  const named = anonymous.has(type.toLowerCase()) ? 'application/octet-stream' : type
  return { kind: 'binary', contentType: named, bytes }
}

/** A body that says it is JSON and is not is kept as text: it often is the provider's error page. */
function parseJson(bytes: Buffer): DecodedBody {
  const content = bytes.toString('utf8').replace(/^\uFEFF/, '')
  try {
    return { kind: 'json', value: JSON.parse(content) }
  } catch {
    return { kind: 'text', text: content }
  }
}

function decodeText(bytes: Buffer, type: string): string {
  const charset = /charset="?([\w.:-]{1,40})/i.exec(type)?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return bytes.toString('utf8')
  }
}

/** Valid UTF-8 without NUL. */
function looksLikeText(bytes: Buffer): boolean {
  if (bytes.includes(0)) return false
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
