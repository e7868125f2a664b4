/** Audiences, segments, fields, tags, templates. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, patch, post, remove } from '../calls.ts'
import { answer, flag, id, oneOf, open, text, texts, words } from '../schemas.ts'
import { commas, listed, listId, paging, segmentId, since } from './inputs.ts'

const list = answer({ id: words, name: words, stats: { type: 'object', additionalProperties: true } })
const inList = { list_id: listId }
const audience = {
  name: id('Name of the audience.'),
  contact: open('Address for the footer: {"company", "address1", "city", "state", "zip", "country"}.'),
  permission_reminder: id('Why people get the mails.'),
  campaign_defaults: open('{"from_name", "from_email", "subject", "language"}.'),
  email_type_option: flag('Let people choose between HTML and plain text.'),
  double_optin: flag('Ask new members to confirm.'),
}

/** Slug, name, what it lists, path below an audience, name of the list in the answer. */
const lists = [
  ['LIST_SEGMENTS', 'List segments', 'the segments and tags', 'segments', 'segments'],
  ['LIST_MERGE_FIELDS', 'List merge fields', 'the fields that members have', 'merge-fields', 'merge_fields'],
  [
    'LIST_INTEREST_CATEGORIES',
    'List interest categories',
    'the groups of interests',
    'interest-categories',
    'categories',
  ],
  [
    'LIST_GROWTH_HISTORY_DATA',
    'List growth',
    'how the audience grew month by month',
    'growth-history',
    'history',
  ],
  [
    'LIST_RECENT_ACTIVITY',
    'List activity',
    'what happened day by day in the last 180 days',
    'activity',
    'activity',
  ],
  ['LIST_WEBHOOKS', 'List webhooks', 'the webhooks', 'webhooks', 'webhooks'],
] as const

export const listTools = [
  get('MAILCHIMP_PING', '/ping', {
    name: 'Ping',
    description: 'See whether the connection works.',
    output: answer({ health_status: words }),
  }),
  get('MAILCHIMP_GET_LISTS_INFO', '/lists', {
    name: 'List audiences',
    description: 'List the audiences with their ids and numbers of members.',
    important: true,
    query: {
      ...paging,
      email: text('Only audiences with this member.'),
      since_date_created: since('created after'),
    },
    style: commas,
    output: listed('lists'),
  }),
  get('MAILCHIMP_GET_LIST_INFO', '/lists/{list_id}', {
    name: 'Get audience',
    description: 'Read an audience with its statistics.',
    path: inList,
    output: list,
  }),
  post('MAILCHIMP_ADD_LIST', '/lists', {
    name: 'Create audience',
    description: 'Create an audience.',
    body: audience,
    required: ['name', 'contact', 'permission_reminder', 'campaign_defaults', 'email_type_option'],
    output: list,
  }),
  patch('MAILCHIMP_UPDATE_LISTS', '/lists/{list_id}', {
    name: 'Update audience',
    description: 'Change the given settings of an audience.',
    path: inList,
    body: audience,
    output: list,
  }),
  remove('MAILCHIMP_DELETE_LIST', '/lists/{list_id}', {
    name: 'Delete audience',
    description: 'Delete an audience with its members and reports. It cannot be taken back.',
    path: inList,
  }),
  ...lists.map(([slug, name, what, path, field]) =>
    get(`MAILCHIMP_${slug}`, `/lists/{list_id}/${path}`, {
      name,
      description: `List ${what} of an audience.`,
      path: inList,
      query: paging,
      style: commas,
      output: listed(field),
    }),
  ),
  post('MAILCHIMP_ADD_SEGMENT', '/lists/{list_id}/segments', {
    name: 'Create segment',
    description: 'Create a tag from addresses, or a segment from conditions.',
    path: inList,
    body: {
      name: id('Name.'),
      static_segment: texts('Email addresses of members; with them it is a tag. Empty for an empty tag.'),
      options: open(
        'Conditions: {"match": "all", "conditions": [{"condition_type": "EmailAddress", "field": "EMAIL", "op": "contains", "value": "@example.com"}]}.',
      ),
    },
    required: ['name'],
  }),
  get('MAILCHIMP_LIST_MEMBERS_IN_SEGMENT', '/lists/{list_id}/segments/{segment_id}/members', {
    name: 'List members of segment',
    description: 'List the members of a segment or tag.',
    path: { ...inList, segment_id: segmentId },
    query: paging,
    style: commas,
    output: listed('members'),
  }),
  post('MAILCHIMP_BATCH_ADD_OR_REMOVE_MEMBERS', '/lists/{list_id}/segments/{segment_id}', {
    name: 'Change members of tag',
    description: 'Add members to a tag or take them off it, at most 500 each.',
    path: { ...inList, segment_id: segmentId },
    body: {
      members_to_add: texts('Email addresses to add.', { maxItems: 500 }),
      members_to_remove: texts('Email addresses to take off.', { maxItems: 500 }),
    },
  }),
  get('MAILCHIMP_SEARCH_FOR_TAGS_ON_A_LIST_BY_NAME', '/lists/{list_id}/tag-search', {
    name: 'Search tags',
    description: 'Find tags of an audience by the start of their name.',
    path: inList,
    query: { name: text('Start of the name.') },
    output: listed('tags'),
  }),
  get('MAILCHIMP_LIST_TEMPLATES', '/templates', {
    name: 'List templates',
    description: 'List the templates of mails.',
    query: { ...paging, type: oneOf(['user', 'gallery', 'base'], 'Only this kind.') },
    style: commas,
    output: listed('templates'),
  }),
  post('MAILCHIMP_ADD_TEMPLATE', '/templates', {
    name: 'Create template',
    description: 'Create a template from HTML.',
    body: { name: id('Name.'), html: id('The HTML.'), folder_id: text('Id of a folder.') },
    required: ['name', 'html'],
  }),
] satisfies ToolkitInput['tools']
