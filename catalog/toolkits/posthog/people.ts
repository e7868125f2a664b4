/** Persons, cohorts and recordings. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inPath, inQuery, reads } from '../parameters.ts'
import { anything, limit, offset, page, projectId, reading, search, text } from './inputs.ts'

const person = {
  id: { type: ['string', 'integer'] },
  uuid: text,
  name: text,
  distinct_ids: { type: 'array', items: text },
  properties: anything,
  created_at: text,
}

const recordingFilters = {
  date_from: { type: 'string', description: 'From when on: 2026-01-31 or -7d.' },
  date_to: { type: 'string', description: 'Up to when.' },
  limit,
  offset,
}

export const peopleTools = [
  {
    slug: 'POSTHOG_LIST_OR_DELETE_PERSONS_WITH_OPTIONAL_FILTERS',
    name: 'List persons',
    description: 'List or find the persons of a project. It only reads.',
    tags: reads,
    scopes: reading('person'),
    input: {
      type: 'object',
      properties: {
        project_id: projectId,
        search: search('names, email addresses and distinct ids'),
        email: { type: 'string', description: 'Only persons with exactly this email address.' },
        distinct_id: { type: 'string', description: 'Only the person with this distinct id.' },
        limit,
        offset,
      },
      required: ['project_id'],
    },
    output: page(person),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/projects/{project_id}/persons/',
      parameters: [...inPath('project_id'), ...inQuery('search', 'email', 'distinct_id', 'limit', 'offset')],
    },
  },
  {
    slug: 'POSTHOG_RETRIEVE_PERSON_DETAILS_BY_ID',
    name: 'Get person',
    description: 'Read one person with all properties.',
    tags: reads,
    scopes: reading('person'),
    input: {
      type: 'object',
      properties: {
        project_id: projectId,
        id: {
          type: 'string',
          minLength: 1,
          description: 'uuid of the person, from POSTHOG_LIST_OR_DELETE_PERSONS_WITH_OPTIONAL_FILTERS.',
        },
      },
      required: ['project_id', 'id'],
    },
    output: { type: 'object', properties: person },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/projects/{project_id}/persons/{id}/',
      parameters: inPath('project_id', 'id'),
    },
  },
  {
    slug: 'POSTHOG_RETRIEVE_PROJECT_COHORTS_WITH_PAGINATION',
    name: 'List cohorts',
    description: 'List the cohorts (groups of persons) of a project.',
    tags: reads,
    scopes: reading('cohort'),
    input: { type: 'object', properties: { project_id: projectId, limit, offset }, required: ['project_id'] },
    output: page({
      id: { type: 'integer' },
      name: text,
      count: { type: ['integer', 'null'] },
      is_static: { type: 'boolean' },
    }),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/projects/{project_id}/cohorts/',
      parameters: [...inPath('project_id'), ...inQuery('limit', 'offset')],
    },
  },
  {
    slug: 'POSTHOG_LIST_PROJECT_SESSION_RECORDINGS',
    name: 'List recordings',
    description: 'List the session recordings of a project, newest first.',
    tags: reads,
    scopes: reading('session_recording'),
    input: {
      type: 'object',
      properties: { project_id: projectId, ...recordingFilters },
      required: ['project_id'],
    },
    output: page({
      id: text,
      distinct_id: text,
      start_time: text,
      recording_duration: { type: 'number' },
      start_url: text,
      person: anything,
    }),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/projects/{project_id}/session_recordings/',
      parameters: [...inPath('project_id'), ...inQuery(...Object.keys(recordingFilters))],
    },
  },
] satisfies ToolkitInput['tools']
