/** People, roles and keys of the organization. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { reads } from '../parameters.ts'
import { listed } from './inputs.ts'

const paged = {
  page_size: { type: 'integer', minimum: 1, maximum: 100, description: 'Entries on a page.' },
  page_number: { type: 'integer', minimum: 0, description: 'Page, counted from 0.' },
  filter: { type: 'string', description: 'Text to look for.' },
}

const onWire = [
  { name: 'page_size', in: 'query', wire: 'page[size]' },
  { name: 'page_number', in: 'query', wire: 'page[number]' },
  { name: 'filter', in: 'query' },
] as const

export const teamTools = [
  {
    slug: 'DATADOG_LIST_USERS',
    name: 'List users',
    description: 'List or find the people of the organization.',
    tags: reads,
    input: { type: 'object', properties: paged },
    output: listed,
    exec: { kind: 'http', method: 'GET', path: '/api/v2/users', parameters: [...onWire] },
  },
  {
    slug: 'DATADOG_LIST_ROLES',
    name: 'List roles',
    description: 'List the roles that people can have.',
    tags: reads,
    input: { type: 'object', properties: paged },
    output: listed,
    exec: { kind: 'http', method: 'GET', path: '/api/v2/roles', parameters: [...onWire] },
  },
  {
    slug: 'DATADOG_LIST_API_KEYS',
    name: 'List API keys',
    description: 'List the API keys of the organization by name and last four characters.',
    tags: reads,
    input: { type: 'object', properties: paged },
    output: listed,
    exec: { kind: 'http', method: 'GET', path: '/api/v2/api_keys', parameters: [...onWire] },
  },
] satisfies ToolkitInput['tools']
