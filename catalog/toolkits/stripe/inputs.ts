/** Stripe's way of writing requests: forms whose objects and arrays have brackets; and what its tools share. */
import type { JsonSchema } from '../../src/manifest/manifest.ts'
import { call, type Call } from '../calls.ts'
import { destroys, reads, writes } from '../parameters.ts'
import { answer, id, listOf, open, record, text, texts, whole, words, yesNo } from '../schemas.ts'

type Properties = Readonly<Record<string, JsonSchema>>

const nested = (properties: Properties = {}) =>
  Object.fromEntries(
    Object.entries(properties)
      .filter(([, schema]) => schema['type'] === 'object' || schema['type'] === 'array' || schema['anyOf'])
      .map(([name]) => [name, 'deepObject'] as const),
  )

const form = (its: Call): Call => ({
  ...its,
  style: { ...nested(its.query), ...nested(its.body), ...its.style },
  exec: { ...its.exec, body_type: 'form' },
})

const query = (its: Call): Call => ({ ...its, style: { ...nested(its.query), ...its.style } })

export const read = (slug: string, path: string, its: Call) =>
  call(`STRIPE_${slug}`, 'GET', path, reads, query(its))
export const write = (slug: string, path: string, its: Call) =>
  call(`STRIPE_${slug}`, 'POST', path, writes, form(its))
export const destroy = (slug: string, path: string, its: Call) =>
  call(`STRIPE_${slug}`, 'DELETE', path, destroys, query(its))

export const customerId = id(
  'Id of the customer (cus_…), from STRIPE_SEARCH_CUSTOMERS or STRIPE_LIST_CUSTOMERS.',
)
export const paymentIntentId = id('Id of the payment intent (pi_…).')
export const metadata = open('Your own keys and values, all of them texts; an empty text removes a key.')
export const expand = texts('Related objects to return in full, such as customer.')
export const amount = (what: string) =>
  whole(`${what} in the smallest unit of the currency: 1099 is 10.99 USD, 500 is 500 JPY.`, { minimum: 0 })
export const currency = id('Currency in small letters, such as usd.', { pattern: '^[a-zA-Z]{3}$' })

/** Paging of every list. */
export const paging = {
  limit: whole('How many on a page.', { minimum: 1, maximum: 100, default: 10 }),
  starting_after: text('Id of the last object of the previous page, to go on after it.'),
  ending_before: text('Id of an object, to list what comes before it.'),
}
const second = (what: string) => whole(`${what} this time, in seconds since 1970.`)
export const created = record(
  { gt: second('After'), gte: second('At or after'), lt: second('Before'), lte: second('At or before') },
  'When it was created.',
)

export const address = record(
  {
    line1: text('Street and number.'),
    line2: text('Further line.'),
    city: text('City.'),
    state: text('State.'),
    postal_code: text('Postal code.'),
    country: text('Country, as US.'),
  },
  'Address.',
)
export const page = answer({ object: words, data: listOf(), has_more: yesNo, url: words })
export const object = (more: Properties = {}) =>
  answer({
    id: words,
    object: words,
    created: { type: 'integer' },
    metadata: { type: 'object', additionalProperties: true },
    ...more,
  })
export const expanded = { expand }
