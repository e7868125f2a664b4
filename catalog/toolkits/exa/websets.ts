/** Websets: collections that Exa fills with findings that meet criteria. They work in the background. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, inQuery, reads, writes } from '../parameters.ts'
import { cursor, id, limit, listed, metadata, resource } from './inputs.ts'

const websetId = id('Id or externalId of the webset, from EXA_CREATE_WEBSET or EXA_LIST_WEBSETS.')

const criteria = {
  type: 'array',
  items: { type: 'object', properties: { description: { type: 'string' } }, required: ['description'] },
  description: 'Conditions that every finding must meet.',
}

const search = {
  type: 'object',
  description: 'What to look for.',
  properties: {
    query: { type: 'string', description: 'The wanted things in plain words.' },
    count: { type: 'integer', minimum: 1, description: 'How many findings to aim for.' },
    entity: {
      type: 'object',
      properties: {
        type: { type: 'string', description: 'company, person, article, research_paper or custom.' },
      },
      additionalProperties: true,
      description: 'Kind of thing to collect.',
    },
    criteria,
  },
  required: ['query'],
}

const websetInput = {
  search,
  enrichments: {
    type: 'array',
    items: {
      type: 'object',
      properties: {
        description: { type: 'string', description: 'What to find out about each finding.' },
        format: { type: 'string', description: 'text, date, number, options, email, phone or url.' },
      },
      required: ['description'],
      additionalProperties: true,
    },
    description: 'Facts to add to each finding.',
  },
  externalId: { type: 'string', description: 'Your own id for the webset.' },
  metadata,
}

const monitorInput = {
  websetId,
  cadence: {
    type: 'object',
    properties: {
      cron: { type: 'string', description: 'Unix cron expression with five fields, at most once a day.' },
      timezone: { type: 'string', description: 'IANA time zone; UTC if left out.' },
    },
    required: ['cron'],
    description: 'When to run.',
  },
  behavior: {
    type: 'object',
    properties: {
      type: {
        type: 'string',
        description: 'search to add new findings, refresh to update those that are there.',
      },
      config: {
        type: 'object',
        additionalProperties: true,
        description: 'For search: count, query, criteria, entity.',
      },
    },
    required: ['type', 'config'],
    description: 'What to do on each run.',
  },
  metadata,
}

const byId = { type: 'object', properties: { id: websetId }, required: ['id'] } as const

export const websetTools = [
  {
    slug: 'EXA_CREATE_WEBSET',
    name: 'Create webset',
    description:
      'Start a webset that collects companies, people, papers or other things that meet criteria. It fills over minutes: follow its status with EXA_GET_WEBSET and read it with EXA_LIST_WEBSET_ITEMS.',
    tags: writes,
    important: true,
    input: { type: 'object', properties: websetInput, required: ['search'] },
    output: resource,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/websets/v0/websets',
      parameters: inBody(...Object.keys(websetInput)),
    },
  },
  {
    slug: 'EXA_LIST_WEBSETS',
    name: 'List websets',
    description: 'List the websets of the team.',
    tags: reads,
    input: { type: 'object', properties: { cursor, limit } },
    output: listed,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/websets/v0/websets',
      parameters: inQuery('cursor', 'limit'),
    },
  },
  {
    slug: 'EXA_GET_WEBSET',
    name: 'Get webset',
    description: 'Read a webset: its status, searches and enrichments.',
    tags: reads,
    input: byId,
    output: resource,
    exec: { kind: 'http', method: 'GET', path: '/websets/v0/websets/{id}', parameters: inPath('id') },
  },
  {
    slug: 'EXA_LIST_WEBSET_ITEMS',
    name: 'List webset items',
    description: 'Read the findings of a webset with their enrichments.',
    tags: reads,
    input: { type: 'object', properties: { webset: websetId, cursor, limit }, required: ['webset'] },
    output: listed,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/websets/v0/websets/{webset}/items',
      parameters: [...inPath('webset'), ...inQuery('cursor', 'limit')],
    },
  },
  {
    slug: 'EXA_DELETE_WEBSET',
    name: 'Delete webset',
    description: 'Delete a webset and its findings for good.',
    tags: destroys,
    input: byId,
    output: resource,
    exec: { kind: 'http', method: 'DELETE', path: '/websets/v0/websets/{id}', parameters: inPath('id') },
  },
  {
    slug: 'EXA_CREATE_MONITOR',
    name: 'Create monitor',
    description: 'Keep a webset up to date: search again or refresh its findings on a schedule.',
    tags: writes,
    input: { type: 'object', properties: monitorInput, required: ['websetId', 'cadence', 'behavior'] },
    output: resource,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/websets/v0/monitors',
      parameters: inBody(...Object.keys(monitorInput)),
    },
  },
  {
    slug: 'EXA_LIST_EVENTS',
    name: 'List events',
    description: 'List what happened to the websets of the team, newest first.',
    tags: reads,
    input: {
      type: 'object',
      properties: {
        cursor,
        limit,
        types: {
          type: 'array',
          items: { type: 'string' },
          description: 'Only these kinds, such as webset.created, webset.idle or webset.item.created.',
        },
      },
    },
    output: listed,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/websets/v0/events',
      parameters: inQuery('cursor', 'limit', 'types'),
    },
  },
  {
    slug: 'EXA_GET_EVENT',
    name: 'Get event',
    description: 'Read one event with the data that belongs to it.',
    tags: reads,
    input: {
      type: 'object',
      properties: { id: id('Id of the event, from EXA_LIST_EVENTS.') },
      required: ['id'],
    },
    output: {
      type: 'object',
      properties: {
        id: { type: 'string' },
        type: { type: 'string' },
        data: { type: 'object', additionalProperties: true },
        createdAt: { type: 'string' },
      },
    },
    exec: { kind: 'http', method: 'GET', path: '/websets/v0/events/{id}', parameters: inPath('id') },
  },
  {
    slug: 'EXA_LIST_WEBHOOKS',
    name: 'List webhooks',
    description: 'List the addresses that Exa calls when something happens to a webset.',
    tags: reads,
    input: { type: 'object', properties: { cursor, limit } },
    output: listed,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/websets/v0/webhooks',
      parameters: inQuery('cursor', 'limit'),
    },
  },
] satisfies ToolkitInput['tools']
