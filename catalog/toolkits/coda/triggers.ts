/** From https://coda.io/developers/apis/v1. Coda's lists have no order of their making, so they are compared. */
import type { TriggerInput } from '../../src/manifest/trigger.ts'
import { field, http, maybe, payload, pollConfig, shape } from '../trigger-kit.ts'

const whether = (description: string) => ({ type: 'boolean', description })
const limit = { type: 'integer', default: 25, minimum: 1, maximum: 100, description: 'Rows a page.' }
const chosen = {
  isOwner: whether('Only docs that the user owns.'),
  isPublished: whether('Only docs that are published.'),
  isStarred: whether('Only docs that are starred, or only others.'),
  workspaceId: { type: 'string', description: 'Only docs of this workspace.' },
  folderId: { type: 'string', description: 'Only docs of this folder.' },
  limit,
}
const page = { page: 'nextPageToken', query: { pageToken: '{{state.page}}' } }

const docs = {
  call: http('GET', '/docs', {
    parameters: Object.keys(chosen).map((name) => ({ name, in: 'query' as const })),
    query: page.query,
  }),
  page: page.page,
  id: '{{item.id}}',
}

const docNames = [
  'id',
  'name',
  'type',
  'href',
  'browserLink',
  'createdAt',
  'updatedAt',
  'folderId',
  'owner',
  'ownerName',
  'workspaceId',
]
const docId = { docId: { type: 'string', minLength: 1, description: 'ID of the doc.' } }
const pageFields = {
  id: maybe('ID of the page.'),
  name: maybe('Its name.'),
  type: maybe('Always page.'),
  href: maybe('Its address in the API.'),
  browserLink: maybe('Where it can be seen.'),
}
const pageMap = {
  id: '{{item.id}}',
  name: '{{item.name}}',
  type: '{{item.type}}',
  href: '{{item.href}}',
  browserLink: '{{item.browserLink}}',
}

export const codaTriggers: TriggerInput[] = [
  {
    slug: 'CODA_NEW_CODA_DOCUMENT',
    name: 'New doc',
    description: 'Fires for each doc that the account comes to have, whether made or shared with it.',
    config: pollConfig({}, chosen),
    payload: payload(
      {},
      Object.fromEntries(docNames.map((name) => [name, maybe(`Field ${name} of the doc.`)])),
    ),
    poll: { ...docs, cursor: { kind: 'snapshot', emits: ['added'] } },
    map: Object.fromEntries(docNames.map((name) => [name, `{{item.${name}}}`])),
  },
  {
    slug: 'CODA_CODA_DOCUMENT_DELETED',
    name: 'Doc deleted',
    description:
      'Fires for each doc that is no longer listed: it was deleted, or is no longer shared with the account.',
    config: pollConfig({}, chosen),
    payload: payload({
      event_type: field('string', 'What happened.'),
      document: shape(
        {
          id: field('string', 'ID of the doc.'),
          deleted_at: field('string', 'When it was missed, ISO 8601.'),
        },
        Object.fromEntries(
          ['name', 'createdAt', 'folderId', 'owner', 'ownerName', 'workspaceId'].map((name) => [
            name,
            maybe('Not known of a doc that is gone.'),
          ]),
        ),
      ),
    }),
    poll: { ...docs, cursor: { kind: 'snapshot', emits: ['removed'] } },
    map: { event_type: 'document_deleted', document: { id: '{{item.id}}', deleted_at: '{{now.iso}}' } },
  },
  {
    slug: 'CODA_NEW_CODA_PAGE',
    name: 'New page',
    description: 'Fires for each page that is added to a doc, at any depth of its outline.',
    config: pollConfig(docId, { limit }),
    payload: payload({
      event_type: field('string', 'What happened.'),
      page: shape({}, { ...pageFields, created_at: maybe('When it was made.') }),
    }),
    poll: {
      call: http('GET', '/docs/{docId}/pages', {
        parameters: [
          { name: 'docId', in: 'path' },
          { name: 'limit', in: 'query' },
        ],
        query: page.query,
      }),
      page: page.page,
      id: '{{item.id}}',
      cursor: { kind: 'snapshot', emits: ['added'] },
    },
    map: { event_type: 'new_page', page: { ...pageMap, created_at: '{{item.createdAt}}' } },
  },
  {
    slug: 'CODA_SPECIFIC_CODA_PAGE_UPDATED',
    name: 'Page changed',
    description: 'Fires each time that one page of a doc has been changed since the last look.',
    config: pollConfig({
      ...docId,
      pageIdOrName: {
        type: 'string',
        minLength: 1,
        description: 'ID or name of the page; ids do not change.',
      },
    }),
    payload: payload({
      event_type: field('string', 'What happened.'),
      page: shape(
        {},
        { ...pageFields, updated_at: maybe('When it was changed.'), updated_by: maybe('Who changed it.') },
      ),
    }),
    poll: {
      call: http('GET', '/docs/{docId}/pages/{pageIdOrName}', {
        parameters: [
          { name: 'docId', in: 'path' },
          { name: 'pageIdOrName', in: 'path' },
        ],
      }),
      items: '_',
      id: '{{item.id}}',
      cursor: { kind: 'snapshot', emits: ['changed'], version: 'updatedAt' },
    },
    map: {
      event_type: 'page_updated',
      page: { ...pageMap, updated_at: '{{item.updatedAt}}', updated_by: '{{item.updatedBy}}' },
    },
  },
]
