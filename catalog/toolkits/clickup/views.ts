/** Views and the tasks in them. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get } from '../calls.ts'
import { answer, id, listOf, whole } from '../schemas.ts'
import { folderId, listId, many, spaceId, teamId } from './inputs.ts'

const viewId = id('Id of the view, from CLICKUP_GET_LIST_VIEWS or CLICKUP_GET_SPACE_VIEWS.')

export const viewTools = [
  get('CLICKUP_GET_WORKSPACE_EVERYTHING_LEVEL_VIEWS', '/team/{team_id}/view', {
    aliases: ['CLICKUP_VIEWS_GET_EVERYTHING_LEVEL'],
    name: 'List views of workspace',
    description: 'List the views over everything in a workspace.',
    path: { team_id: teamId },
    output: many('views'),
  }),
  get('CLICKUP_GET_SPACE_VIEWS', '/space/{space_id}/view', {
    aliases: ['CLICKUP_VIEWS_SPACE_VIEWS_GET'],
    name: 'List views of space',
    description: 'List the views of a space.',
    path: { space_id: spaceId },
    output: many('views'),
  }),
  get('CLICKUP_GET_FOLDER_VIEWS', '/folder/{folder_id}/view', {
    name: 'List views of folder',
    description: 'List the views of a folder.',
    path: { folder_id: folderId },
    output: many('views'),
  }),
  get('CLICKUP_GET_LIST_VIEWS', '/list/{list_id}/view', {
    name: 'List views of list',
    description: 'List the views of a list.',
    path: { list_id: listId },
    output: many('views'),
  }),
  get('CLICKUP_GET_VIEW', '/view/{view_id}', {
    name: 'Get view',
    description: 'Read one view: its kind, filters and order.',
    path: { view_id: viewId },
  }),
  get('CLICKUP_GET_VIEW_TASKS', '/view/{view_id}/task', {
    name: 'List tasks of view',
    description: 'List the tasks that a view shows, page by page.',
    path: { view_id: viewId },
    query: { page: whole('Page, from 0.', { minimum: 0, default: 0 }) },
    output: answer({ tasks: listOf(), last_page: { type: 'boolean' } }),
  }),
] satisfies ToolkitInput['tools']
