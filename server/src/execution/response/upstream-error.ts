/** What a provider's failure says, from the places where providers say it. */
import { isObject, own } from '../request/outgoing-request.ts'
import type { DecodedBody } from './decode-body.ts'

/** Longest message that is passed on, in characters. */
export const longestError = 2_000

const usualPaths = [
  'error.message',
  'error.error_description',
  'error_description',
  'message',
  'error.description',
  'error_message',
  'errors',
  'Error.Message',
  'ErrorResponse.Error.Message',
  'Response.Errors.Error.Message',
  'detail',
  'error',
  'title',
]

/** The value at a dotted path; numbers are places in an array. */
export function valueAt(body: unknown, path: string): unknown {
  let value = body
  for (const key of path.split('.')) {
    if (Array.isArray(value)) value = value[Number(key)]
    else if (isObject(value)) value = own(value, key)
    else return undefined
  }
  return value
}

/** The message in an error body: the manifest's paths first, then the usual places; undefined when none is there. */
export function upstreamMessage(body: DecodedBody, paths: readonly string[]): string | undefined {
  if (body.kind === 'text') return body.text.trim().slice(0, longestError) || undefined
  if (body.kind !== 'json') return undefined
  if (typeof body.value === 'string') return body.value
  for (const path of [...paths, ...usualPaths]) {
    const found = messagesIn(valueAt(body.value, path))
    if (found !== undefined) return found
  }
  return isObject(body.value) && Object.keys(body.value).length > 0 ? JSON.stringify(body.value) : undefined
}

/** How many messages of a list are passed on. */
const mostMessages = 5

/** The text of a message, or of a list of messages: texts, or objects with one of the usual fields. */
export function messagesIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value
  if (typeof value === 'number') return String(value)
  if (!Array.isArray(value)) return undefined
  const texts = value.slice(0, mostMessages).flatMap((item) => {
    const text: unknown = isObject(item) ? (item['message'] ?? item['detail'] ?? item['title']) : item
    return typeof text === 'string' && text.trim() !== '' ? [text] : []
  })
  return texts.length > 0 ? texts.join('; ') : undefined
}

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition Failed',
  413: 'Payload Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
}

/** `404 Not Found`: the status line's part of an error. */
export function statusText(status: number): string {
  return [status, reasons[status]].filter(Boolean).join(' ')
}

/** Cuts an error to what a model or a log can use. */
export function cutError(text: string): string {
  return text.length > longestError ? `${text.slice(0, longestError - 1)}…` : text
}
