/** Boards and sprints. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post } from '../calls.ts'
import { id, oneOf, text, texts, whole } from '../schemas.ts'
import { found, issueFields, paging, pagingNames, values } from './inputs.ts'
import { readsBoards, readsSprints, writesSprints } from './scopes.ts'

const boardId = whole('Number of the board, from JIRA_LIST_BOARDS.')
const sprintId = whole('Number of the sprint, from JIRA_LIST_SPRINTS.')

export const agileTools = [
  get('JIRA_LIST_BOARDS', '/agile/1.0/board', {
    name: 'List boards',
    description: 'List the boards with their numbers.',
    important: true,
    scopes: readsBoards,
    query: {
      project_key_or_id: text('Only boards of this project.'),
      type: oneOf(['scrum', 'kanban', 'simple'], 'Only boards of this kind.'),
      name: text('Only boards with this in the name.'),
      ...paging,
    },
    wire: { ...pagingNames, project_key_or_id: 'projectKeyOrId' },
    output: values,
  }),
  get('JIRA_LIST_SPRINTS', '/agile/1.0/board/{board_id}/sprint', {
    name: 'List sprints',
    description: 'List the sprints of a board.',
    important: true,
    scopes: readsSprints,
    path: { board_id: boardId },
    query: { state: text('Only these, separated by commas: future, active, closed.'), ...paging },
    wire: pagingNames,
    output: values,
  }),
  get('JIRA_LIST_SPRINT_ISSUES', '/agile/1.0/sprint/{sprint_id}/issue', {
    name: 'List issues of sprint',
    description: 'List the issues of a sprint.',
    scopes: readsSprints,
    path: { sprint_id: sprintId },
    query: { jql: text('Only issues that match this JQL.'), fields: issueFields, ...paging },
    wire: pagingNames,
    style: { fields: 'comma' },
    output: found,
  }),
  post('JIRA_CREATE_SPRINT', '/agile/1.0/sprint', {
    name: 'Create sprint',
    description: 'Create a future sprint on a board.',
    scopes: writesSprints,
    body: {
      name: id('Name, at most 30 characters.'),
      origin_board_id: boardId,
      start_date: text('When it begins, ISO 8601.'),
      end_date: text('When it ends, ISO 8601.'),
      goal: text('What it is to reach.'),
    },
    required: ['name', 'origin_board_id'],
    wire: { origin_board_id: 'originBoardId', start_date: 'startDate', end_date: 'endDate' },
  }),
  post('JIRA_MOVE_ISSUE_TO_SPRINT', '/agile/1.0/sprint/{sprint_id}/issue', {
    name: 'Move issues to sprint',
    description: 'Move up to 50 issues into an open sprint.',
    tags: ['openWorldHint', 'idempotentHint'],
    scopes: writesSprints,
    path: { sprint_id: sprintId },
    body: { issues: texts('Keys or ids of the issues.', { minItems: 1, maxItems: 50 }) },
    required: ['issues'],
  }),
] satisfies ToolkitInput['tools']
