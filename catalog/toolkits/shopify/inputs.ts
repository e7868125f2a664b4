/** Input properties and outputs that several Shopify tools share. */

export const number = (of: string, from: string) => ({
  type: 'string',
  pattern: '^[0-9]+$',
  description: `Number of the ${of}, from ${from}.`,
})
export const productId = number('product', 'SHOPIFY_GET_PRODUCTS')
export const customerId = number('customer', 'SHOPIFY_GET_ALL_CUSTOMERS')
export const collectionId = number('collection', 'SHOPIFY_GET_CUSTOM_COLLECTIONS')

export const limit = {
  type: 'integer',
  minimum: 1,
  maximum: 250,
  description: 'How many at most, 50 if left out.',
}
export const fields = {
  type: 'string',
  description: 'Return only these fields, separated by commas.',
  examples: ['id,title'],
}
export const sinceId = {
  type: 'string',
  pattern: '^[0-9]+$',
  description: 'Only entries after this number: the last one of the previous page.',
}
export const moment = (description: string) => ({ type: 'string', description: `${description} ISO 8601.` })

/** Bounds on when things were created and changed. */
export const times = {
  created_at_min: moment('Only those created at or after this.'),
  created_at_max: moment('Only those created at or before this.'),
  updated_at_min: moment('Only those changed at or after this.'),
  updated_at_max: moment('Only those changed at or before this.'),
}

export const text = { type: 'string' }
export const nullable = { type: ['string', 'null'] }
export const int = { type: 'integer' }
export const anything = { type: 'object', additionalProperties: true }
export const listOfAnything = { type: 'array', items: anything }

type Properties = Record<string, Record<string, unknown>>

export const one = (name: string, properties: Properties) => ({
  type: 'object' as const,
  properties: { [name]: { type: 'object', properties } },
})
export const many = (name: string, properties: Properties) => ({
  type: 'object' as const,
  properties: { [name]: { type: 'array', items: { type: 'object', properties } } },
})
export const count = { type: 'object' as const, properties: { count: int } }

/** Body arguments go inside an object that has the name of the thing: `product.title`. */
export const inside = (thing: string, ...names: string[]) =>
  names.map((name) => ({ name, in: 'body' as const, wire: `${thing}.${name}` }))
