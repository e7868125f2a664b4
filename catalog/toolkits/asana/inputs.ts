/** What several Asana tools share. Asana wraps every answer, and every body that is sent, in `data`. */
import type { ScopeRequirements } from '../../src/manifest/manifest.ts'
import { answer, anything, id, listOf, text, textFields, texts, whole } from '../schemas.ts'

/** The one scope of older apps, or the fine one. */
export const needs = (scope: string): ScopeRequirements => ({ all_of: [{ any_of: ['default', scope] }] })

export const workspaceGid = id('Id of the workspace, from ASANA_GET_MULTIPLE_WORKSPACES.')
export const projectGid = id('Id of the project, from ASANA_GET_WORKSPACE_PROJECTS.')
export const taskGid = id('Id of the task, from ASANA_GET_TASKS_FROM_A_PROJECT or a search.')
export const sectionGid = id('Id of the section, from ASANA_GET_SECTIONS_IN_PROJECT.')
export const teamGid = id('Id of the team, from ASANA_GET_TEAMS_IN_WORKSPACE.')
export const userGid = id('Id or email address of the user, or me.')
export const tagGid = id('Id of the tag, from ASANA_GET_TAGS.')

export const optFields = {
  opt_fields: texts(
    'Fields to return besides id and name, with dots into related objects, such as assignee.name or due_on.',
    { examples: [['name', 'completed', 'due_on', 'assignee.name']] },
  ),
}
export const comma = { opt_fields: 'comma' } as const

export const paging = {
  limit: whole('How many to return at most, 1 to 100.', { minimum: 1, maximum: 100, default: 50 }),
  offset: text('Start of the next page: next_page.offset of the previous answer.'),
}

const named = textFields('gid', 'name', 'resource_type')

export const task = {
  ...named,
  notes: { type: 'string' },
  completed: { type: 'boolean' },
  due_on: { type: 'string' },
  assignee: {},
  projects: listOf(),
  permalink_url: { type: 'string' },
}

export const one = (fields: Record<string, Record<string, unknown>> = named) =>
  answer({ data: { type: 'object', properties: fields, additionalProperties: true } })

export const many = (fields: Record<string, Record<string, unknown>> = named) =>
  answer({ data: listOf(fields), next_page: anything })
