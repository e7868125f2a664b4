/** Contracts of the credentials that a caller may bring along. */
import { z } from 'zod'
import { authModes } from '@patchbay/catalog'

/** A credential in place of a connected account's: fields of the connection such as access_token or subdomain. */
export const CustomConnectionData = z.strictObject({
  authScheme: z.enum(authModes),
  toolkitSlug: z.string().min(1),
  val: z.record(z.string(), z.unknown()),
})

/** Authentication that the caller does by itself. */
export const CustomAuthParams = z.strictObject({
  /** Where the API is instead. The stored credential is never sent there. */
  base_url: z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' }).optional(),
  parameters: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        in: z.enum(['query', 'header']),
        value: z.union([z.string(), z.number()]),
      }),
    )
    .max(50)
    .optional(),
  /** Fields added to a JSON body. */
  body: z.record(z.string(), z.unknown()).optional(),
})

export type CustomConnectionData = z.output<typeof CustomConnectionData>
export type CustomAuthParams = z.output<typeof CustomAuthParams>
