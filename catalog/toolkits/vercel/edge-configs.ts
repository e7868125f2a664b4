/** Edge configs: small data that functions read fast. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, patch, post, put, remove } from '../calls.ts'
import { answer, id, listOf, open, several, text, textFields, texts } from '../schemas.ts'
import { team } from './inputs.ts'

const edgeConfigId = id('Id of the edge config, from VERCEL_LIST_EDGE_CONFIGS.')
const one = { edgeConfigId }
const slug = id('Short name: letters, digits, _ and -.')
const config = answer(textFields('id', 'slug', 'digest'))
/** Lists come back as `items`. */
const many = (...fields: string[]) => answer({ items: listOf(textFields(...fields)) })

export const edgeConfigTools = [
  get('VERCEL_LIST_EDGE_CONFIGS', '/v1/edge-config', {
    name: 'List edge configs',
    description: 'List the edge configs.',
    query: team,
    output: many('id', 'slug'),
  }),
  get('VERCEL_GET_EDGE_CONFIG', '/v1/edge-config/{edgeConfigId}', {
    name: 'Get edge config',
    description: 'Read facts about one edge config.',
    path: one,
    query: team,
    output: config,
  }),
  post('VERCEL_CREATE_EDGE_CONFIG', '/v1/edge-config', {
    name: 'Create edge config',
    description: 'Create an edge config, with items if some are given.',
    query: team,
    body: { slug, items: open('Items by key.') },
    required: ['slug'],
    output: config,
  }),
  put('VERCEL_UPDATE_EDGE_CONFIG', '/v1/edge-config/{edgeConfigId}', {
    name: 'Rename edge config',
    description: 'Give an edge config another short name.',
    path: one,
    query: team,
    body: { slug },
    required: ['slug'],
    output: config,
  }),
  get('VERCEL_LIST_EDGE_CONFIG_ITEMS', '/v1/edge-config/{edgeConfigId}/items', {
    name: 'List items of edge config',
    description: 'List the items of an edge config.',
    path: one,
    query: team,
    output: many('key'),
  }),
  get('VERCEL_GET_EDGE_CONFIG_ITEM', '/v1/edge-config/{edgeConfigId}/item/{edgeConfigItemKey}', {
    name: 'Get item of edge config',
    description: 'Read one item of an edge config.',
    path: { ...one, edgeConfigItemKey: id('Key of the item.') },
    query: team,
  }),
  patch('VERCEL_UPDATE_EDGE_CONFIG_ITEMS', '/v1/edge-config/{edgeConfigId}/items', {
    name: 'Change items of edge config',
    description: 'Create, change and delete items of an edge config at once.',
    tags: ['openWorldHint', 'destructiveHint'],
    path: one,
    query: team,
    body: {
      items: several(
        {
          type: 'object',
          properties: {
            operation: { type: 'string', enum: ['create', 'update', 'upsert', 'delete'] },
            key: { type: 'string' },
            value: {},
          },
          required: ['operation', 'key'],
        },
        'The changes.',
        { minItems: 1 },
      ),
    },
    required: ['items'],
  }),
  get('VERCEL_LIST_EDGE_CONFIG_TOKENS', '/v1/edge-config/{edgeConfigId}/tokens', {
    name: 'List tokens of edge config',
    description: 'List the tokens that may read an edge config.',
    path: one,
    query: team,
    output: many('id', 'label'),
  }),
  get('VERCEL_GET_EDGE_CONFIG_TOKEN', '/v1/edge-config/{edgeConfigId}/token/{token}', {
    name: 'Get token of edge config',
    description: 'Read facts about a token of an edge config.',
    path: { ...one, token: id('The token.') },
    query: team,
  }),
  post('VERCEL_CREATE_EDGE_CONFIG_TOKEN', '/v1/edge-config/{edgeConfigId}/token', {
    name: 'Create token of edge config',
    description: 'Create a token that may read an edge config.',
    path: one,
    query: team,
    body: { label: text('What it is for, at most 52 characters.', { minLength: 1, maxLength: 52 }) },
    required: ['label'],
    output: answer(textFields('token', 'id')),
  }),
  remove('VERCEL_DELETE_EDGE_CONFIG_TOKENS', '/v1/edge-config/{edgeConfigId}/tokens', {
    name: 'Delete tokens of edge config',
    description: 'Delete tokens of an edge config.',
    path: one,
    query: team,
    body: { tokens: texts('The tokens.', { minItems: 1 }) },
    required: ['tokens'],
  }),
] satisfies ToolkitInput['tools']
