/** Time tracking. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, put, remove } from '../calls.ts'
import { answer, anything, flag, id, listOf, several, text, whole } from '../schemas.ts'
import { millis, teamId } from './inputs.ts'

const timerId = id('Id of the entry, from CLICKUP_GET_TIME_ENTRIES_WITHIN_A_DATE_RANGE.')
const entries = answer({ data: listOf() })
const entry = answer({ data: anything })

const content = {
  description: text('What was done.'),
  tags: several(
    { type: 'object', properties: { name: { type: 'string' } } },
    'Tags of the entry, such as {"name": "review"}.',
  ),
  tid: text('Id of the task.'),
  billable: flag('Whether it is billed.'),
}

export const timeTools = [
  get('CLICKUP_GET_TIME_ENTRIES_WITHIN_A_DATE_RANGE', '/team/{team_Id}/time_entries', {
    name: 'List time entries',
    description:
      'List the tracked times of a workspace, of the last 30 days and the connected user unless told otherwise.',
    path: { team_Id: teamId },
    query: {
      start_date: millis('From when on'),
      end_date: millis('Up to when'),
      assignee: text('Ids of people, separated by commas; only for owners and admins.'),
      include_task_tags: flag('Return the tags of the tasks.'),
      include_location_names: flag('Return the names of list, folder and space.'),
      space_id: text('Only of this space, by id.'),
      folder_id: text('Only of this folder, by id.'),
      list_id: text('Only of this list, by id.'),
      task_id: text('Only of this task, by id.'),
    },
    output: entries,
  }),
  get('CLICKUP_GET_SINGULAR_TIME_ENTRY', '/team/{team_id}/time_entries/{timer_id}', {
    name: 'Get time entry',
    description: 'Read one tracked time. A running one has a negative duration.',
    path: { team_id: teamId, timer_id: timerId },
    output: entry,
  }),
  get('CLICKUP_GET_RUNNING_TIME_ENTRY', '/team/{team_id}/time_entries/current', {
    name: 'Get running time entry',
    description: 'Say what time is being tracked now.',
    path: { team_id: teamId },
    query: { assignee: whole('Id of another person.') },
    output: entry,
  }),
  post('CLICKUP_CREATE_A_TIME_ENTRY', '/team/{team_Id}/time_entries', {
    name: 'Create time entry',
    description: 'Enter time that was worked.',
    path: { team_Id: teamId },
    body: {
      ...content,
      start: millis('When it began'),
      duration: whole('How long, in milliseconds.'),
      assignee: whole('Id of the person who worked.'),
    },
    required: ['start', 'duration'],
    output: entry,
  }),
  put('CLICKUP_UPDATE_A_TIME_ENTRY', '/team/{team_id}/time_entries/{timer_id}', {
    name: 'Update time entry',
    description: 'Change a tracked time. Give start and end together.',
    path: { team_id: teamId, timer_id: timerId },
    body: {
      ...content,
      start: millis('When it began'),
      end: millis('When it ended'),
      duration: whole('How long, in milliseconds.'),
    },
    output: entry,
  }),
  remove('CLICKUP_DELETE_A_TIME_ENTRY', '/team/{team_id}/time_entries/{timer_id}', {
    name: 'Delete time entry',
    description: 'Delete a tracked time.',
    path: { team_id: teamId, timer_id: timerId },
  }),
  post('CLICKUP_START_A_TIME_ENTRY', '/team/{team_Id}/time_entries/start', {
    name: 'Start timer',
    description: 'Start tracking time for the connected user.',
    path: { team_Id: teamId },
    body: content,
    output: entry,
  }),
  post('CLICKUP_STOP_A_TIME_ENTRY', '/team/{team_id}/time_entries/stop', {
    name: 'Stop timer',
    description: 'Stop the running timer of the connected user.',
    path: { team_id: teamId },
    output: entry,
  }),
] satisfies ToolkitInput['tools']
