/** What several ClickUp tools share. A workspace is called a team in the API. */
import { answer, flag, id, listOf, textFields, texts, text, whole } from '../schemas.ts'

export const teamId = id('Id of the workspace, from CLICKUP_GET_AUTHORIZED_TEAMS_WORKSPACES.')
export const spaceId = id('Id of the space, from CLICKUP_GET_SPACES.')
export const folderId = id('Id of the folder, from CLICKUP_GET_FOLDERS.')
export const listId = id('Id of the list, from CLICKUP_GET_LISTS or CLICKUP_GET_FOLDERLESS_LISTS.')
export const taskId = id('Id of the task, such as 86a1b2c3d, from CLICKUP_GET_TASKS.')
export const millis = (what: string) => whole(`${what}, in milliseconds since 1970 (UTC).`)

/** A task may be named by the id that the workspace has given it. */
export const customIds = {
  custom_task_ids: flag('Whether the task id is a custom one such as WEB-12; needs team_id.'),
  team_id: text('Id of the workspace, with custom_task_ids.'),
}

export const archived = { archived: flag('Return archived ones instead.') }

const named = textFields('id', 'name')
export const many = (name: string) => answer({ [name]: listOf(named) })
export const one = answer(named)
export const task = answer({
  ...named,
  ...textFields('text_content', 'url', 'due_date'),
  status: {},
  list: {},
})

export const taskFilters = {
  archived: flag('Return archived tasks instead.'),
  page: whole('Page, from 0; each has up to 100 tasks.', { minimum: 0 }),
  order_by: text('What to order by: id, created, updated or due_date.'),
  reverse: flag('Turn the order around.'),
  subtasks: flag('Return subtasks too.'),
  include_closed: flag('Return closed tasks too.'),
  statuses: texts('Only tasks in these statuses, by name.'),
  assignees: texts('Only tasks of these people, by id.'),
  tags: texts('Only tasks with these tags, by name.'),
  due_date_gt: millis('Only tasks due after this time'),
  due_date_lt: millis('Only tasks due before this time'),
  date_created_gt: millis('Only tasks made after this time'),
  date_created_lt: millis('Only tasks made before this time'),
  date_updated_gt: millis('Only tasks changed after this time'),
  date_updated_lt: millis('Only tasks changed before this time'),
}

/** ClickUp reads a list in the query only with brackets after its name. */
export const taskFilterNames = {
  statuses: 'statuses[]',
  assignees: 'assignees[]',
  tags: 'tags[]',
}
