/** Input properties and outputs that several Cloudflare tools share. */

export const zoneId = {
  type: 'string',
  minLength: 1,
  maxLength: 32,
  description: 'Id of the zone, 32 hexadecimal digits, from CLOUDFLARE_LIST_ZONES.',
}
export const accountId = {
  type: 'string',
  minLength: 1,
  maxLength: 32,
  description: 'Id of the account, 32 hexadecimal digits, from CLOUDFLARE_LIST_ACCOUNTS.',
}
export const page = { type: 'integer', minimum: 1, description: 'Page, counted from 1.' }
export const perPage = (most: number) => ({
  type: 'integer',
  minimum: 1,
  maximum: most,
  description: `Entries on a page, at most ${most}.`,
})
export const direction = { type: 'string', enum: ['asc', 'desc'], description: 'Direction of the order.' }
export const match = {
  type: 'string',
  enum: ['any', 'all'],
  description: 'Whether one of the conditions is enough or all must hold.',
}

export const text = { type: 'string' }

type Properties = Record<string, Record<string, unknown>>

/** What every answer is wrapped in. */
const envelope = {
  success: { type: 'boolean' },
  errors: { type: 'array', items: { type: 'object', additionalProperties: true } },
}

export const one = (properties: Properties) => ({
  type: 'object' as const,
  properties: { result: { type: 'object', properties }, ...envelope },
})

export const many = (properties: Properties) => ({
  type: 'object' as const,
  properties: {
    result: { type: 'array', items: { type: 'object', properties } },
    result_info: {
      type: 'object',
      properties: {
        page: { type: 'integer' },
        per_page: { type: 'integer' },
        total_count: { type: 'integer' },
      },
    },
    ...envelope,
  },
})
