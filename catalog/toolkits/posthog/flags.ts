/** Feature flags, experiments and surveys. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, inQuery, reads, replaces, writes } from '../parameters.ts'
import { anything, id, limit, offset, page, projectId, reading, search, text, writing } from './inputs.ts'

const flag = {
  id: { type: 'integer' },
  key: text,
  name: { type: 'string', description: 'Description of the flag.' },
  active: { type: 'boolean' },
  filters: anything,
  created_at: text,
  deleted: { type: 'boolean' },
}
const oneFlag = { type: 'object', properties: flag } as const

const flagInput = {
  key: { type: 'string', minLength: 1, description: 'Name that code asks for.', examples: ['new-checkout'] },
  name: { type: 'string', description: 'What the flag is for.' },
  active: { type: 'boolean', description: 'Whether it is on.' },
  filters: {
    type: 'object',
    additionalProperties: true,
    description: 'For whom it is on: {"groups": [{"properties": [], "rollout_percentage": 10}]}.',
  },
  ensure_experience_continuity: { type: 'boolean', description: 'Keep the answer when a person signs in.' },
  tags: { type: 'array', items: { type: 'string' }, description: 'Labels.' },
}
const names = Object.keys(flagInput)

const byId = {
  type: 'object',
  properties: {
    project_id: projectId,
    id: id('flag', 'POSTHOG_LIST_AND_MANAGE_PROJECT_FEATURE_FLAGS'),
  },
  required: ['project_id', 'id'],
} as const
const path = '/projects/{project_id}/feature_flags/{id}/'

const paged = {
  type: 'object',
  properties: { project_id: projectId, limit, offset },
  required: ['project_id'],
} as const

export const flagTools = [
  {
    slug: 'POSTHOG_LIST_AND_MANAGE_PROJECT_FEATURE_FLAGS',
    name: 'List feature flags',
    description: 'List or find the feature flags of a project.',
    tags: reads,
    important: true,
    scopes: reading('feature_flag'),
    input: {
      type: 'object',
      properties: {
        project_id: projectId,
        search: search('key and name'),
        active: {
          type: 'string',
          enum: ['true', 'false', 'STALE'],
          description: 'Only flags in this state.',
        },
        limit,
        offset,
      },
      required: ['project_id'],
    },
    output: page(flag),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/projects/{project_id}/feature_flags/',
      parameters: [...inPath('project_id'), ...inQuery('search', 'active', 'limit', 'offset')],
    },
  },
  {
    slug: 'POSTHOG_RETRIEVE_FEATURE_FLAG_DETAILS',
    name: 'Get feature flag',
    description: 'Read one feature flag with its conditions.',
    tags: reads,
    scopes: reading('feature_flag'),
    input: byId,
    output: oneFlag,
    exec: { kind: 'http', method: 'GET', path, parameters: inPath('project_id', 'id') },
  },
  {
    slug: 'POSTHOG_CREATE_FEATURE_FLAGS_FOR_PROJECT',
    name: 'Create feature flag',
    description: 'Create a feature flag. Without filters it is on for nobody.',
    tags: writes,
    important: true,
    scopes: writing('feature_flag'),
    input: {
      type: 'object',
      properties: { project_id: projectId, ...flagInput },
      required: ['project_id', 'key'],
    },
    output: oneFlag,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/projects/{project_id}/feature_flags/',
      parameters: [...inPath('project_id'), ...inBody(...names)],
    },
  },
  {
    slug: 'POSTHOG_PARTIAL_UPDATE_OF_A_PROJECT_S_FEATURE_FLAG',
    name: 'Update feature flag',
    description:
      'Switch a feature flag on or off, or change for whom it is on. filters replaces all conditions.',
    tags: replaces,
    important: true,
    scopes: writing('feature_flag'),
    input: { ...byId, properties: { ...byId.properties, ...flagInput } },
    output: oneFlag,
    exec: {
      kind: 'http',
      method: 'PATCH',
      path,
      parameters: [...inPath('project_id', 'id'), ...inBody(...names)],
    },
  },
  {
    slug: 'POSTHOG_SOFT_DELETE_FEATURE_FLAG_BY_SETTING_STATUS',
    name: 'Delete feature flag',
    description: 'Mark a feature flag as deleted; code that asks for it gets nothing.',
    tags: destroys,
    scopes: writing('feature_flag'),
    input: byId,
    output: oneFlag,
    exec: {
      kind: 'http',
      method: 'PATCH',
      path,
      body: { deleted: true },
      parameters: inPath('project_id', 'id'),
    },
  },
  {
    slug: 'POSTHOG_LIST_PROJECT_EXPERIMENTS_WITH_PAGINATION',
    name: 'List experiments',
    description: 'List the experiments of a project.',
    tags: reads,
    scopes: reading('experiment'),
    input: paged,
    output: page({
      id: { type: 'integer' },
      name: text,
      feature_flag_key: text,
      start_date: { type: ['string', 'null'] },
      end_date: { type: ['string', 'null'] },
    }),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/projects/{project_id}/experiments/',
      parameters: [...inPath('project_id'), ...inQuery('limit', 'offset')],
    },
  },
  {
    slug: 'POSTHOG_LIST_PAGINATED_SURVEYS_FOR_A_PROJECT',
    name: 'List surveys',
    description: 'List the surveys of a project.',
    tags: reads,
    scopes: reading('survey'),
    input: paged,
    output: page({ id: text, name: text, type: text, questions: { type: 'array', items: anything } }),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/projects/{project_id}/surveys/',
      parameters: [...inPath('project_id'), ...inQuery('limit', 'offset')],
    },
  },
] satisfies ToolkitInput['tools']
