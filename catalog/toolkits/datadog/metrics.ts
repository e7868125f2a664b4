/** Metrics. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, inQuery, reads, writes } from '../parameters.ts'
import { listOfAnything, seconds, tags, text } from './inputs.ts'

export const metricTools = [
  {
    slug: 'DATADOG_QUERY_METRICS',
    name: 'Query metrics',
    description: 'Get the values of a metric query over a time.',
    tags: reads,
    important: true,
    input: {
      type: 'object',
      properties: {
        from: seconds('Begin of the time.'),
        to: seconds('End of the time.'),
        query: {
          type: 'string',
          minLength: 1,
          description: 'The query.',
          examples: ['avg:system.cpu.user{env:prod} by {host}'],
        },
      },
      required: ['from', 'to', 'query'],
    },
    output: {
      type: 'object',
      properties: {
        status: text,
        query: text,
        from_date: { type: 'integer' },
        to_date: { type: 'integer' },
        series: {
          ...listOfAnything,
          description: 'One entry for each group; pointlist holds [milliseconds, value].',
        },
        message: text,
      },
    },
    exec: { kind: 'http', method: 'GET', path: '/api/v1/query', parameters: inQuery('from', 'to', 'query') },
  },
  {
    slug: 'DATADOG_SUBMIT_METRICS',
    name: 'Submit metrics',
    description: 'Send values of your own metrics.',
    tags: writes,
    input: {
      type: 'object',
      properties: {
        series: {
          type: 'array',
          minItems: 1,
          items: {
            type: 'object',
            properties: {
              metric: { type: 'string', description: 'Name of the metric.' },
              type: {
                type: 'integer',
                enum: [0, 1, 2, 3],
                description: '0 unspecified, 1 count, 2 rate, 3 gauge.',
              },
              points: {
                type: 'array',
                minItems: 1,
                items: {
                  type: 'object',
                  properties: { timestamp: seconds('When.'), value: { type: 'number' } },
                  required: ['timestamp', 'value'],
                },
              },
              tags: tags('Tags of the values.'),
              resources: {
                type: 'array',
                items: { type: 'object', properties: { name: { type: 'string' }, type: { type: 'string' } } },
                description: 'What they belong to: {"type": "host", "name": "web-1"}.',
              },
              unit: { type: 'string' },
            },
            required: ['metric', 'points'],
          },
          description: 'Values, one entry for each metric and set of tags.',
        },
      },
      required: ['series'],
    },
    output: { type: 'object', properties: { errors: { type: 'array', items: text } } },
    exec: { kind: 'http', method: 'POST', path: '/api/v2/series', parameters: inBody('series') },
  },
] satisfies ToolkitInput['tools']
