import type { TriggerInput } from '../../src/manifest/trigger.ts'
import { http, pollConfig, whole, wholePayload } from '../trigger-kit.ts'

const blocksOf = (name: string) =>
  http('GET', `/blocks/{${name}}/children`, {
    parameters: [{ name, in: 'path' }],
    query: { page_size: '100', start_cursor: '{{state.page}}' },
  })

export const notionTriggers: TriggerInput[] = [
  {
    slug: 'NOTION_PAGE_ADDED_TO_DATABASE',
    name: 'Page added to a database',
    description: 'Fires for each page that is added to a database.',
    instructions: 'Share the database with the integration first.',
    config: pollConfig({ database_id: { type: 'string', minLength: 1, description: 'ID of the database.' } }),
    payload: wholePayload('page', 'The page, with its properties.'),
    poll: {
      call: http('POST', '/databases/{database_id}/query', {
        parameters: [{ name: 'database_id', in: 'path' }],
        body: {
          sorts: [{ timestamp: 'created_time', direction: 'descending' }],
          page_size: 100,
          start_cursor: '{{state.page}}',
          filter: { timestamp: 'created_time', created_time: { on_or_after: '{{state.cursor}}' } },
        },
      }),
      items: 'results',
      page: 'next_cursor',
      id: '{{item.id}}',
      cursor: { kind: 'max', field: 'created_time', as: 'time', start: '{{now.minute}}' },
    },
    map: whole('page_added_to_database', 'page'),
  },
  {
    slug: 'NOTION_PAGE_ADDED_TRIGGER',
    name: 'Page added below a page',
    description: 'Fires for each page that is made directly below a page.',
    instructions: 'Share the page with the integration first.',
    config: pollConfig({
      parent_page_id: { type: 'string', minLength: 1, description: 'ID of the page above.' },
    }),
    payload: wholePayload('block', 'The block that stands for the new page.'),
    poll: {
      call: blocksOf('parent_page_id'),
      items: 'results',
      page: 'next_cursor',
      match: [{ path: 'type', in: ['child_page'] }],
      id: '{{item.id}}',
      cursor: { kind: 'snapshot', emits: ['added'] },
      dedupe: 2_000,
    },
    map: whole('page_added', 'block'),
  },
  {
    slug: 'NOTION_PAGE_UPDATED_TRIGGER',
    name: 'Page edited',
    description: 'Fires for each block of a page that is added or changed.',
    instructions: 'Share the page with the integration first.',
    config: pollConfig({ page_id: { type: 'string', minLength: 1, description: 'ID of the page.' } }),
    payload: wholePayload('block', 'The block as it is now.'),
    poll: {
      call: blocksOf('page_id'),
      items: 'results',
      page: 'next_cursor',
      id: '{{item.id}}',
      cursor: { kind: 'snapshot', emits: ['added', 'changed'], version: 'last_edited_time' },
      dedupe: 2_000,
    },
    map: whole('page_updated', 'block'),
  },
]
