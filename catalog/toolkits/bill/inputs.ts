/** What the tools of BILL have in common. */
import { id, record, text, whole } from '../schemas.ts'

/** Arguments of every list. */
export const paging = {
  max: whole('Entries on a page, at most 100; 20 unless said.', { minimum: 1, maximum: 100 }),
  page: text('Where to go on: `nextPage` of the answer before.'),
  filters: text(
    'Conditions, separated by commas: field:operator:value. Operators are eq, ne, gt, gte, lt, lte, in, nin and sw.',
    { examples: ['createdTime:gte:"2026-01-01"', 'name:sw:"Hap"'] },
  ),
  sort: text('Order, as field:asc or field:desc.', { examples: ['createdTime:desc'] }),
}

export const listed = {
  type: 'object',
  properties: {
    results: { type: 'array', items: { type: 'object', additionalProperties: true } },
    nextPage: { type: 'string' },
    prevPage: { type: 'string' },
  },
} as const

export const one = {
  type: 'object',
  properties: { id: { type: 'string' } },
  additionalProperties: true,
} as const

export const idOf = (thing: string, list: string) => id(`Id of the ${thing}, from ${list}.`)

export const address = (description: string) =>
  record(
    {
      line1: text('Street and number.'),
      line2: text('Second line.'),
      city: text('City.'),
      stateOrProvince: text('State or province.', { examples: ['CA'] }),
      zipOrPostalCode: text('Postal code.'),
      country: text('Country, as two letters.', { examples: ['US'] }),
    },
    description,
  )
