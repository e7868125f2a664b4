/** Companies that contacts belong to. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, inQuery, reads, replaces } from '../parameters.ts'
import { company, companyId, contact, contactId, listOf, pages } from './inputs.ts'

const texts = {
  name: { type: 'string', description: 'Name.' },
  website: { type: 'string', description: 'Web address.' },
  industry: { type: 'string', description: 'Line of business.' },
  size: { type: 'integer', minimum: 0, description: 'Number of employees.' },
  plan: { type: 'string', description: 'Name of the plan that they are on.' },
  monthly_spend: { type: 'integer', description: 'What they pay a month.' },
  remote_created_at: {
    type: 'integer',
    description: 'When it was made in your system, in seconds since 1970.',
  },
  custom_attributes: {
    type: 'object',
    additionalProperties: true,
    description: 'Values of custom attributes.',
  },
}

export const companyTools = [
  {
    slug: 'INTERCOM_LIST_ALL_COMPANIES',
    name: 'List companies',
    description: 'List the companies that have users, page by page.',
    tags: reads,
    input: {
      type: 'object',
      properties: {
        ...pages,
        order: { type: 'string', enum: ['asc', 'desc'], description: 'Order by time of the last activity.' },
      },
    },
    output: listOf(company),
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/companies/list',
      parameters: inQuery('page', 'per_page', 'order'),
    },
  },
  {
    slug: 'INTERCOM_RETRIEVE_COMPANIES',
    name: 'Find companies',
    description: 'Find companies by name, by your own id, by tag or by segment. Give one of them.',
    tags: reads,
    input: {
      type: 'object',
      properties: {
        name: { type: 'string', description: 'Name of the company.' },
        company_id: { type: 'string', description: 'Id in your own system.' },
        tag_id: { type: 'string', description: 'Only companies with this tag.' },
        segment_id: { type: 'string', description: 'Only companies of this segment.' },
        ...pages,
      },
    },
    output: listOf(company),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/companies',
      parameters: inQuery('name', 'company_id', 'tag_id', 'segment_id', 'page', 'per_page'),
    },
  },
  {
    slug: 'INTERCOM_RETRIEVE_A_COMPANY_BY_ID',
    name: 'Get company',
    description: 'Read one company.',
    tags: reads,
    input: { type: 'object', properties: { id: companyId }, required: ['id'] },
    output: company,
    exec: { kind: 'http', method: 'GET', path: '/companies/{id}', parameters: inPath('id') },
  },
  {
    slug: 'INTERCOM_CREATE_OR_UPDATE_A_COMPANY',
    name: 'Create or update company',
    description:
      'Create a company, or change the one that has the same company_id. A company without users is not shown.',
    tags: replaces,
    input: {
      type: 'object',
      properties: {
        company_id: {
          type: 'string',
          minLength: 1,
          description: 'Id in your own system; it cannot be changed.',
        },
        ...texts,
      },
      required: ['company_id'],
    },
    output: company,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/companies',
      parameters: inBody('company_id', ...Object.keys(texts)),
    },
  },
  {
    slug: 'INTERCOM_LIST_ATTACHED_CONTACTS',
    name: 'List contacts of a company',
    description: 'List the contacts that belong to a company.',
    tags: reads,
    input: { type: 'object', properties: { id: companyId, ...pages }, required: ['id'] },
    output: listOf(contact),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/companies/{id}/contacts',
      parameters: [...inPath('id'), ...inQuery('page', 'per_page')],
    },
  },
  {
    slug: 'INTERCOM_ATTACH_A_CONTACT_TO_A_COMPANY',
    name: 'Attach contact to company',
    description: 'Make a contact belong to a company.',
    tags: replaces,
    input: {
      type: 'object',
      properties: { contact_id: contactId, id: companyId },
      required: ['contact_id', 'id'],
    },
    output: company,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/contacts/{contact_id}/companies',
      parameters: [...inPath('contact_id'), ...inBody('id')],
    },
  },
  {
    slug: 'INTERCOM_DETACH_A_CONTACT_FROM_A_COMPANY',
    name: 'Detach contact from company',
    description: 'Make a contact belong to a company no more.',
    tags: destroys,
    input: {
      type: 'object',
      properties: { contact_id: contactId, id: companyId },
      required: ['contact_id', 'id'],
    },
    output: company,
    exec: {
      kind: 'http',
      method: 'DELETE',
      path: '/contacts/{contact_id}/companies/{id}',
      parameters: inPath('contact_id', 'id'),
    },
  },
] satisfies ToolkitInput['tools']
