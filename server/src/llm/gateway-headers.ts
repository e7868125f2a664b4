/** `x-llm-gateway-headers`: headers that a caller wants the language model's gateway to get. */
import { z } from 'zod'
import { ApiError } from '../http/errors.ts'

const headerName = 'x-llm-gateway-headers'
const most = 20
const longest = 4_096

/**
 * Only names that mean something to a gateway alone. One of HTTP's own could make the call another one, and
 * `authorization` would send the operator's model a key that is not the operator's.
 */
const Headers = z
  .record(
    z
      .string()
      .regex(/^x-[a-z0-9-]{1,60}$/i, 'names must start with x-')
      .refine((name) => !/^x-(?:forwarded|real-ip|http-method|original)/i.test(name), 'is not passed on'),
    z.string().regex(/^[\x20-\x7e]{0,1024}$/, 'must be printable ASCII of 1024 characters at most'),
  )
  .refine((headers) => Object.keys(headers).length <= most, `must be ${most} headers at most`)

/** @throws {ApiError} BadRequest, never with a value. */
export function readGatewayHeaders(
  headers: Readonly<Record<string, unknown>>,
): Record<string, string> | undefined {
  const given = headers[headerName]
  if (given === undefined) return undefined
  const result = Headers.safeParse(parse(given))
  if (result.success) return result.data
  const lines = result.error.issues.map(({ path, message }) =>
    [headerName, ...path.map((step) => `${String(step).slice(0, 60)}`)].join('.').concat(`: ${message}`),
  )
  throw new ApiError('BadRequest', `Invalid header: ${lines.join('; ')}`, {
    errors: lines,
    suggestedFix: 'Send a JSON object of x-… header names and their texts, or leave the header out.',
  })
}

function parse(given: unknown): unknown {
  if (typeof given !== 'string' || given.length > longest) return undefined
  try {
    return JSON.parse(given)
  } catch {
    return undefined
  }
}
