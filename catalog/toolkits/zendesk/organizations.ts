/** Organizations: the companies that requesters belong to. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inPath, inQuery, reads, replaces, writes } from '../parameters.ts'
import {
  canReadOrganizations,
  canWriteOrganizations,
  meta,
  oneOrganization,
  organization,
  organizationId,
  paging,
  pagingOnWire,
  sort,
} from './inputs.ts'

const texts = {
  name: { type: 'string', minLength: 1, description: 'Name, unique in the account.' },
  domain_names: {
    type: 'array',
    items: { type: 'string' },
    description: 'Domains whose users belong to it.',
  },
  details: { type: 'string', description: 'Details, such as the address.' },
  notes: { type: 'string', description: 'Notes.' },
  tags: { type: 'array', items: { type: 'string' }, description: 'Tags.' },
  external_id: { type: 'string', description: 'Id in another system.' },
  organization_fields: {
    type: 'object',
    additionalProperties: true,
    description: 'Values of custom fields, by key.',
  },
}

const textsOnWire = Object.keys(texts).map(
  (name) => ({ name, in: 'body', wire: `organization.${name}` }) as const,
)

export const organizationTools = [
  {
    slug: 'ZENDESK_GET_ALL_ZENDESK_ORGANIZATIONS',
    name: 'List organizations',
    description: 'List the organizations, page by page.',
    tags: reads,
    scopes: canReadOrganizations,
    input: { type: 'object', properties: { sort: sort('name or updated_at'), ...paging } },
    output: { type: 'object', properties: { organizations: { type: 'array', items: organization }, meta } },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/organizations',
      parameters: [...inQuery('sort'), ...pagingOnWire],
    },
  },
  {
    slug: 'ZENDESK_COUNT_ZENDESK_ORGANIZATIONS',
    name: 'Count organizations',
    description: 'Tell about how many organizations there are.',
    tags: reads,
    scopes: canReadOrganizations,
    input: { type: 'object', properties: {} },
    output: {
      type: 'object',
      properties: {
        count: {
          type: 'object',
          properties: { value: { type: 'integer' }, refreshed_at: { type: 'string' } },
        },
      },
    },
    exec: { kind: 'http', method: 'GET', path: '/organizations/count' },
  },
  {
    slug: 'ZENDESK_GET_ZENDESK_ORGANIZATION',
    name: 'Get organization',
    description: 'Read one organization.',
    tags: reads,
    scopes: canReadOrganizations,
    input: { type: 'object', properties: { organization_id: organizationId }, required: ['organization_id'] },
    output: oneOrganization,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/organizations/{organization_id}',
      parameters: inPath('organization_id'),
    },
  },
  {
    slug: 'ZENDESK_CREATE_ZENDESK_ORGANIZATION',
    name: 'Create organization',
    description: 'Create an organization.',
    tags: writes,
    scopes: canWriteOrganizations,
    input: { type: 'object', properties: texts, required: ['name'] },
    output: oneOrganization,
    exec: { kind: 'http', method: 'POST', path: '/organizations', parameters: textsOnWire },
  },
  {
    slug: 'ZENDESK_UPDATE_ZENDESK_ORGANIZATION',
    name: 'Update organization',
    description: 'Change an organization; what is not named stays. Lists take the place of those it had.',
    tags: replaces,
    scopes: canWriteOrganizations,
    input: {
      type: 'object',
      properties: { organization_id: organizationId, ...texts },
      required: ['organization_id'],
    },
    output: oneOrganization,
    exec: {
      kind: 'http',
      method: 'PUT',
      path: '/organizations/{organization_id}',
      parameters: [...inPath('organization_id'), ...textsOnWire],
    },
  },
  {
    slug: 'ZENDESK_DELETE_ZENDESK_ORGANIZATION',
    name: 'Delete organization',
    description: 'Delete an organization; its users and tickets stay.',
    tags: destroys,
    scopes: canWriteOrganizations,
    input: { type: 'object', properties: { organization_id: organizationId }, required: ['organization_id'] },
    exec: {
      kind: 'http',
      method: 'DELETE',
      path: '/organizations/{organization_id}',
      parameters: inPath('organization_id'),
    },
  },
] satisfies ToolkitInput['tools']
