/** Lists of addresses, hosts or redirects that rules refer to. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, reads, replaces, writes } from '../parameters.ts'
import { accountId, many, one, text } from './inputs.ts'

const listId = { type: 'string', minLength: 1, description: 'Id of the list, from CLOUDFLARE_GET_LISTS.' }
const description = { type: 'string', description: 'What the list is for.' }

const list = {
  id: text,
  name: text,
  kind: text,
  description: text,
  num_items: { type: 'integer' },
  created_on: text,
  modified_on: text,
}

const byId = {
  type: 'object',
  properties: { account_id: accountId, list_id: listId },
  required: ['account_id', 'list_id'],
} as const
const path = '/accounts/{account_id}/rules/lists/{list_id}'

export const listTools = [
  {
    slug: 'CLOUDFLARE_GET_LISTS',
    name: 'List lists',
    description: 'List the lists of an account.',
    tags: reads,
    input: { type: 'object', properties: { account_id: accountId }, required: ['account_id'] },
    output: many(list),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/accounts/{account_id}/rules/lists',
      parameters: inPath('account_id'),
    },
  },
  {
    slug: 'CLOUDFLARE_CREATE_LIST',
    name: 'Create list',
    description: 'Create an empty list.',
    tags: writes,
    input: {
      type: 'object',
      properties: {
        account_id: accountId,
        name: { type: 'string', pattern: '^[a-z0-9_]+$', description: 'Name to use in rules.' },
        kind: { type: 'string', enum: ['ip', 'redirect', 'hostname', 'asn'], description: 'What it holds.' },
        description,
      },
      required: ['account_id', 'name', 'kind'],
    },
    output: one(list),
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/accounts/{account_id}/rules/lists',
      parameters: [...inPath('account_id'), ...inBody('name', 'kind', 'description')],
    },
  },
  {
    slug: 'CLOUDFLARE_UPDATE_LIST',
    name: 'Update list',
    description: 'Change the description of a list.',
    tags: replaces,
    input: { ...byId, properties: { ...byId.properties, description } },
    output: one(list),
    exec: {
      kind: 'http',
      method: 'PUT',
      path,
      parameters: [...inPath('account_id', 'list_id'), ...inBody('description')],
    },
  },
  {
    slug: 'CLOUDFLARE_DELETE_LIST',
    name: 'Delete list',
    description: 'Delete a list with its items. Rules must not refer to it any more.',
    tags: destroys,
    input: byId,
    output: one({ id: text }),
    exec: { kind: 'http', method: 'DELETE', path, parameters: inPath('account_id', 'list_id') },
  },
] satisfies ToolkitInput['tools']
