/** Properties that several Todoist tools share, and the scopes. */
import type { ScopeRequirements } from '../../src/manifest/manifest.ts'

export const canRead: ScopeRequirements = { all_of: [{ any_of: ['data:read', 'data:read_write'] }] }
export const canWrite: ScopeRequirements = { all_of: ['data:read_write'] }
export const canAdd: ScopeRequirements = { all_of: [{ any_of: ['task:add', 'data:read_write'] }] }
export const canDelete: ScopeRequirements = { all_of: ['data:delete'] }

/** What a new connection asks for. */
export const defaultScopes = ['data:read_write', 'data:delete']

export const taskId = {
  type: 'string',
  minLength: 1,
  description: 'Id of the task, from TODOIST_GET_ALL_TASKS.',
}

export const paging = {
  limit: {
    type: 'integer',
    minimum: 1,
    maximum: 200,
    description: 'How many to return at most, 1 to 200; 50 when left out.',
  },
  cursor: { type: 'string', description: 'Start of the next page: next_cursor of the previous answer.' },
}

export const color = {
  type: 'string',
  description: 'Name of a Todoist color, such as berry_red, blue, green or charcoal.',
}

/** What can be said of a task. */
export const taskTexts = {
  description: { type: 'string', description: 'Longer text of the task.' },
  labels: { type: 'array', items: { type: 'string' }, description: 'Names of labels.' },
  priority: {
    type: 'integer',
    minimum: 1,
    maximum: 4,
    description: 'From 1 (normal) to 4 (urgent, shown as p1).',
  },
  due_string: { type: 'string', description: 'When it is due, in words: tomorrow at 12:00, every monday.' },
  due_date: {
    type: 'string',
    description: 'When it is due, as a day: 2026-01-31. Give one of the due_ arguments only.',
  },
  due_datetime: { type: 'string', description: 'When it is due, RFC 3339: 2026-01-31T09:00:00Z.' },
  due_lang: { type: 'string', description: 'Language of due_string, such as en or de.' },
  assignee_id: { type: 'string', description: 'Id of the person responsible, in shared projects.' },
  duration: { type: 'integer', minimum: 1, description: 'How long it takes; give duration_unit too.' },
  duration_unit: { type: 'string', enum: ['minute', 'day'], description: 'Unit of duration.' },
}

export const task = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    content: { type: 'string' },
    description: { type: 'string' },
    project_id: { type: 'string' },
    section_id: { type: ['string', 'null'] },
    parent_id: { type: ['string', 'null'] },
    labels: { type: 'array', items: { type: 'string' } },
    priority: { type: 'integer' },
    due: { type: ['object', 'null'], additionalProperties: true },
    checked: { type: 'boolean' },
    added_at: { type: 'string' },
  },
} as const

export const listOf = (item: { readonly [keyword: string]: unknown }) => ({
  type: 'object' as const,
  properties: { results: { type: 'array', items: item }, next_cursor: { type: ['string', 'null'] } },
})
