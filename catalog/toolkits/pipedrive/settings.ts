/** Pipelines, stages, fields, users and other things that records refer to. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get } from '../calls.ts'
import { oneOf, text, whole } from '../schemas.ts'
import { limit, many, one, start } from './inputs.ts'

/** Slug, name, description, path of the lists that are read whole. */
const lists = [
  ['GET_ALL_PIPELINES', 'List pipelines', 'List the pipelines with their ids.', '/api/v2/pipelines'],
  ['GET_ALL_USERS', 'List users', 'List the users of the company with their ids.', '/v1/users'],
  [
    'GET_ALL_ACTIVITY_TYPES',
    'List activity types',
    'List the types that activities can have.',
    '/v1/activityTypes',
  ],
  ['GET_ALL_LEAD_LABELS', 'List lead labels', 'List the labels that leads can have.', '/v1/leadLabels'],
  ['GET_ALL_LEAD_SOURCES', 'List lead sources', 'List where leads can come from.', '/v1/leadSources'],
  [
    'GET_ALL_DEAL_FIELDS',
    'List deal fields',
    'List the fields of deals, custom ones too, with their keys.',
    '/v1/dealFields',
  ],
  [
    'GET_ALL_PERSON_FIELDS',
    'List person fields',
    'List the fields of people, custom ones too, with their keys.',
    '/v1/personFields',
  ],
  [
    'GET_ALL_ORGANIZATION_FIELDS',
    'List organization fields',
    'List the fields of organizations, custom ones too.',
    '/v1/organizationFields',
  ],
  [
    'GET_ALL_PRODUCT_FIELDS',
    'List product fields',
    'List the fields of products, custom ones too.',
    '/v1/productFields',
  ],
  [
    'GET_ALL_SUPPORTED_CURRENCIES',
    'List currencies',
    'List the currencies with their codes.',
    '/v1/currencies',
  ],
  ['GET_ALL_WEBHOOKS', 'List webhooks', 'List the webhooks of the company.', '/v1/webhooks'],
] as const

export const settingTools = [
  ...lists.map(([slug, name, description, path]) =>
    get(`PIPEDRIVE_${slug}`, path, { name, description, output: many }),
  ),
  get('PIPEDRIVE_GET_ALL_STAGES', '/api/v2/stages', {
    name: 'List stages',
    description: 'List the stages of all pipelines or of one, with their ids.',
    important: true,
    query: { pipeline_id: whole('Id of the pipeline, from PIPEDRIVE_GET_ALL_PIPELINES.') },
    output: many,
  }),
  get('PIPEDRIVE_GET_ALL_FILTERS', '/v1/filters', {
    name: 'List filters',
    description: 'List the saved filters with their ids.',
    query: {
      type: oneOf(
        ['deals', 'leads', 'org', 'people', 'products', 'activity', 'projects'],
        'What they filter.',
      ),
    },
    output: many,
  }),
  get('PIPEDRIVE_GET_CURRENT_USER_DATA', '/v1/users/me', {
    name: 'Get current user',
    description: 'Read who is connected, and of which company.',
    output: one,
  }),
  get('PIPEDRIVE_FIND_USERS_BY_NAME', '/v1/users/find', {
    name: 'Find users',
    description: 'Find users by words of their name or email address.',
    query: {
      term: text('What to look for.', { minLength: 1 }),
      search_by_email: whole('1 to search addresses.', { enum: [0, 1] }),
    },
    required: ['term'],
    output: many,
  }),
  get('PIPEDRIVE_GET_RECENTS', '/v1/recents', {
    name: 'List recent changes',
    description: 'See what was changed since a time.',
    query: {
      since_timestamp: text('Time in UTC, as 2026-01-31 00:00:00.', { minLength: 10 }),
      items: text(
        'Kinds, separated by commas: activity, deal, file, note, person, organization, product, user.',
      ),
      start,
      limit,
    },
    required: ['since_timestamp'],
    output: many,
  }),
  get('PIPEDRIVE_GET_DEALS_SUMMARY', '/v1/deals/summary', {
    name: 'Summarize deals',
    description: 'Read numbers and values of deals by currency.',
    query: {
      status: oneOf(['open', 'won', 'lost'], 'Only deals in this state.'),
      filter_id: whole('Id of a saved filter.'),
      user_id: whole('Id of a user.'),
      stage_id: whole('Id of a stage.'),
    },
    output: one,
  }),
] satisfies ToolkitInput['tools']
