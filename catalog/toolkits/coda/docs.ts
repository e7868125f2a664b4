import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, inPath, inQuery, reads, writes } from '../parameters.ts'
import { anything, flag, id, several, text, whole } from '../schemas.ts'

const docId = id('ID of the doc; CODA_LIST_AVAILABLE_DOCS has it.')
const paging = {
  limit: whole('Rows a page.', { minimum: 1, maximum: 100, default: 25 }),
  pageToken: text('nextPageToken of the page before.'),
}
const list = {
  type: 'object' as const,
  properties: { items: several(anything, 'The rows.'), nextPageToken: text('Token of the next page.') },
}
const one = { type: 'object' as const, properties: {}, additionalProperties: true }

export const docTools = [
  {
    slug: 'CODA_LIST_AVAILABLE_DOCS',
    name: 'List docs',
    description: 'List or search the Coda docs that the account can see, the latest used first.',
    tags: reads,
    important: true,
    input: {
      type: 'object',
      properties: {
        query: text('Words to search for.'),
        isOwner: flag('Only docs that the user owns.'),
        workspaceId: text('Only docs of this workspace.'),
        folderId: text('Only docs of this folder.'),
        ...paging,
      },
    },
    output: list,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/docs',
      parameters: inQuery('query', 'isOwner', 'workspaceId', 'folderId', 'limit', 'pageToken'),
    },
  },
  {
    slug: 'CODA_GET_INFO_ABOUT_A_DOC',
    name: 'Get doc',
    description: 'Read name, owner, folder and dates of a Coda doc.',
    tags: reads,
    input: { type: 'object', properties: { docId }, required: ['docId'] },
    output: one,
    exec: { kind: 'http', method: 'GET', path: '/docs/{docId}', parameters: inPath('docId') },
  },
  {
    slug: 'CODA_CREATE_DOC',
    name: 'Create doc',
    description: 'Make a Coda doc, empty or as a copy of another.',
    tags: writes,
    important: true,
    input: {
      type: 'object',
      properties: {
        title: text('Title of the doc.'),
        sourceDoc: text('ID of the doc to copy.'),
        folderId: text('Folder that it goes into.'),
      },
    },
    output: one,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/docs',
      parameters: inBody('title', 'sourceDoc', 'folderId'),
    },
  },
  {
    slug: 'CODA_LIST_PAGES',
    name: 'List pages',
    description: 'List the pages of a Coda doc.',
    tags: reads,
    important: true,
    input: { type: 'object', properties: { docId, ...paging }, required: ['docId'] },
    output: list,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/docs/{docId}/pages',
      parameters: [...inPath('docId'), ...inQuery('limit', 'pageToken')],
    },
  },
] satisfies ToolkitInput['tools']
