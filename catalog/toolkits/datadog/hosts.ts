/** Hosts and their tags. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, inPath, inQuery, reads, replaces } from '../parameters.ts'
import { anything, listOfAnything, seconds, tags, text } from './inputs.ts'

const hostName = { type: 'string', minLength: 1, description: 'Name of the host, from DATADOG_LIST_HOSTS.' }
const source = { type: 'string', description: 'Where tags come from, such as users, chef or aws.' }
const hostTags = { type: 'object', properties: { host: text, tags: { type: 'array', items: text } } } as const

const hostFilters = {
  filter: { type: 'string', description: 'Text to look for in names, aliases and tags.' },
  sort_field: { type: 'string', description: 'What to sort by: status, apps, cpu, iowait or load.' },
  sort_dir: { type: 'string', enum: ['asc', 'desc'], description: 'Direction of the sort.' },
  start: { type: 'integer', minimum: 0, description: 'How many to pass over.' },
  count: { type: 'integer', minimum: 1, maximum: 1000, description: 'How many at most.' },
  from: seconds('Only hosts that were seen after this.'),
}

export const hostTools = [
  {
    slug: 'DATADOG_LIST_HOSTS',
    name: 'List hosts',
    description: 'List or find the hosts that report, with their tags and load.',
    tags: reads,
    important: true,
    input: { type: 'object', properties: hostFilters },
    output: {
      type: 'object',
      properties: {
        host_list: listOfAnything,
        total_matching: { type: 'integer' },
        total_returned: { type: 'integer' },
      },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/api/v1/hosts',
      parameters: inQuery(...Object.keys(hostFilters)),
    },
  },
  {
    slug: 'DATADOG_LIST_ALL_TAGS',
    name: 'List host tags',
    description: 'List all tags of hosts, each with the hosts that have it.',
    tags: reads,
    input: { type: 'object', properties: { source } },
    output: { type: 'object', properties: { tags: anything } },
    exec: { kind: 'http', method: 'GET', path: '/api/v1/tags/hosts', parameters: inQuery('source') },
  },
  {
    slug: 'DATADOG_GET_TAGS',
    name: 'Get tags of host',
    description: 'Read the tags of one host.',
    tags: reads,
    input: { type: 'object', properties: { host_name: hostName, source }, required: ['host_name'] },
    output: hostTags,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/api/v1/tags/hosts/{host_name}',
      parameters: [...inPath('host_name'), ...inQuery('source')],
    },
  },
  {
    slug: 'DATADOG_UPDATE_HOST_TAGS',
    name: 'Replace tags of host',
    description: 'Replace all tags that a host has from one source.',
    tags: replaces,
    input: {
      type: 'object',
      properties: { host_name: hostName, tags: tags('The new tags.'), source },
      required: ['host_name', 'tags'],
    },
    output: hostTags,
    exec: {
      kind: 'http',
      method: 'PUT',
      path: '/api/v1/tags/hosts/{host_name}',
      parameters: [...inPath('host_name'), ...inBody('tags'), ...inQuery('source')],
    },
  },
  {
    slug: 'DATADOG_LIST_SYNTHETICS',
    name: 'List synthetic tests',
    description: 'List the synthetic tests with their status and addresses.',
    tags: reads,
    input: {
      type: 'object',
      properties: {
        page_size: { type: 'integer', minimum: 1, description: 'Tests on a page.' },
        page_number: { type: 'integer', minimum: 0, description: 'Page, counted from 0.' },
      },
    },
    output: { type: 'object', properties: { tests: listOfAnything } },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/api/v1/synthetics/tests',
      parameters: inQuery('page_size', 'page_number'),
    },
  },
] satisfies ToolkitInput['tools']
