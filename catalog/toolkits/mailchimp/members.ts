/** Members of audiences. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, patch, post, put, remove } from '../calls.ts'
import { answer, anything, flag, id, oneOf, open, record, several, text, texts, words } from '../schemas.ts'
import { commas, listed, listId, paging, since, subscriberHash } from './inputs.ts'

const inList = { list_id: listId }
const one = { list_id: listId, subscriber_hash: subscriberHash }
const member = answer({
  id: words,
  email_address: words,
  status: words,
  full_name: words,
  merge_fields: anything,
  tags: { type: 'array', items: anything },
})
const states = ['subscribed', 'unsubscribed', 'cleaned', 'pending', 'transactional'] as const
const details = {
  merge_fields: open('Values by tags of fields: {"FNAME": "Ann", "LNAME": "Lee"}.'),
  email_type: oneOf(['html', 'text'], 'Format of mails.'),
  language: text('Language, such as en.'),
  vip: flag('Whether they are a VIP.'),
  interests: open('Interests by ids: {"abc123": true}.'),
  location: record({ latitude: { type: 'number' }, longitude: { type: 'number' } }, 'Where they are.'),
}
const email = id('Email address.')
const skip = { skip_merge_validation: flag('Accept missing required fields.') }

/** Slug, name, description, path below a member, name of the list in the answer. */
const lists = [
  ['LIST_MEMBER_TAGS', 'List tags of member', 'List the tags of a member.', 'tags', 'tags'],
  ['LIST_MEMBER_EVENTS', 'List events of member', 'List the events of a member.', 'events', 'events'],
  [
    'LIST_RECENT_MEMBER_NOTES',
    'List notes of member',
    'List the notes about a member, newest first.',
    'notes',
    'notes',
  ],
  [
    'VIEW_RECENT_ACTIVITY',
    'List activity of member',
    'See what a member opened, clicked and got.',
    'activity-feed',
    'activity',
  ],
] as const

export const memberTools = [
  get('MAILCHIMP_LIST_MEMBERS_INFO', '/lists/{list_id}/members', {
    name: 'List members',
    description: 'List the members of an audience, narrowed by state or time.',
    important: true,
    path: inList,
    query: {
      ...paging,
      status: oneOf([...states, 'archived'], 'Only members in this state.'),
      since_last_changed: since('changed after'),
      before_last_changed: since('changed before'),
      sort_field: oneOf(['timestamp_opt', 'timestamp_signup', 'last_changed'], 'What to sort by.'),
      sort_dir: oneOf(['ASC', 'DESC'], 'Direction.'),
    },
    style: commas,
    output: listed('members'),
  }),
  get('MAILCHIMP_SEARCH_MEMBERS', '/search-members', {
    name: 'Search members',
    description: 'Find members by words of address or name, in all audiences or one.',
    important: true,
    query: { query: id('What to look for.'), list_id: text('Only this audience.') },
    required: ['query'],
    output: answer({ exact_matches: anything, full_search: anything }),
  }),
  get('MAILCHIMP_GET_MEMBER_INFO', '/lists/{list_id}/members/{subscriber_hash}', {
    name: 'Get member',
    description: 'Read a member of an audience.',
    important: true,
    path: one,
    output: member,
  }),
  post('MAILCHIMP_ADD_MEMBER_TO_LIST', '/lists/{list_id}/members', {
    name: 'Add member',
    description: 'Add a person to an audience. Use status pending to have them confirm first.',
    important: true,
    path: inList,
    query: skip,
    body: {
      email_address: email,
      status: oneOf(states, 'State.'),
      tags: texts('Names of tags.'),
      ...details,
    },
    required: ['email_address', 'status'],
    output: member,
  }),
  put('MAILCHIMP_ADD_OR_UPDATE_LIST_MEMBER', '/lists/{list_id}/members/{subscriber_hash}', {
    name: 'Add or update member',
    description: 'Add a person to an audience, or change them when they are in it.',
    important: true,
    path: one,
    query: skip,
    body: {
      email_address: email,
      status_if_new: oneOf(states, 'State of a new member.'),
      status: oneOf(states, 'New state.'),
      ...details,
    },
    required: ['email_address', 'status_if_new'],
    output: member,
  }),
  patch('MAILCHIMP_UPDATE_LIST_MEMBER', '/lists/{list_id}/members/{subscriber_hash}', {
    name: 'Update member',
    description: 'Change the given fields of a member, or unsubscribe them.',
    path: one,
    query: skip,
    body: { email_address: text('New address.'), status: oneOf(states, 'New state.'), ...details },
    output: member,
  }),
  remove('MAILCHIMP_ARCHIVE_LIST_MEMBER', '/lists/{list_id}/members/{subscriber_hash}', {
    name: 'Archive member',
    description: 'Take a member out of an audience; they can be added again.',
    path: one,
  }),
  post(
    'MAILCHIMP_DELETE_LIST_MEMBER',
    '/lists/{list_id}/members/{subscriber_hash}/actions/delete-permanent',
    {
      name: 'Delete member for good',
      description: 'Delete a member with all that is known of them. They cannot be added again by this way.',
      tags: ['openWorldHint', 'destructiveHint'],
      path: one,
    },
  ),
  post('MAILCHIMP_ADD_OR_REMOVE_MEMBER_TAGS', '/lists/{list_id}/members/{subscriber_hash}/tags', {
    name: 'Change tags of member',
    description: 'Put tags on a member or take them off.',
    important: true,
    path: one,
    body: {
      tags: several(
        record(
          { name: id('Name of the tag.'), status: oneOf(['active', 'inactive'], 'On or off.') },
          'A tag.',
          ['name', 'status'],
        ),
        'Tags.',
        { minItems: 1 },
      ),
    },
    required: ['tags'],
  }),
  post('MAILCHIMP_ADD_MEMBER_NOTE', '/lists/{list_id}/members/{subscriber_hash}/notes', {
    name: 'Add note',
    description: 'Write a note about a member.',
    path: one,
    body: { note: id('The note, at most 1,000 characters.', { maxLength: 1000 }) },
    required: ['note'],
  }),
  post('MAILCHIMP_ADD_EVENT', '/lists/{list_id}/members/{subscriber_hash}/events', {
    name: 'Add event',
    description: 'Record an event of a member, for automations.',
    path: one,
    body: {
      name: id('Name, 2 to 30 characters.'),
      properties: open('Values.'),
      occurred_at: text('When, as 2026-01-31T00:00:00Z.'),
    },
    required: ['name'],
  }),
  post('MAILCHIMP_BATCH_SUBSCRIBE_OR_UNSUBSCRIBE', '/lists/{list_id}', {
    name: 'Add or update many members',
    description: 'Add or change up to 500 members of an audience in one call.',
    path: inList,
    body: {
      members: several(
        record(
          { email_address: email, status: oneOf(states, 'State.'), merge_fields: details.merge_fields },
          'A member.',
          ['email_address'],
        ),
        'Members.',
        { minItems: 1, maxItems: 500 },
      ),
      update_existing: flag('Change those who are in it already.'),
    },
    required: ['members'],
  }),
  ...lists.map(([slug, name, description, path, field]) =>
    get(`MAILCHIMP_${slug}`, `/lists/{list_id}/members/{subscriber_hash}/${path}`, {
      name,
      description,
      path: one,
      query: paging,
      style: commas,
      output: listed(field),
    }),
  ),
] satisfies ToolkitInput['tools']
