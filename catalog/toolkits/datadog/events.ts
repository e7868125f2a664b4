/** Events and incidents. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, inQuery, reads, writes } from '../parameters.ts'
import { anything, listed, listOfAnything, seconds, tags, text } from './inputs.ts'

const eventInput = {
  title: { type: 'string', minLength: 1, maxLength: 500, description: 'Title of the event.' },
  text: { type: 'string', maxLength: 4000, description: 'What happened; Markdown between %%% lines.' },
  tags: tags('Tags of the event.'),
  alert_type: {
    type: 'string',
    enum: ['error', 'warning', 'info', 'success', 'user_update', 'recommendation', 'snapshot'],
    description: 'How serious it is.',
  },
  priority: { type: 'string', enum: ['normal', 'low'], description: 'How important it is.' },
  host: { type: 'string', description: 'Host that it belongs to.' },
  aggregation_key: {
    type: 'string',
    maxLength: 100,
    description: 'Events with the same key are shown as one.',
  },
  source_type_name: { type: 'string', description: 'What sent it.' },
  date_happened: seconds('When it happened, at most 18 hours ago; now if left out.'),
}

const eventFilters = {
  start: seconds('Begin of the time.'),
  end: seconds('End of the time.'),
  priority: { type: 'string', enum: ['normal', 'low'], description: 'Only this priority.' },
  sources: { type: 'string', description: 'Only these sources, separated by commas.' },
  tags: { type: 'string', description: 'Only events with these tags, separated by commas.' },
  unaggregated: { type: 'boolean', description: 'Return each event instead of groups.' },
  page: { type: 'integer', minimum: 0, description: 'Page of 1000, counted from 0; needs unaggregated.' },
}

export const eventTools = [
  {
    slug: 'DATADOG_LIST_EVENTS',
    name: 'List events',
    description: 'List the events of a time: deploys, alerts and what others have sent.',
    tags: reads,
    input: { type: 'object', properties: eventFilters, required: ['start', 'end'] },
    output: { type: 'object', properties: { events: listOfAnything, status: text } },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/api/v1/events',
      parameters: inQuery(...Object.keys(eventFilters)),
    },
  },
  {
    slug: 'DATADOG_CREATE_EVENT',
    name: 'Create event',
    description: 'Send an event, such as a deploy, that is shown beside the metrics.',
    tags: writes,
    input: { type: 'object', properties: eventInput, required: ['title', 'text'] },
    output: { type: 'object', properties: { status: text, event: anything } },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/api/v1/events',
      parameters: inBody(...Object.keys(eventInput)),
    },
  },
  {
    slug: 'DATADOG_LIST_INCIDENTS',
    name: 'List incidents',
    description: 'List the incidents of the organization.',
    tags: reads,
    input: {
      type: 'object',
      properties: {
        page_size: { type: 'integer', minimum: 1, maximum: 100, description: 'Incidents on a page.' },
        page_offset: { type: 'integer', minimum: 0, description: 'How many to pass over.' },
      },
    },
    output: listed,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/api/v2/incidents',
      parameters: [
        { name: 'page_size', in: 'query', wire: 'page[size]' },
        { name: 'page_offset', in: 'query', wire: 'page[offset]' },
      ],
    },
  },
] satisfies ToolkitInput['tools']
