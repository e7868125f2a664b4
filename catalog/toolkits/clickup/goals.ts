/** Goals and their targets. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, put, remove } from '../calls.ts'
import { answer, anything, flag, id, integers, listOf, oneOf, text, texts, whole } from '../schemas.ts'
import { millis, teamId } from './inputs.ts'

const goalId = id('Id of the goal, from CLICKUP_GET_GOALS.')
const keyResultId = id('Id of the target, from CLICKUP_GET_GOAL.')
const goal = answer({ goal: anything })

export const goalTools = [
  get('CLICKUP_GET_GOALS', '/team/{team_id}/goal', {
    name: 'List goals',
    description: 'List the goals of a workspace.',
    path: { team_id: teamId },
    query: { include_completed: flag('Return reached goals too.') },
    output: answer({ goals: listOf() }),
  }),
  get('CLICKUP_GET_GOAL', '/goal/{goal_id}', {
    name: 'Get goal',
    description: 'Read one goal with its targets.',
    path: { goal_id: goalId },
    output: goal,
  }),
  post('CLICKUP_CREATE_GOAL', '/team/{team_id}/goal', {
    name: 'Create goal',
    description: 'Create a goal in a workspace.',
    path: { team_id: teamId },
    body: {
      name: id('Name of the goal.'),
      due_date: millis('When it is due'),
      description: text('Text about the goal.'),
      multiple_owners: flag('Whether several people own it.'),
      owners: integers('Ids of the owners.'),
      color: text('Colour, such as #32a852.'),
    },
    required: ['name'],
    output: goal,
  }),
  put('CLICKUP_UPDATE_GOAL', '/goal/{goal_id}', {
    name: 'Update goal',
    description: 'Change the given fields of a goal.',
    path: { goal_id: goalId },
    body: {
      name: text('New name.'),
      due_date: millis('When it is due'),
      description: text('New text.'),
      add_owners: integers('Ids of people to add as owners.'),
      rem_owners: integers('Ids of people to take off.'),
      color: text('New colour.'),
    },
    output: goal,
  }),
  remove('CLICKUP_DELETE_GOAL', '/goal/{goal_id}', {
    name: 'Delete goal',
    description: 'Delete a goal with its targets.',
    path: { goal_id: goalId },
  }),
  post('CLICKUP_CREATE_KEY_RESULT', '/goal/{goal_id}/key_result', {
    name: 'Create target',
    description: 'Add a target to a goal.',
    path: { goal_id: goalId },
    body: {
      name: id('Name of the target.'),
      type: oneOf(['number', 'currency', 'boolean', 'percentage', 'automatic'], 'What is counted.'),
      steps_start: whole('Where it begins.'),
      steps_end: whole('Where it is reached.'),
      unit: text('Unit, such as km or USD.'),
      owners: integers('Ids of the owners.'),
      task_ids: texts('Ids of tasks to count, for automatic.'),
      list_ids: texts('Ids of lists whose tasks to count, for automatic.'),
    },
    required: ['name', 'type'],
  }),
  put('CLICKUP_EDIT_KEY_RESULT', '/key_result/{key_result_id}', {
    name: 'Update target',
    description: 'Say how far a target is.',
    path: { key_result_id: keyResultId },
    body: { steps_current: whole('Where it is now.'), note: text('What has been done.') },
    required: ['steps_current'],
  }),
  remove('CLICKUP_DELETE_KEY_RESULT', '/key_result/{key_result_id}', {
    name: 'Delete target',
    description: 'Delete a target of a goal.',
    path: { key_result_id: keyResultId },
  }),
] satisfies ToolkitInput['tools']
