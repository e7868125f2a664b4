/** CRM records. Every kind has the same six tools; the table says what they are called and where they are. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, reads, replaces, writes } from '../parameters.ts'
import { after, criteria, limit, links, record, records, returned, values } from './inputs.ts'
import { objects, objectsOr, tickets } from './scopes.ts'
import type { Access } from './scopes.ts'

type Kind = {
  /** Last part of the path, which is the name of the kind in the API. */
  path: string
  one: string
  many: string
  idName: string
  /** Examples of properties, for the description. */
  example: string
  access: Access
  /** Shown first: contacts, companies and deals. */
  important: boolean
  slugs: { create: string; list: string; get: string; update: string; archive: string; search: string }
}

const kinds: readonly Kind[] = [
  {
    path: 'contacts',
    one: 'contact',
    many: 'contacts',
    idName: 'contactId',
    example: '{"email":"ada@example.com","firstname":"Ada","lastname":"Lovelace","phone":"+44…"}',
    access: objects('contacts'),
    important: true,
    slugs: {
      create: 'HUBSPOT_CREATE_CONTACT_OBJECT_WITH_PROPERTIES',
      list: 'HUBSPOT_LIST_CONTACTS_PAGE',
      get: 'HUBSPOT_READ_CRM_CONTACT_BY_ID',
      update: 'HUBSPOT_PARTIALLY_UPDATE_CONTACT_USING_CONTACT_ID',
      archive: 'HUBSPOT_ARCHIVE_CONTACT_BY_ID',
      search: 'HUBSPOT_SEARCH_CONTACTS_BY_CRITERIA',
    },
  },
  {
    path: 'companies',
    one: 'company',
    many: 'companies',
    idName: 'companyId',
    example: '{"name":"Example Inc","domain":"example.com","industry":"COMPUTER_SOFTWARE"}',
    access: objects('companies'),
    important: true,
    slugs: {
      create: 'HUBSPOT_CREATE_COMPANY_OBJECT',
      list: 'HUBSPOT_RETRIEVE_PAGE_OF_COMPANIES',
      get: 'HUBSPOT_RETRIEVE_COMPANY_OBJECT_BY_ID',
      update: 'HUBSPOT_PARTIAL_UPDATE_COMPANY_OBJECT_BY_ID',
      archive: 'HUBSPOT_ARCHIVE_COMPANY',
      search: 'HUBSPOT_SEARCH_COMPANY_OBJECTS',
    },
  },
  {
    path: 'deals',
    one: 'deal',
    many: 'deals',
    idName: 'dealId',
    example:
      '{"dealname":"New website","amount":"5000","dealstage":"appointmentscheduled","pipeline":"default","closedate":"2026-03-31"}',
    access: objects('deals'),
    important: true,
    slugs: {
      create: 'HUBSPOT_CREATE_NEW_DEAL_OBJECT',
      list: 'HUBSPOT_READ_A_PAGE_OF_DEALS',
      get: 'HUBSPOT_RETRIEVE_DEAL_BY_ID',
      update: 'HUBSPOT_PARTIALLY_UPDATE_DEAL_BY_ID',
      archive: 'HUBSPOT_REMOVE_DEAL_OBJECT_BY_ID',
      search: 'HUBSPOT_SEARCH_DEALS_BY_CRITERIA',
    },
  },
  {
    path: 'tickets',
    one: 'ticket',
    many: 'tickets',
    idName: 'ticketId',
    example:
      '{"subject":"Cannot log in","content":"…","hs_pipeline":"0","hs_pipeline_stage":"1","hs_ticket_priority":"HIGH"}',
    access: tickets,
    important: false,
    slugs: {
      create: 'HUBSPOT_CREATE_TICKET_OBJECT',
      list: 'HUBSPOT_LIST_PAGE_OF_TICKETS',
      get: 'HUBSPOT_RETRIEVE_TICKET_BY_ID',
      update: 'HUBSPOT_PARTIALLY_UPDATE_TICKET_BY_ID',
      archive: 'HUBSPOT_ARCHIVE_TICKET_BY_ID',
      search: 'HUBSPOT_SEARCH_TICKETS_BY_CRITERIA',
    },
  },
  {
    path: 'products',
    one: 'product',
    many: 'products',
    idName: 'productId',
    example: '{"name":"Support plan","price":"99.00","hs_sku":"SUP-1"}',
    access: objectsOr('products', 'e-commerce'),
    important: false,
    slugs: {
      create: 'HUBSPOT_CREATE_PRODUCT_OBJECT',
      list: 'HUBSPOT_LIST_PRODUCTS_WITH_PAGING',
      get: 'HUBSPOT_READ_PRODUCT_BY_ID',
      update: 'HUBSPOT_UPDATE_PRODUCT',
      archive: 'HUBSPOT_ARCHIVE_PRODUCT_BY_PRODUCT_ID',
      search: 'HUBSPOT_SEARCH_PRODUCTS_BY_CRITERIA',
    },
  },
  {
    path: 'line_items',
    one: 'line item',
    many: 'line items',
    idName: 'lineItemId',
    example: '{"name":"Support plan","quantity":"2","price":"99.00","hs_product_id":"123"}',
    access: objectsOr('line_items', 'e-commerce'),
    important: false,
    slugs: {
      create: 'HUBSPOT_CREATE_LINE_ITEM_OBJECT',
      list: 'HUBSPOT_RETRIEVE_LINE_ITEMS_LIST',
      get: 'HUBSPOT_RETRIEVE_LINE_ITEM_BY_ID',
      update: 'HUBSPOT_UPDATE_LINE_ITEM_OBJECT_PARTIALLY',
      archive: 'HUBSPOT_ARCHIVE_LINE_ITEM_BY_ID',
      search: 'HUBSPOT_SEARCH_LINE_ITEMS_BY_CRITERIA',
    },
  },
  {
    path: 'quotes',
    one: 'quote',
    many: 'quotes',
    idName: 'quoteId',
    example: '{"hs_title":"Offer 12","hs_expiration_date":"2026-03-31","hs_status":"DRAFT"}',
    access: objects('quotes'),
    important: false,
    slugs: {
      create: 'HUBSPOT_CREATE_QUOTE_OBJECT',
      list: 'HUBSPOT_LIST_QUOTES_PAGE',
      get: 'HUBSPOT_GET_QUOTE_BY_ID',
      update: 'HUBSPOT_PARTIAL_UPDATE_QUOTE_BY_QUOTE_ID',
      archive: 'HUBSPOT_ARCHIVE_QUOTE_OBJECT_BY_ID',
      search: 'HUBSPOT_SEARCH_QUOTES_BY_CRITERIA',
    },
  },
]

type Tools = ToolkitInput['tools']

const returnedOnWire = (['properties', 'associations'] as const).map(
  (name) => ({ name, in: 'query', style: 'comma' }) as const,
)
const archivedOnWire = { name: 'archived', in: 'query' } as const

const idOf = ({ one, slugs }: Kind) => ({
  type: 'string' as const,
  minLength: 1,
  description: `Id of the ${one}, from ${slugs.search} or ${slugs.list}.`,
})

function readers(kind: Kind): Tools {
  const { path, one, many, idName, access, important, slugs } = kind
  return [
    {
      slug: slugs.search,
      name: `Search ${many}`,
      description: `Find ${many} by words or by conditions on their properties, page by page. A change takes some seconds until a search finds it.`,
      tags: reads,
      important,
      scopes: access.read,
      input: { type: 'object', properties: criteria },
      output: records,
      exec: {
        kind: 'http',
        method: 'POST',
        path: `/crm/v3/objects/${path}/search`,
        parameters: inBody(...Object.keys(criteria)),
      },
    },
    {
      slug: slugs.list,
      name: `List ${many}`,
      description: `List all ${many}, page by page. To find certain ones use ${slugs.search}.`,
      tags: reads,
      scopes: access.read,
      input: { type: 'object', properties: { limit: limit(100), after, ...returned } },
      output: records,
      exec: {
        kind: 'http',
        method: 'GET',
        path: `/crm/v3/objects/${path}`,
        parameters: [
          { name: 'limit', in: 'query' },
          { name: 'after', in: 'query' },
          ...returnedOnWire,
          archivedOnWire,
        ],
      },
    },
    {
      slug: slugs.get,
      name: `Get ${one}`,
      description: `Read one ${one}, with the properties that are asked for.`,
      tags: reads,
      important,
      scopes: access.read,
      input: {
        type: 'object',
        properties: {
          [idName]: idOf(kind),
          ...returned,
          idProperty: { type: 'string', description: 'Unique property to look up in place of the id.' },
        },
        required: [idName],
      },
      output: record,
      exec: {
        kind: 'http',
        method: 'GET',
        path: `/crm/v3/objects/${path}/{${idName}}`,
        parameters: [
          ...inPath(idName),
          ...returnedOnWire,
          archivedOnWire,
          { name: 'idProperty', in: 'query' },
        ],
      },
    },
  ]
}

function writers(kind: Kind): Tools {
  const { path, one, idName, example, access, important, slugs } = kind
  return [
    {
      slug: slugs.create,
      name: `Create ${one}`,
      description: `Create a ${one} with its properties, and link it to other records if wanted.`,
      tags: writes,
      important,
      scopes: access.write,
      input: {
        type: 'object',
        properties: { properties: values(example), associations: links },
        required: ['properties'],
      },
      output: record,
      exec: {
        kind: 'http',
        method: 'POST',
        path: `/crm/v3/objects/${path}`,
        parameters: inBody('properties', 'associations'),
      },
    },
    {
      slug: slugs.update,
      name: `Update ${one}`,
      description: `Change properties of a ${one}; those that are not named keep their values.`,
      tags: replaces,
      important,
      scopes: access.write,
      input: {
        type: 'object',
        properties: { [idName]: idOf(kind), properties: values(example) },
        required: [idName, 'properties'],
      },
      output: record,
      exec: {
        kind: 'http',
        method: 'PATCH',
        path: `/crm/v3/objects/${path}/{${idName}}`,
        parameters: [...inPath(idName), ...inBody('properties')],
      },
    },
    {
      slug: slugs.archive,
      name: `Archive ${one}`,
      description: `Move a ${one} to the recycling bin, from where a person can restore it for 90 days.`,
      tags: destroys,
      scopes: access.write,
      input: { type: 'object', properties: { [idName]: idOf(kind) }, required: [idName] },
      exec: {
        kind: 'http',
        method: 'DELETE',
        path: `/crm/v3/objects/${path}/{${idName}}`,
        parameters: inPath(idName),
      },
    },
  ]
}

export const recordTools: Tools = kinds.flatMap((kind) => [...readers(kind), ...writers(kind)])
