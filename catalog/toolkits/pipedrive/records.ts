/** Finding and keeping the records: the same tools for every kind. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { call, get, post, remove } from '../calls.ts'
import { replaces } from '../parameters.ts'
import { flag, id, oneOf, text, whole } from '../schemas.ts'
import {
  cursor,
  dealId,
  fields,
  limit,
  many,
  one,
  organizationId,
  ownerId,
  personId,
  start,
} from './inputs.ts'

type Kind = {
  name: keyof typeof fields
  a: string
  path: string
  required: string[]
  /** Second version: pages by cursor, changes by PATCH. */
  second: boolean
  slugs: { list: string; get: string; add: string; update: string; remove: string }
  aliases?: string[]
  filters?: Record<string, Record<string, unknown>>
}

const filterId = whole('Id of a saved filter, from PIPEDRIVE_GET_ALL_FILTERS.')
const kinds: readonly Kind[] = [
  {
    name: 'deal',
    a: 'a deal',
    path: '/api/v2/deals',
    required: ['title'],
    second: true,
    slugs: {
      list: 'GET_ALL_DEALS',
      get: 'GET_DETAILS_OF_A_DEAL',
      add: 'ADD_A_DEAL',
      update: 'UPDATE_A_DEAL',
      remove: 'DELETE_A_DEAL',
    },
    aliases: ['PIPEDRIVE_GET_ALL_DEALS_BETA'],
    filters: {
      filter_id: filterId,
      owner_id: ownerId,
      person_id: personId,
      org_id: organizationId,
      pipeline_id: fields.deal.pipeline_id,
      stage_id: fields.deal.stage_id,
      status: oneOf(['open', 'won', 'lost', 'deleted'], 'Only deals in this state.'),
    },
  },
  {
    name: 'person',
    a: 'a person',
    path: '/api/v2/persons',
    required: ['name'],
    second: true,
    slugs: {
      list: 'GET_ALL_PERSONS',
      get: 'GET_DETAILS_OF_A_PERSON',
      add: 'ADD_A_PERSON',
      update: 'UPDATE_A_PERSON',
      remove: 'DELETE_A_PERSON',
    },
    aliases: ['PIPEDRIVE_GET_ALL_PERSONS_BETA'],
    filters: { filter_id: filterId, owner_id: ownerId, org_id: organizationId },
  },
  {
    name: 'organization',
    a: 'an organization',
    path: '/api/v2/organizations',
    required: ['name'],
    second: true,
    slugs: {
      list: 'GET_ALL_ORGANIZATIONS',
      get: 'GET_DETAILS_OF_AN_ORGANIZATION',
      add: 'ADD_AN_ORGANIZATION',
      update: 'UPDATE_AN_ORGANIZATION',
      remove: 'DELETE_AN_ORGANIZATION',
    },
    aliases: ['PIPEDRIVE_GET_ALL_ORGANIZATIONS_BETA'],
    filters: { filter_id: filterId, owner_id: ownerId },
  },
  {
    name: 'activity',
    a: 'an activity',
    path: '/api/v2/activities',
    required: ['subject'],
    second: true,
    slugs: {
      list: 'GET_ALL_ACTIVITIES_BETA',
      get: 'GET_DETAILS_OF_AN_ACTIVITY',
      add: 'ADD_AN_ACTIVITY',
      update: 'UPDATE_AN_ACTIVITY',
      remove: 'DELETE_AN_ACTIVITY',
    },
    aliases: ['PIPEDRIVE_GET_ALL_ACTIVITIES_ASSIGNED_TO_A_PARTICULAR_USER'],
    filters: {
      filter_id: filterId,
      owner_id: ownerId,
      deal_id: dealId,
      person_id: personId,
      org_id: organizationId,
      done: flag('Only done or only open ones.'),
    },
  },
  {
    name: 'product',
    a: 'a product',
    path: '/api/v2/products',
    required: ['name'],
    second: true,
    slugs: {
      list: 'GET_ALL_PRODUCTS',
      get: 'GET_ONE_PRODUCT',
      add: 'ADD_A_PRODUCT',
      update: 'UPDATE_A_PRODUCT',
      remove: 'DELETE_A_PRODUCT',
    },
    filters: { filter_id: filterId, owner_id: ownerId },
  },
  {
    name: 'note',
    a: 'a note',
    path: '/v1/notes',
    required: ['content'],
    second: false,
    slugs: {
      list: 'GET_ALL_NOTES',
      get: 'GET_ONE_NOTE',
      add: 'ADD_A_NOTE',
      update: 'UPDATE_A_NOTE',
      remove: 'DELETE_A_NOTE',
    },
    filters: {
      deal_id: dealId,
      person_id: personId,
      org_id: organizationId,
      sort: text('Order, such as add_time DESC.'),
    },
  },
  {
    name: 'lead',
    a: 'a lead',
    path: '/v1/leads',
    required: ['title'],
    second: false,
    slugs: {
      list: 'GET_ALL_LEADS',
      get: 'GET_ONE_LEAD',
      add: 'ADD_A_LEAD',
      update: 'UPDATE_A_LEAD',
      remove: 'DELETE_A_LEAD',
    },
    filters: {
      owner_id: ownerId,
      person_id: personId,
      organization_id: organizationId,
      sort: text('Order, such as add_time DESC.'),
    },
  },
]

const busy = new Set(['deal', 'person', 'organization', 'activity'])

const kept = kinds.flatMap(({ name, a, path, required, second, slugs, aliases, filters }) => {
  const key = name === 'lead' ? id('Id of the lead, a UUID.') : whole(`Id of the ${name}.`)
  const paging = second ? { limit, cursor } : { limit, start }
  const important = busy.has(name)
  const method = second || name === 'lead' ? 'PATCH' : 'PUT'
  return [
    get(`PIPEDRIVE_${slugs.list}`, path, {
      ...(aliases && { aliases }),
      name: `List ${name} records`,
      description: `List what there is, page by page, narrowed by the filters. One record is ${a}.`,
      important,
      query: { ...filters, ...paging },
      output: many,
    }),
    get(`PIPEDRIVE_${slugs.get}`, `${path}/{id}`, {
      name: `Get ${name}`,
      description: `Read ${a} by its id.`,
      path: { id: key },
      output: one,
    }),
    post(`PIPEDRIVE_${slugs.add}`, path, {
      name: `Add ${name}`,
      description:
        name === 'lead'
          ? 'Add a lead; it needs a person or an organization.'
          : name === 'note'
            ? 'Add a note to a deal, person, organization or lead.'
            : `Add ${a}.`,
      important: important || name === 'note',
      body: fields[name],
      required,
      output: one,
    }),
    call(`PIPEDRIVE_${slugs.update}`, method, `${path}/{id}`, replaces, {
      name: `Update ${name}`,
      description: `Change the given fields of ${a} and keep the others.`,
      important,
      path: { id: key },
      body: fields[name],
      output: one,
    }),
    remove(`PIPEDRIVE_${slugs.remove}`, `${path}/{id}`, {
      name: `Delete ${name}`,
      description: `Delete ${a}. Pipedrive keeps it for 30 days.`,
      path: { id: key },
      output: one,
    }),
  ]
})

const searched = [
  ['DEALS', 'deals', 'deals', 'title, notes and custom fields'],
  ['PERSONS', 'persons', 'people', 'name, email, phone, notes and custom fields'],
  ['ORGANIZATIONS', 'organizations', 'organizations', 'name, address, notes and custom fields'],
  ['PRODUCTS', 'products', 'products', 'name, code and custom fields'],
  ['LEADS', 'leads', 'leads', 'title, notes and custom fields'],
] as const

const term = id('What to look for, at least two characters.', { minLength: 2 })
const exact = flag('Only full matches; capitals do not count.')

export const recordTools = [
  ...kept,
  ...searched.map(([slug, path, what, where]) =>
    get(`PIPEDRIVE_SEARCH_${slug}`, `/api/v2/${path}/search`, {
      name: `Search ${what}`,
      description: `Find ${what} by words of ${where}, and get their ids.`,
      important: true,
      query: {
        term,
        fields: text('Where to search, by the names of fields, separated by commas.'),
        exact_match: exact,
        limit,
        cursor,
      },
      required: ['term'],
      output: one,
    }),
  ),
  get('PIPEDRIVE_PERFORM_A_SEARCH_FROM_MULTIPLE_ITEM_TYPES', '/api/v2/itemSearch', {
    aliases: ['PIPEDRIVE_SEARCH_ITEMS'],
    name: 'Search everything',
    description: 'Find deals, people, organizations, products, leads and files at once.',
    important: true,
    query: {
      term,
      item_types: text('Kinds, separated by commas: deal, person, organization, product, lead, file.'),
      exact_match: exact,
      limit,
      cursor,
    },
    required: ['term'],
    output: one,
  }),
] satisfies ToolkitInput['tools']
