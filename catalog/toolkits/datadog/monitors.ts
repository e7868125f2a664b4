/** Monitors, downtimes and service level objectives. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, inQuery, reads, replaces, writes } from '../parameters.ts'
import { anything, items, listOfAnything, seconds, tags, text } from './inputs.ts'

const monitorId = { type: 'integer', description: 'Number of the monitor, from DATADOG_LIST_MONITORS.' }
const byId = { type: 'object', properties: { monitor_id: monitorId }, required: ['monitor_id'] } as const

const monitor = {
  id: { type: 'integer' },
  name: text,
  type: text,
  query: text,
  message: text,
  overall_state: { type: 'string', description: 'OK, Alert, Warn or No Data.' },
  tags: { type: 'array', items: text },
  options: anything,
  priority: { type: ['integer', 'null'] },
  created: text,
  modified: text,
}
const oneMonitor = { type: 'object', properties: monitor } as const

const definition = {
  name: { type: 'string', description: 'Name of the monitor.' },
  query: {
    type: 'string',
    description: 'What to watch, with the threshold.',
    examples: ['avg(last_5m):avg:system.cpu.user{env:prod} > 90'],
  },
  message: { type: 'string', description: 'What to send; @name notifies a person or a channel.' },
  tags: tags('Tags of the monitor.'),
  priority: { type: 'integer', minimum: 1, maximum: 5, description: '1 is the highest.' },
  options: {
    type: 'object',
    additionalProperties: true,
    description: 'Thresholds and behaviour: {"thresholds": {"critical": 90}, "notify_no_data": true}.',
  },
}

const type = {
  type: 'string',
  description: 'Kind of monitor.',
  examples: ['metric alert', 'query alert', 'log alert', 'service check', 'event-v2 alert', 'composite'],
}

const downtimeInput = {
  scope: {
    type: 'string',
    minLength: 1,
    description: 'What is quiet.',
    examples: ['env:staging AND service:shop'],
  },
  monitor_id: { type: 'integer', description: 'Only this monitor; else give monitor_tags.' },
  monitor_tags: tags('Only monitors with all these tags; ["*"] is every monitor.'),
  start: { type: 'string', description: 'When it begins, ISO 8601 with offset; now if left out.' },
  end: { type: 'string', description: 'When it ends; never if left out.' },
  message: { type: 'string', description: 'Why; @name notifies.' },
  display_timezone: { type: 'string', description: 'Time zone to show it in.', examples: ['Europe/Berlin'] },
}

const sloFilters = {
  ids: { type: 'string', description: 'Only these, ids separated by commas.' },
  query: { type: 'string', description: 'Name to look for.' },
  tags_query: { type: 'string', description: 'Only those with these tags.' },
  limit: { type: 'integer', minimum: 1, maximum: 1000, description: 'How many at most.' },
  offset: { type: 'integer', minimum: 0, description: 'How many to pass over.' },
}

export const monitorTools = [
  {
    slug: 'DATADOG_LIST_MONITORS',
    name: 'List monitors',
    description: 'List or find monitors with their state.',
    tags: reads,
    important: true,
    input: {
      type: 'object',
      properties: {
        name: { type: 'string', description: 'Only those with this in the name.' },
        tags: { type: 'string', description: 'Only those on these scopes, separated by commas.' },
        monitor_tags: { type: 'string', description: 'Only those with these tags, separated by commas.' },
        group_states: {
          type: 'string',
          description: 'Also say which groups are in these states: all, alert, warn, no data, with commas.',
        },
        with_downtimes: { type: 'boolean', description: 'Also return the downtimes of each.' },
        page: { type: 'integer', minimum: 0, description: 'Page, counted from 0.' },
        page_size: { type: 'integer', minimum: 1, maximum: 1000, description: 'Monitors on a page.' },
      },
    },
    output: items(monitor),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/api/v1/monitor',
      parameters: inQuery(
        'name',
        'tags',
        'monitor_tags',
        'group_states',
        'with_downtimes',
        'page',
        'page_size',
      ),
    },
  },
  {
    slug: 'DATADOG_GET_MONITOR',
    name: 'Get monitor',
    description: 'Read one monitor with its query, options and state.',
    tags: reads,
    input: {
      ...byId,
      properties: {
        ...byId.properties,
        group_states: {
          type: 'string',
          description: 'Also say which groups are in these states: all, alert, warn, no data.',
        },
      },
    },
    output: oneMonitor,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/api/v1/monitor/{monitor_id}',
      parameters: [...inPath('monitor_id'), ...inQuery('group_states')],
    },
  },
  {
    slug: 'DATADOG_CREATE_MONITOR',
    name: 'Create monitor',
    description: 'Create a monitor that watches a query and notifies.',
    tags: writes,
    important: true,
    input: { type: 'object', properties: { type, ...definition }, required: ['type', 'query'] },
    output: oneMonitor,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/api/v1/monitor',
      parameters: inBody('type', ...Object.keys(definition)),
    },
  },
  {
    slug: 'DATADOG_UPDATE_MONITOR',
    name: 'Update monitor',
    description: 'Change a monitor. Only what is given changes.',
    tags: replaces,
    input: { ...byId, properties: { ...byId.properties, ...definition } },
    output: oneMonitor,
    exec: {
      kind: 'http',
      method: 'PUT',
      path: '/api/v1/monitor/{monitor_id}',
      parameters: [...inPath('monitor_id'), ...inBody(...Object.keys(definition))],
    },
  },
  {
    slug: 'DATADOG_DELETE_MONITOR',
    name: 'Delete monitor',
    description: 'Delete a monitor.',
    tags: destroys,
    input: {
      ...byId,
      properties: {
        ...byId.properties,
        force: { type: 'boolean', description: 'Delete it even if others, such as an SLO, refer to it.' },
      },
    },
    output: { type: 'object', properties: { deleted_monitor_id: { type: 'integer' } } },
    exec: {
      kind: 'http',
      method: 'DELETE',
      path: '/api/v1/monitor/{monitor_id}',
      parameters: [...inPath('monitor_id'), ...inQuery('force')],
    },
  },
  {
    slug: 'DATADOG_MUTE_MONITOR',
    name: 'Mute monitor',
    description:
      'Stop a monitor from notifying, for a scope and a time. Undo it with DATADOG_UNMUTE_MONITOR.',
    tags: replaces,
    input: {
      ...byId,
      properties: {
        ...byId.properties,
        scope: { type: 'string', description: 'Only this scope, such as host:web-1; all if left out.' },
        end: seconds('When it ends; never if left out.'),
      },
    },
    output: oneMonitor,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/api/v1/monitor/{monitor_id}/mute',
      parameters: [...inPath('monitor_id'), ...inBody('scope', 'end')],
    },
  },
  {
    slug: 'DATADOG_UNMUTE_MONITOR',
    name: 'Unmute monitor',
    description: 'Let a muted monitor notify again.',
    tags: replaces,
    input: {
      ...byId,
      properties: {
        ...byId.properties,
        scope: { type: 'string', description: 'Only this scope.' },
        all_scopes: { type: 'boolean', description: 'All scopes that were muted.' },
      },
    },
    output: oneMonitor,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/api/v1/monitor/{monitor_id}/unmute',
      parameters: [...inPath('monitor_id'), ...inBody('scope', 'all_scopes')],
    },
  },
  {
    slug: 'DATADOG_CREATE_DOWNTIME',
    name: 'Create downtime',
    description: 'Plan a time in which monitors do not notify. Name one monitor or monitor tags.',
    tags: writes,
    input: { type: 'object', properties: downtimeInput, required: ['scope'] },
    output: { type: 'object', properties: { data: anything } },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/api/v2/downtime',
      body: { data: { type: 'downtime', attributes: {} } },
      parameters: [
        { name: 'scope', in: 'body', wire: 'data.attributes.scope' },
        { name: 'monitor_id', in: 'body', wire: 'data.attributes.monitor_identifier.monitor_id' },
        { name: 'monitor_tags', in: 'body', wire: 'data.attributes.monitor_identifier.monitor_tags' },
        { name: 'start', in: 'body', wire: 'data.attributes.schedule.start' },
        { name: 'end', in: 'body', wire: 'data.attributes.schedule.end' },
        { name: 'message', in: 'body', wire: 'data.attributes.message' },
        { name: 'display_timezone', in: 'body', wire: 'data.attributes.display_timezone' },
      ],
    },
  },
  {
    slug: 'DATADOG_LIST_SL_OS',
    aliases: ['DATADOG_LIST_SLOS'],
    name: 'List SLOs',
    description: 'List or find service level objectives.',
    tags: reads,
    input: { type: 'object', properties: sloFilters },
    output: { type: 'object', properties: { data: listOfAnything, metadata: anything } },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/api/v1/slo',
      parameters: inQuery(...Object.keys(sloFilters)),
    },
  },
] satisfies ToolkitInput['tools']
