/** Logs and the spans of traces. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { reads } from '../parameters.ts'
import { cursor, from, limit, listed, listOfAnything, sort, to } from './inputs.ts'

export const logTools = [
  {
    slug: 'DATADOG_SEARCH_LOGS',
    name: 'Search logs',
    description: 'Search log entries.',
    tags: reads,
    important: true,
    input: {
      type: 'object',
      properties: {
        query: {
          type: 'string',
          description: 'Search as in the log explorer; * finds all.',
          examples: ['service:shop status:error'],
        },
        from,
        to,
        indexes: {
          type: 'array',
          items: { type: 'string' },
          description: 'Only these, from DATADOG_LIST_LOG_INDEXES.',
        },
        sort,
        limit,
        cursor,
      },
      required: ['query'],
    },
    output: listed,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/api/v2/logs/events/search',
      parameters: [
        { name: 'query', in: 'body', wire: 'filter.query' },
        { name: 'from', in: 'body', wire: 'filter.from' },
        { name: 'to', in: 'body', wire: 'filter.to' },
        { name: 'indexes', in: 'body', wire: 'filter.indexes' },
        { name: 'sort', in: 'body' },
        { name: 'limit', in: 'body', wire: 'page.limit' },
        { name: 'cursor', in: 'body', wire: 'page.cursor' },
      ],
    },
  },
  {
    slug: 'DATADOG_LIST_LOG_INDEXES',
    name: 'List log indexes',
    description: 'List the indexes that logs are kept in, with how long.',
    tags: reads,
    input: { type: 'object', properties: {} },
    output: { type: 'object', properties: { indexes: listOfAnything } },
    exec: { kind: 'http', method: 'GET', path: '/api/v1/logs/config/indexes' },
  },
  {
    slug: 'DATADOG_SEARCH_TRACES',
    name: 'Search spans',
    description: 'Search the spans of traces; trace_id of a span finds the others of its trace.',
    tags: reads,
    input: {
      type: 'object',
      properties: {
        query: {
          type: 'string',
          description: 'Search as in the trace explorer; * finds all.',
          examples: ['service:shop @http.status_code:500', 'trace_id:1234567890123456789'],
        },
        from,
        to,
        sort,
        limit,
        cursor,
      },
      required: ['query'],
    },
    output: listed,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/api/v2/spans/events/search',
      body: { data: { type: 'search_request', attributes: {} } },
      parameters: [
        { name: 'query', in: 'body', wire: 'data.attributes.filter.query' },
        { name: 'from', in: 'body', wire: 'data.attributes.filter.from' },
        { name: 'to', in: 'body', wire: 'data.attributes.filter.to' },
        { name: 'sort', in: 'body', wire: 'data.attributes.sort' },
        { name: 'limit', in: 'body', wire: 'data.attributes.page.limit' },
        { name: 'cursor', in: 'body', wire: 'data.attributes.page.cursor' },
      ],
    },
  },
] satisfies ToolkitInput['tools']
