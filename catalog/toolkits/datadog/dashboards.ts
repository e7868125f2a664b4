/** Dashboards. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, inQuery, reads, replaces, writes } from '../parameters.ts'
import { listOfAnything, text } from './inputs.ts'

const dashboardId = {
  type: 'string',
  minLength: 1,
  description: 'Id such as abc-def-ghi, from DATADOG_LIST_DASHBOARDS.',
}
const byId = {
  type: 'object',
  properties: { dashboard_id: dashboardId },
  required: ['dashboard_id'],
} as const

const dashboard = {
  type: 'object',
  properties: {
    id: text,
    title: text,
    description: { type: ['string', 'null'] },
    layout_type: text,
    url: text,
    widgets: listOfAnything,
    template_variables: listOfAnything,
    author_handle: text,
    created_at: text,
    modified_at: text,
  },
} as const

const definition = {
  title: { type: 'string', minLength: 1, description: 'Title of the dashboard.' },
  layout_type: {
    type: 'string',
    enum: ['ordered', 'free'],
    description: 'ordered arranges the widgets itself.',
  },
  widgets: {
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description:
      'What it shows: {"definition": {"type": "timeseries", "requests": [{"q": "avg:system.cpu.user{*}", "display_type": "line"}]}}.',
  },
  description: { type: 'string', description: 'What it is for.' },
  tags: { type: 'array', items: { type: 'string' }, description: 'Tags, only of the form team:name.' },
  template_variables: {
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description: 'Variables of the queries: {"name": "env", "prefix": "env", "defaults": ["prod"]}.',
  },
  notify_list: { type: 'array', items: { type: 'string' }, description: 'Who is told of changes.' },
}
const names = Object.keys(definition)
const required = ['title', 'layout_type', 'widgets']

export const dashboardTools = [
  {
    slug: 'DATADOG_LIST_DASHBOARDS',
    name: 'List dashboards',
    description: 'List the dashboards of the organization.',
    tags: reads,
    input: {
      type: 'object',
      properties: {
        count: { type: 'integer', minimum: 1, description: 'How many at most.' },
        start: { type: 'integer', minimum: 0, description: 'How many to pass over.' },
      },
    },
    output: { type: 'object', properties: { dashboards: listOfAnything } },
    exec: { kind: 'http', method: 'GET', path: '/api/v1/dashboard', parameters: inQuery('count', 'start') },
  },
  {
    slug: 'DATADOG_GET_DASHBOARD',
    name: 'Get dashboard',
    description: 'Read one dashboard with its widgets and their queries.',
    tags: reads,
    input: byId,
    output: dashboard,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/api/v1/dashboard/{dashboard_id}',
      parameters: inPath('dashboard_id'),
    },
  },
  {
    slug: 'DATADOG_CREATE_DASHBOARD',
    name: 'Create dashboard',
    description: 'Create a dashboard.',
    tags: writes,
    input: { type: 'object', properties: definition, required },
    output: dashboard,
    exec: { kind: 'http', method: 'POST', path: '/api/v1/dashboard', parameters: inBody(...names) },
  },
  {
    slug: 'DATADOG_UPDATE_DASHBOARD',
    name: 'Update dashboard',
    description: 'Replace a dashboard: what is not given is gone. Read it with DATADOG_GET_DASHBOARD first.',
    tags: replaces,
    input: {
      type: 'object',
      properties: { ...byId.properties, ...definition },
      required: ['dashboard_id', ...required],
    },
    output: dashboard,
    exec: {
      kind: 'http',
      method: 'PUT',
      path: '/api/v1/dashboard/{dashboard_id}',
      parameters: [...inPath('dashboard_id'), ...inBody(...names)],
    },
  },
  {
    slug: 'DATADOG_DELETE_DASHBOARD',
    name: 'Delete dashboard',
    description: 'Delete a dashboard.',
    tags: destroys,
    input: byId,
    output: { type: 'object', properties: { deleted_dashboard_id: text } },
    exec: {
      kind: 'http',
      method: 'DELETE',
      path: '/api/v1/dashboard/{dashboard_id}',
      parameters: inPath('dashboard_id'),
    },
  },
] satisfies ToolkitInput['tools']
