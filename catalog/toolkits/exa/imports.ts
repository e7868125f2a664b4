/** Imports: lists of your own that a webset can search in or build on. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, inQuery, reads, replaces, writes } from '../parameters.ts'
import { cursor, id, limit, listed, metadata, resource } from './inputs.ts'

const importId = id('Id of the import, from EXA_CREATE_IMPORT or EXA_LIST_IMPORTS.')
const title = { type: 'string', description: 'Name of the import.' }

const importInput = {
  format: { type: 'string', enum: ['csv'], description: 'Form of the list.' },
  size: { type: 'integer', minimum: 1, description: 'Bytes of the file.' },
  count: { type: 'integer', minimum: 1, description: 'Number of entries.' },
  entity: {
    type: 'object',
    properties: {
      type: { type: 'string', description: 'company, person, article, research_paper or custom.' },
    },
    required: ['type'],
    additionalProperties: true,
    description: 'Kind of thing in the list.',
  },
  csv: {
    type: 'object',
    properties: {
      identifier: { type: 'integer', description: 'Column that names the thing, counted from 1.' },
    },
    description: 'How to read the file.',
  },
  title,
  metadata,
}

export const importTools = [
  {
    slug: 'EXA_CREATE_IMPORT',
    name: 'Create import',
    description: 'Announce a list of your own. The answer holds uploadUrl, where the file has to be put.',
    tags: writes,
    input: { type: 'object', properties: importInput, required: ['format', 'size', 'count', 'entity'] },
    output: { type: 'object', properties: { ...resource.properties, uploadUrl: { type: 'string' } } },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/websets/v0/imports',
      parameters: inBody(...Object.keys(importInput)),
    },
  },
  {
    slug: 'EXA_LIST_IMPORTS',
    name: 'List imports',
    description: 'List the imports of the team with their status.',
    tags: reads,
    input: { type: 'object', properties: { cursor, limit } },
    output: listed,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/websets/v0/imports',
      parameters: inQuery('cursor', 'limit'),
    },
  },
  {
    slug: 'EXA_UPDATE_IMPORT',
    name: 'Update import',
    description: 'Change the name or the labels of an import.',
    tags: replaces,
    input: { type: 'object', properties: { id: importId, title, metadata }, required: ['id'] },
    output: resource,
    exec: {
      kind: 'http',
      method: 'PATCH',
      path: '/websets/v0/imports/{id}',
      parameters: [...inPath('id'), ...inBody('title', 'metadata')],
    },
  },
  {
    slug: 'EXA_DELETE_IMPORT',
    name: 'Delete import',
    description: 'Delete an import.',
    tags: destroys,
    input: { type: 'object', properties: { id: importId }, required: ['id'] },
    output: resource,
    exec: { kind: 'http', method: 'DELETE', path: '/websets/v0/imports/{id}', parameters: inPath('id') },
  },
] satisfies ToolkitInput['tools']
