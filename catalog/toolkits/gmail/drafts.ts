/** Drafts. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inPath, reads, writes } from '../parameters.ts'
import { composition, maxResults, pageToken, userId } from './inputs.ts'
import { canCompose, canRead } from './scopes.ts'

export const draftTools = [
  {
    slug: 'GMAIL_CREATE_EMAIL_DRAFT',
    name: 'Create draft',
    description: 'Save an email as a draft, new or as an answer in a thread, for a person to read and send.',
    tags: writes,
    important: true,
    scopes: canCompose,
    input: {
      type: 'object',
      properties: {
        ...composition,
        thread_id: { type: 'string', description: 'Thread that the draft answers.' },
        user_id: userId,
      },
    },
    output: {
      type: 'object',
      properties: {
        id: { type: 'string', description: 'Id of the draft.' },
        message: { type: 'object', additionalProperties: true },
      },
    },
    exec: { kind: 'builtin', name: 'gmail.create_draft' },
  },
  {
    slug: 'GMAIL_LIST_DRAFTS',
    name: 'List drafts',
    description: 'List the drafts of the mailbox by id.',
    tags: reads,
    scopes: canRead,
    input: {
      type: 'object',
      properties: { max_results: maxResults(10), page_token: pageToken, user_id: userId },
    },
    output: {
      type: 'object',
      properties: {
        drafts: { type: 'array', items: { type: 'object', additionalProperties: true } },
        nextPageToken: { type: 'string' },
      },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/users/{user_id}/drafts',
      parameters: [
        ...inPath('user_id'),
        { name: 'max_results', in: 'query', wire: 'maxResults' },
        { name: 'page_token', in: 'query', wire: 'pageToken' },
      ],
    },
  },
  {
    slug: 'GMAIL_DELETE_DRAFT',
    name: 'Delete draft',
    description: 'Delete a draft for good.',
    tags: destroys,
    scopes: canCompose,
    input: {
      type: 'object',
      properties: {
        draft_id: { type: 'string', minLength: 1, description: 'Id of the draft.' },
        user_id: userId,
      },
      required: ['draft_id'],
    },
    exec: {
      kind: 'http',
      method: 'DELETE',
      path: '/users/{user_id}/drafts/{draft_id}',
      parameters: inPath('user_id', 'draft_id'),
    },
  },
] satisfies ToolkitInput['tools']
