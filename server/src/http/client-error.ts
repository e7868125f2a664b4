/** What is no HTTP never becomes a request: Node reports it, and the answer is written by hand. */
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { ConnectionError } from 'fastify'
import { newId } from '../db/ids.ts'
import { ApiError } from './errors.ts'

/** Answers with the envelope, as to any other failure, and ends the connection. */
export function answerClientError(error: ConnectionError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const failure = toFailure(error.code)
  const body = JSON.stringify(failure.toEnvelope(newId('request')))
  const head = [
    `HTTP/1.1 ${failure.status} ${STATUS_CODES[failure.status]}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}

function toFailure(code: string): ApiError {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new ApiError('RequestTimeout', 'The request did not arrive in time')
    case 'HPE_HEADER_OVERFLOW':
      return new ApiError('HeadersTooLarge', 'The headers or the URL are larger than allowed')
    default:
      return new ApiError('BadRequest', 'The request is not valid HTTP', {
        suggestedFix: 'Send the request with an HTTP client; what arrived breaks the protocol.',
      })
  }
}
