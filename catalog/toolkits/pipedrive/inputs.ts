/** Input properties and outputs that several Pipedrive tools share. */
import {
  answer,
  anything,
  flag,
  id,
  integers,
  listOf,
  number,
  oneOf,
  open,
  record,
  several,
  text,
  whole,
  yesNo,
} from '../schemas.ts'

export const idFrom = (what: string, tool: string) => whole(`Id of ${what}, from ${tool}.`)
export const dealId = idFrom('the deal', 'PIPEDRIVE_SEARCH_DEALS or PIPEDRIVE_GET_ALL_DEALS')
export const personId = idFrom('the person', 'PIPEDRIVE_SEARCH_PERSONS')
export const organizationId = idFrom('the organization', 'PIPEDRIVE_SEARCH_ORGANIZATIONS')
export const ownerId = idFrom('the user who owns it', 'PIPEDRIVE_GET_ALL_USERS')
export const limit = whole('How many on a page.', { minimum: 1, maximum: 500, default: 50 })
export const cursor = text('Where to go on: next_cursor of the previous answer.')
export const start = whole('How many to pass over.', { minimum: 0 })

export const one = answer({ success: yesNo, data: anything })
export const many = answer({ success: yesNo, data: listOf(), additional_data: anything })

const visible = whole('Who sees it: 1 the owner, 3 the company, 5 and 7 visibility groups.', {
  enum: [1, 3, 5, 7],
})
const custom = open('Custom fields by their keys (40 hexadecimal digits), from the tools that list fields.')
const labels = integers('Ids of labels.')
const contacts = (what: string) =>
  several(
    record({ value: id(what), primary: flag('The main one.'), label: text('Such as work.') }, what, [
      'value',
    ]),
    `${what}s.`,
  )
const day = (what: string) => text(`${what}, as 2026-01-31.`)

/** The usual fields of each kind of record. */
export const fields = {
  deal: {
    title: id('Name of the deal.'),
    value: number('What it is worth.'),
    currency: text('Currency, such as EUR.'),
    person_id: personId,
    org_id: organizationId,
    owner_id: ownerId,
    pipeline_id: idFrom('the pipeline', 'PIPEDRIVE_GET_ALL_PIPELINES'),
    stage_id: idFrom('the stage', 'PIPEDRIVE_GET_ALL_STAGES'),
    status: oneOf(['open', 'won', 'lost'], 'State.'),
    lost_reason: text('Why it was lost.'),
    expected_close_date: day('When it is expected to close'),
    probability: number('Chance in percent.', { minimum: 0, maximum: 100 }),
    label_ids: labels,
    visible_to: visible,
    custom_fields: custom,
  },
  person: {
    name: id('Full name.'),
    emails: contacts('Email address'),
    phones: contacts('Phone number'),
    org_id: organizationId,
    owner_id: ownerId,
    label_ids: labels,
    visible_to: visible,
    custom_fields: custom,
  },
  organization: {
    name: id('Name.'),
    owner_id: ownerId,
    address: record({ value: text('The address in one line.') }, 'Address.'),
    label_ids: labels,
    visible_to: visible,
    custom_fields: custom,
  },
  activity: {
    subject: id('What it is.'),
    type: text('Key of its type, such as call or meeting, from PIPEDRIVE_GET_ALL_ACTIVITY_TYPES.'),
    due_date: day('Day'),
    due_time: text('Time in UTC, as 14:30.'),
    duration: text('Length, as 00:45.'),
    deal_id: dealId,
    org_id: organizationId,
    lead_id: text('Id of the lead, a UUID.'),
    participants: several(
      record({ person_id: personId, primary: flag('The main one.') }, 'A person.', ['person_id']),
      'People who take part.',
    ),
    owner_id: ownerId,
    done: flag('Whether it is done.'),
    note: text('Note in HTML.'),
    location: record({ value: text('The address in one line.') }, 'Place.'),
  },
  product: {
    name: id('Name.'),
    code: text('Code.'),
    description: text('Text about it.'),
    unit: text('Unit it is sold in.'),
    tax: number('Tax in percent.'),
    owner_id: ownerId,
    prices: several(
      record({ price: number('Price.'), currency: text('Currency.') }, 'A price.'),
      'Prices by currency.',
    ),
    visible_to: visible,
    custom_fields: custom,
  },
  note: {
    content: id('The note, in HTML.'),
    deal_id: dealId,
    person_id: personId,
    org_id: organizationId,
    lead_id: text('Id of the lead, a UUID.'),
  },
  lead: {
    title: id('Name of the lead.'),
    person_id: personId,
    organization_id: organizationId,
    owner_id: ownerId,
    label_ids: {
      type: 'array',
      items: { type: 'string' },
      description: 'Ids of labels, from PIPEDRIVE_GET_ALL_LEAD_LABELS.',
    },
    value: record({ amount: number('Amount.'), currency: text('Currency.') }, 'What it may be worth.', [
      'amount',
      'currency',
    ]),
    expected_close_date: day('When it is expected to close'),
  },
}
