/** Input properties that several Mailchimp tools share. */
import { answer, count, id, listOf, text, texts, whole } from '../schemas.ts'

export const listId = id('Id of the audience, from MAILCHIMP_GET_LISTS_INFO.')
export const campaignId = id('Id of the campaign, from MAILCHIMP_LIST_CAMPAIGNS.')
export const subscriberHash = id(
  'The member: MD5 of the email address in small letters, or the address or contact id itself.',
)
export const segmentId = id('Id of the segment or tag, from MAILCHIMP_LIST_SEGMENTS.')

export const paging = {
  count: whole('How many on a page.', { minimum: 1, maximum: 1000, default: 10 }),
  offset: whole('How many to pass over.', { minimum: 0 }),
  fields: texts('Only these fields, such as members.email_address.'),
  exclude_fields: texts('Not these fields.'),
}
export const commas = { fields: 'comma', exclude_fields: 'comma' } as const
export const since = (what: string) => text(`Only those ${what} this time, as 2026-01-31T00:00:00Z.`)
export const listed = (name: string) => answer({ [name]: listOf(), total_items: count })
