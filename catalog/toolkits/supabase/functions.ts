/** Edge functions and the secrets that they read. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inPath, reads, replaces } from '../parameters.ts'
import { byRef, items, ref, text } from './inputs.ts'
import { all } from './scopes.ts'

const functionSlug = {
  type: 'string',
  minLength: 1,
  description: 'Slug of the function, from SUPABASE_LIST_ALL_FUNCTIONS.',
}
const bySlug = {
  type: 'object',
  properties: { ref, function_slug: functionSlug },
  required: ['ref', 'function_slug'],
} as const

const edgeFunction = {
  id: text,
  slug: text,
  name: text,
  status: text,
  version: { type: 'integer' },
  verify_jwt: { type: 'boolean' },
  created_at: { type: 'integer' },
  updated_at: { type: 'integer' },
}

export const functionTools = [
  {
    slug: 'SUPABASE_LIST_ALL_FUNCTIONS',
    name: 'List functions',
    description: 'List the edge functions of a project.',
    tags: reads,
    scopes: all('edge_functions:read'),
    input: byRef,
    output: items(edgeFunction),
    exec: { kind: 'http', method: 'GET', path: '/projects/{ref}/functions', parameters: inPath('ref') },
  },
  {
    slug: 'SUPABASE_RETRIEVE_A_FUNCTION',
    name: 'Get function',
    description: 'Read one edge function: version, status and whether it checks tokens.',
    tags: reads,
    scopes: all('edge_functions:read'),
    input: bySlug,
    output: { type: 'object', properties: edgeFunction },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/projects/{ref}/functions/{function_slug}',
      parameters: inPath('ref', 'function_slug'),
    },
  },
  {
    slug: 'SUPABASE_DELETE_A_FUNCTION',
    name: 'Delete function',
    description: 'Delete an edge function.',
    tags: destroys,
    scopes: all('edge_functions:write'),
    input: bySlug,
    exec: {
      kind: 'http',
      method: 'DELETE',
      path: '/projects/{ref}/functions/{function_slug}',
      parameters: inPath('ref', 'function_slug'),
    },
  },
  {
    slug: 'SUPABASE_LIST_ALL_SECRETS',
    name: 'List secrets',
    description: 'List the secrets that the functions of a project can read. Values come back as digests.',
    tags: reads,
    scopes: all('secrets:read'),
    input: byRef,
    output: items({ name: text, value: text, updated_at: text }),
    exec: { kind: 'http', method: 'GET', path: '/projects/{ref}/secrets', parameters: inPath('ref') },
  },
  {
    slug: 'SUPABASE_CREATE_SECRETS',
    name: 'Set secrets',
    description: 'Set secrets that the functions of a project can read; one of the same name is replaced.',
    tags: replaces,
    scopes: all('secrets:write'),
    input: {
      type: 'object',
      properties: {
        ref,
        secrets: {
          type: 'array',
          minItems: 1,
          items: {
            type: 'object',
            properties: { name: { type: 'string' }, value: { type: 'string' } },
            required: ['name', 'value'],
          },
          description: 'Names and values. A name must not start with SUPABASE_.',
        },
      },
      required: ['ref', 'secrets'],
    },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/projects/{ref}/secrets',
      body_type: 'raw',
      parameters: [...inPath('ref'), { name: 'secrets', in: 'body' }],
    },
  },
] satisfies ToolkitInput['tools']
