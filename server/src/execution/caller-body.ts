/** `custom_auth_params.body`: fields that a few providers want for authentication inside the JSON body. */
import { ApiError } from '../http/errors.ts'
import { isObject, type Bag, type OutgoingRequest } from './request/outgoing-request.ts'

/**
 * Adds the caller's fields to a request's JSON body; they win over arguments.
 * @throws {ApiError} BadRequest when the request cannot carry them.
 */
export function withCallerBody(request: OutgoingRequest, fields: Readonly<Bag> | undefined): OutgoingRequest {
  if (fields === undefined || Object.keys(fields).length === 0) return request
  const body = request.body === undefined ? {} : parseBody(request)
  if (!isObject(body) || request.method === 'GET' || request.method === 'HEAD') {
    const line = 'custom_auth_params.body: the request of this tool has no JSON body to add it to'
    throw new ApiError('BadRequest', `Invalid body: ${line}`, { errors: [line] })
  }
  const headers = { ...request.headers, 'content-type': 'application/json' }
  return { ...request, headers, body: JSON.stringify({ ...body, ...fields }) }
}

function parseBody({ headers, body }: OutgoingRequest): unknown {
  const isJson = headers['content-type']?.includes('json') === true
  return isJson && typeof body === 'string' ? JSON.parse(body) : undefined
}
