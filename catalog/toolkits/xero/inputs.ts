/** Input properties that several Xero tools share, in the spelling of Xero. */
import { answer, listOf, number, oneOf, record, several, text, whole } from '../schemas.ts'

export const where = text('Conditions, such as Status=="AUTHORISED" AND Total>100.')
export const order = text('Order, such as UpdatedDateUTC DESC.')
export const page = whole('Page, counted from 1.', { minimum: 1 })
export const pageSize = whole('How many on a page.', { minimum: 1, maximum: 1000 })
export const ids = text('Only these ids, separated by commas.')
export const modifiedSince = text('Only what changed since, as 2026-01-31T00:00:00.')
export const day = (what: string) => text(`${what}, as 2026-01-31.`)

export const contact = record(
  { ContactID: text('Id of the contact, from XERO_GET_CONTACTS.'), Name: text('Or the name.') },
  'The contact.',
)
export const lines = several(
  record(
    {
      Description: text('Text.'),
      Quantity: number('How many.'),
      UnitAmount: number('Price of one.'),
      AccountCode: text('Code of the account, from XERO_GET_ACCOUNTS.'),
      ItemCode: text('Code of the item.'),
      TaxType: text('Tax type, such as OUTPUT2.'),
      LineAmount: number('Sum of the line.'),
      DiscountRate: number('Discount in percent.'),
    },
    'A line.',
  ),
  'Lines.',
)
export const lineAmountTypes = oneOf(['Exclusive', 'Inclusive', 'NoTax'], 'Whether amounts are with tax.')
export const list = (name: string) => answer({ [name]: listOf() })
