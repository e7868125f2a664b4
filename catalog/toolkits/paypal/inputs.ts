/** Input properties and outputs that several PayPal tools share. */

export const text = { type: 'string' }
export const anything = { type: 'object', additionalProperties: true }
export const listOfAnything = { type: 'array', items: anything }

export const id = (of: string, from: string) => ({
  type: 'string',
  minLength: 1,
  description: `Id of the ${of}, from ${from}.`,
})

/** Keeps a payment from happening twice when a call is made again. */
export const requestId = {
  type: 'string',
  minLength: 1,
  maxLength: 108,
  description: 'A key of your own: the same key never does the same thing twice.',
}
export const requestIdHeader = { name: 'request_id', in: 'header', wire: 'PayPal-Request-Id' } as const

/** PayPal refuses a POST without a body unless it says that it is JSON. */
export const asJson = { 'content-type': 'application/json' }

export const money = (description: string) => ({
  type: 'object',
  properties: {
    currency_code: { type: 'string', pattern: '^[A-Z]{3}$' },
    value: { type: 'string', pattern: '^[0-9]+([.][0-9]+)?$' },
  },
  required: ['currency_code', 'value'],
  description: `${description} {"currency_code": "EUR", "value": "19.90"}.`,
})

export const page = { type: 'integer', minimum: 1, description: 'Page, counted from 1.' }
export const pageSize = (most: number) => ({
  type: 'integer',
  minimum: 1,
  maximum: most,
  description: `Entries on a page, at most ${most}.`,
})
export const totalRequired = { type: 'boolean', description: 'Also say how many there are.' }
export const links = { type: 'array', items: anything, description: 'Addresses to go on with, by rel.' }
