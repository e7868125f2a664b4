/** Contracts of the two proxy operations: for a project, and for a session. */
import { z } from 'zod'
import { idOf } from '../http/contract.ts'
import { CustomConnectionData } from './custom-auth-contract.ts'

/** Bytes that the body of a proxy call may have: its `binary_body` carries a file in base64. */
export const proxyBodyLimit = 10 * 1024 * 1024

const contentType = z.string().min(1).max(200).optional()

export const BinaryBody = z.union([
  z.strictObject({
    url: z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' }),
    content_type: contentType,
  }),
  z.strictObject({ base64: z.string().min(1), content_type: contentType }),
])

export const ProxyBody = z.strictObject({
  connected_account_id: idOf('connectedAccount').optional(),
  endpoint: z.string().min(1),
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD']),
  /** Anything that JSON can say; a string is sent as it is. */
  body: z.unknown().optional(),
  binary_body: BinaryBody.optional(),
  parameters: z
    .array(z.strictObject({ name: z.string().min(1), value: z.string(), type: z.enum(['header', 'query']) }))
    .max(100)
    .optional(),
  custom_connection_data: CustomConnectionData.optional(),
})

export const ProxyResult = z.object({
  /** Status of the provider's answer. */
  status: z.number(),
  /** Parsed JSON, or text; null when the answer has no body. */
  data: z.unknown(),
  headers: z.record(z.string(), z.string()),
  /** An answer that is a file, in storage. */
  binary_data: z
    .object({ url: z.string(), content_type: z.string(), size: z.number(), expires_at: z.string() })
    .optional(),
})

export type BinaryBody = z.output<typeof BinaryBody>
export type ProxyBody = z.output<typeof ProxyBody>
export type ProxyResult = z.output<typeof ProxyResult>
