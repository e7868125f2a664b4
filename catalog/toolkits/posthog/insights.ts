/** Insights, dashboards and annotations. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, inPath, inQuery, reads, writes } from '../parameters.ts'
import { anything, id, limit, offset, page, projectId, reading, search, text, writing } from './inputs.ts'

const insight = {
  id: { type: 'integer' },
  short_id: text,
  name: { type: ['string', 'null'] },
  description: text,
  query: anything,
  result: {},
  dashboards: { type: 'array', items: { type: 'integer' } },
  last_refresh: { type: ['string', 'null'] },
  last_modified_at: text,
}

const dashboard = {
  id: { type: 'integer' },
  name: text,
  description: text,
  pinned: { type: 'boolean' },
  created_at: text,
  tiles: { type: 'array', items: anything },
}

const annotation = {
  id: { type: 'integer' },
  content: text,
  date_marker: text,
  scope: text,
  created_by: anything,
}

const insightInput = {
  name: { type: 'string', description: 'Name of the insight.' },
  description: { type: 'string', description: 'What it shows.' },
  query: {
    type: 'object',
    additionalProperties: true,
    description:
      'What it computes: {"kind": "InsightVizNode", "source": {"kind": "TrendsQuery", "series": [{"kind": "EventsNode", "event": "$pageview"}]}}.',
  },
  dashboards: { type: 'array', items: { type: 'integer' }, description: 'Dashboards to show it on.' },
  tags: { type: 'array', items: { type: 'string' }, description: 'Labels.' },
}

const dashboardInput = {
  name: { type: 'string', minLength: 1, description: 'Name of the dashboard.' },
  description: { type: 'string', description: 'What it is for.' },
  pinned: { type: 'boolean', description: 'Show it on top.' },
  tags: { type: 'array', items: { type: 'string' }, description: 'Labels.' },
  use_template: { type: 'string', description: 'Template to start from.' },
}

const annotationInput = {
  content: { type: 'string', minLength: 1, description: 'Text of the annotation.' },
  date_marker: { type: 'string', format: 'date-time', description: 'When it was.' },
  scope: {
    type: 'string',
    enum: ['dashboard_item', 'dashboard', 'project', 'organization'],
    description: 'Where it is shown.',
  },
  dashboard_item: { type: 'integer', description: 'Number of the insight, with scope dashboard_item.' },
}

export const insightTools = [
  {
    slug: 'POSTHOG_RETRIEVE_PROJECT_INSIGHTS_WITH_PAGINATION',
    name: 'List insights',
    description: 'List or find the saved insights of a project.',
    tags: reads,
    important: true,
    scopes: reading('insight'),
    input: {
      type: 'object',
      properties: {
        project_id: projectId,
        search: search('name, description and tags'),
        short_id: { type: 'string', description: 'Only the insight with this short id, as in its address.' },
        basic: { type: 'boolean', description: 'Leave out the results.' },
        limit,
        offset,
      },
      required: ['project_id'],
    },
    output: page(insight),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/projects/{project_id}/insights/',
      parameters: [...inPath('project_id'), ...inQuery('search', 'short_id', 'basic', 'limit', 'offset')],
    },
  },
  {
    slug: 'POSTHOG_RETRIEVE_PROJECT_INSIGHT_DETAILS',
    name: 'Get insight',
    description: 'Read one insight with its query and its result.',
    tags: reads,
    scopes: reading('insight'),
    input: {
      type: 'object',
      properties: {
        project_id: projectId,
        id: id('insight', 'POSTHOG_RETRIEVE_PROJECT_INSIGHTS_WITH_PAGINATION'),
        refresh: {
          type: 'string',
          enum: ['blocking', 'async', 'force_blocking', 'force_async', 'force_cache'],
          description: 'Whether to compute the result anew.',
        },
      },
      required: ['project_id', 'id'],
    },
    output: { type: 'object', properties: insight },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/projects/{project_id}/insights/{id}/',
      parameters: [...inPath('project_id', 'id'), ...inQuery('refresh')],
    },
  },
  {
    slug: 'POSTHOG_CREATE_PROJECT_INSIGHTS_WITH_CUSTOMIZABLE_PARAMETERS',
    name: 'Create insight',
    description: 'Save a query as an insight, and put it on dashboards.',
    tags: writes,
    scopes: writing('insight'),
    input: {
      type: 'object',
      properties: { project_id: projectId, ...insightInput },
      required: ['project_id', 'query'],
    },
    output: { type: 'object', properties: insight },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/projects/{project_id}/insights/',
      parameters: [...inPath('project_id'), ...inBody(...Object.keys(insightInput))],
    },
  },
  {
    slug: 'POSTHOG_LIST_PROJECT_DASHBOARDS_WITH_PAGINATION',
    name: 'List dashboards',
    description: 'List the dashboards of a project.',
    tags: reads,
    scopes: reading('dashboard'),
    input: { type: 'object', properties: { project_id: projectId, limit, offset }, required: ['project_id'] },
    output: page(dashboard),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/projects/{project_id}/dashboards/',
      parameters: [...inPath('project_id'), ...inQuery('limit', 'offset')],
    },
  },
  {
    slug: 'POSTHOG_RETRIEVE_SPECIFIC_PROJECT_DASHBOARD_DETAILS',
    name: 'Get dashboard',
    description: 'Read one dashboard with the insights on it and their results.',
    tags: reads,
    scopes: reading('dashboard'),
    input: {
      type: 'object',
      properties: {
        project_id: projectId,
        id: id('dashboard', 'POSTHOG_LIST_PROJECT_DASHBOARDS_WITH_PAGINATION'),
      },
      required: ['project_id', 'id'],
    },
    output: { type: 'object', properties: dashboard },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/projects/{project_id}/dashboards/{id}/',
      parameters: inPath('project_id', 'id'),
    },
  },
  {
    slug: 'POSTHOG_CREATE_PROJECT_DASHBOARD',
    name: 'Create dashboard',
    description: 'Create a dashboard; insights name it in dashboards.',
    tags: writes,
    scopes: writing('dashboard'),
    input: {
      type: 'object',
      properties: { project_id: projectId, ...dashboardInput },
      required: ['project_id', 'name'],
    },
    output: { type: 'object', properties: dashboard },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/projects/{project_id}/dashboards/',
      parameters: [...inPath('project_id'), ...inBody(...Object.keys(dashboardInput))],
    },
  },
  {
    slug: 'POSTHOG_LIST_AND_MANAGE_PROJECT_ANNOTATIONS',
    name: 'List annotations',
    description: 'List the notes that mark moments in charts, such as releases.',
    tags: reads,
    scopes: reading('annotation'),
    input: {
      type: 'object',
      properties: { project_id: projectId, search: search('the text'), limit, offset },
      required: ['project_id'],
    },
    output: page(annotation),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/projects/{project_id}/annotations/',
      parameters: [...inPath('project_id'), ...inQuery('search', 'limit', 'offset')],
    },
  },
  {
    slug: 'POSTHOG_CRUD_OPERATIONS_FOR_PROJECT_ANNOTATIONS',
    name: 'Create annotation',
    description: 'Mark a moment in the charts with a note.',
    tags: writes,
    scopes: writing('annotation'),
    input: {
      type: 'object',
      properties: { project_id: projectId, ...annotationInput },
      required: ['project_id', 'content', 'date_marker'],
    },
    output: { type: 'object', properties: annotation },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/projects/{project_id}/annotations/',
      parameters: [...inPath('project_id'), ...inBody(...Object.keys(annotationInput))],
    },
  },
] satisfies ToolkitInput['tools']
