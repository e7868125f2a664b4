/** Marketing contacts, lists, segments, single sends. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { ask, get, patch, post, put, remove } from '../calls.ts'
import { answer, flag, id, listOf, open, record, several, text, texts, whole, words } from '../schemas.ts'

const listId = id('Id of the list, from SENDGRID_GET_ALL_LISTS.')
const singleSendId = id('Id of the single send, from SENDGRID_GET_ALL_SINGLE_SENDS.')
const job = answer({ job_id: words })
const contacts = several(
  record(
    {
      email: text('Email address.'),
      first_name: text('First name.'),
      last_name: text('Last name.'),
      phone_number_id: text('Phone number.'),
      external_id: text('Your own id.'),
      city: text('City.'),
      country: text('Country.'),
      custom_fields: open('Values by ids of custom fields.'),
    },
    'A contact.',
  ),
  'Contacts.',
  { minItems: 1, maxItems: 30_000 },
)
const singleSend = {
  name: id('Name.'),
  send_to: open('{"list_ids": ["…"], "segment_ids": ["…"], "all": false}.'),
  email_config: open('{"subject", "html_content", "sender_id", "suppression_group_id"}.'),
  categories: texts('Names for statistics.'),
}
const paging = {
  page_size: whole('How many on a page.', { minimum: 1 }),
  page_token: text('Where to go on.'),
}

export const contactTools = [
  put('SENDGRID_ADD_OR_UPDATE_A_CONTACT', '/marketing/contacts', {
    name: 'Add or update contacts',
    description:
      'Add contacts, or change those with the same email address, and put them on lists. It takes a moment.',
    important: true,
    body: { contacts, list_ids: texts('Ids of lists.') },
    required: ['contacts'],
    output: job,
  }),
  ask('SENDGRID_SEARCH_CONTACTS', '/marketing/contacts/search', {
    name: 'Search contacts',
    description:
      "Find contacts by conditions, such as email LIKE 'ann%' AND CONTAINS(list_ids, 'ID'); at most 50.",
    important: true,
    body: { query: id('Conditions in SGQL.') },
    required: ['query'],
    output: answer({ result: listOf(), contact_count: { type: 'integer' } }),
  }),
  ask('SENDGRID_GET_CONTACTS_BY_EMAILS', '/marketing/contacts/search/emails', {
    name: 'Get contacts by email',
    description: 'Read the contacts with these email addresses.',
    body: { emails: texts('Email addresses, at most 100.', { minItems: 1, maxItems: 100 }) },
    required: ['emails'],
    output: answer({ result: open('By address.') }),
  }),
  get('SENDGRID_GET_A_CONTACT_BY_ID', '/marketing/contacts/{id}', {
    name: 'Get contact',
    description: 'Read a contact.',
    path: { id: id('Id of the contact.') },
  }),
  remove('SENDGRID_DELETE_CONTACTS', '/marketing/contacts', {
    name: 'Delete contacts',
    description: 'Delete contacts by their ids, or all of them.',
    query: {
      ids: text('Ids, separated by commas.'),
      delete_all_contacts: text('true deletes every contact.'),
    },
    output: job,
  }),
  get('SENDGRID_GET_TOTAL_CONTACT_COUNT', '/marketing/contacts/count', {
    name: 'Count contacts',
    description: 'Read how many contacts there are.',
    output: answer({ contact_count: { type: 'integer' } }),
  }),
  get('SENDGRID_GET_ALL_FIELD_DEFINITIONS', '/marketing/field_definitions', {
    name: 'List fields',
    description: 'List the fields of contacts with their ids.',
    output: answer({ custom_fields: listOf(), reserved_fields: listOf() }),
  }),
  get('SENDGRID_GET_ALL_LISTS', '/marketing/lists', {
    name: 'List lists',
    description: 'List the lists of contacts with their ids.',
    important: true,
    query: paging,
    output: answer({ result: listOf() }),
  }),
  post('SENDGRID_CREATE_LIST', '/marketing/lists', {
    name: 'Create list',
    description: 'Create a list of contacts.',
    body: { name: id('Name.') },
    required: ['name'],
    output: answer({ id: words, name: words }),
  }),
  get('SENDGRID_GET_A_LIST_BY_ID', '/marketing/lists/{id}', {
    name: 'Get list',
    description: 'Read a list, with a few of its contacts if wanted.',
    path: { id: listId },
    query: { contact_sample: flag('Return up to 50 contacts.') },
  }),
  patch('SENDGRID_UPDATE_LIST', '/marketing/lists/{id}', {
    name: 'Rename list',
    description: 'Change the name of a list.',
    path: { id: listId },
    body: { name: id('New name.') },
    required: ['name'],
  }),
  remove('SENDGRID_REMOVE_LIST_AND_OPTIONAL_CONTACTS', '/marketing/lists/{id}', {
    name: 'Delete list',
    description: 'Delete a list, with its contacts if wanted.',
    path: { id: listId },
    query: { delete_contacts: flag('Delete its contacts too.') },
  }),
  remove('SENDGRID_REMOVE_CONTACTS_FROM_A_LIST', '/marketing/lists/{id}/contacts', {
    name: 'Take contacts off list',
    description: 'Take contacts off a list; they are kept.',
    path: { id: listId },
    query: { contact_ids: id('Ids, separated by commas.') },
    required: ['contact_ids'],
    output: job,
  }),
  get('SENDGRID_GET_ALL_SINGLE_SENDS', '/marketing/singlesends', {
    name: 'List single sends',
    description: 'List the marketing mails.',
    query: paging,
    output: answer({ result: listOf() }),
  }),
  post('SENDGRID_CREATE_SINGLE_SEND', '/marketing/singlesends', {
    name: 'Create single send',
    description: 'Create the draft of a marketing mail.',
    body: singleSend,
    required: ['name'],
    output: answer({ id: words, status: words }),
  }),
  get('SENDGRID_GET_SINGLE_SEND_BY_ID', '/marketing/singlesends/{id}', {
    name: 'Get single send',
    description: 'Read a marketing mail.',
    path: { id: singleSendId },
  }),
  patch('SENDGRID_UPDATE_SINGLE_SEND', '/marketing/singlesends/{id}', {
    name: 'Update single send',
    description: 'Change the draft of a marketing mail.',
    path: { id: singleSendId },
    body: singleSend,
  }),
  put('SENDGRID_SCHEDULE_SINGLE_SEND', '/marketing/singlesends/{id}/schedule', {
    name: 'Schedule single send',
    description: 'Send a marketing mail now or at a time.',
    path: { id: singleSendId },
    body: { send_at: id('now, or a time as 2026-01-31T09:00:00Z.') },
    required: ['send_at'],
    output: answer({ send_at: words, status: words }),
  }),
  remove('SENDGRID_DELETE_SINGLE_SEND_BY_ID', '/marketing/singlesends/{id}', {
    name: 'Delete single send',
    description: 'Delete a marketing mail.',
    path: { id: singleSendId },
  }),
] satisfies ToolkitInput['tools']
