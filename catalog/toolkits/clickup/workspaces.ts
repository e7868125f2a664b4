/** Workspaces, people and webhooks. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, put, remove } from '../calls.ts'
import { answer, anything, id, listOf, oneOf, text, texts, whole } from '../schemas.ts'
import { many, teamId } from './inputs.ts'

const webhookId = id('Id of the webhook, from CLICKUP_GET_WEBHOOKS.')

export const workspaceTools = [
  get('CLICKUP_GET_AUTHORIZED_USER', '/user', {
    aliases: ['CLICKUP_AUTHORIZATION_VIEW_ACCOUNT_DETAILS'],
    name: 'Get me',
    description: 'Say who is connected.',
    important: true,
    output: answer({ user: anything }),
  }),
  get('CLICKUP_GET_AUTHORIZED_TEAMS_WORKSPACES', '/team', {
    aliases: ['CLICKUP_AUTHORIZATION_GET_WORK_SPACE_LIST'],
    name: 'List workspaces',
    description: 'List the workspaces that the connection may use, with their ids and members.',
    important: true,
    output: many('teams'),
  }),
  get('CLICKUP_GET_WORKSPACE_PLAN', '/team/{team_id}/plan', {
    aliases: ['CLICKUP_TEAMS_WORK_SPACES_GET_WORK_SPACE_PLAN'],
    name: 'Get workspace plan',
    description: 'Say which plan a workspace has.',
    path: { team_id: teamId },
  }),
  get('CLICKUP_GET_WORKSPACE_SEATS', '/team/{team_id}/seats', {
    aliases: ['CLICKUP_TEAMS_WORK_SPACES_GET_WORK_SPACE_SEATS'],
    name: 'Get workspace seats',
    description: 'Say how many seats of a workspace are used and free.',
    path: { team_id: teamId },
  }),
  get('CLICKUP_GET_USER', '/team/{team_id}/user/{user_id}', {
    name: 'Get person of workspace',
    description: 'Read one person of a workspace. Needs the Enterprise plan.',
    path: { team_id: teamId, user_id: whole('Id of the person.') },
  }),
  get('CLICKUP_GET_TEAMS', '/group', {
    name: 'List groups',
    description: 'List the user groups (Teams) of a workspace with their members.',
    query: { team_id: teamId, group_ids: text('Only these, by id, separated by commas.') },
    required: ['team_id'],
    output: many('groups'),
  }),
  get('CLICKUP_SHARED_HIERARCHY', '/team/{team_id}/shared', {
    name: 'List what is shared with me',
    description: 'List the tasks, lists and folders that others share with the connected user.',
    path: { team_id: teamId },
  }),
  get('CLICKUP_GET_CUSTOM_TASK_TYPES', '/team/{team_id}/custom_item', {
    name: 'List task types',
    description: 'List the kinds of task of a workspace.',
    path: { team_id: teamId },
    output: answer({ custom_items: listOf() }),
  }),
  get('CLICKUP_GET_WEBHOOKS', '/team/{team_id}/webhook', {
    name: 'List webhooks',
    description: 'List the webhooks of a workspace that this connection made.',
    path: { team_id: teamId },
    output: answer({ webhooks: listOf() }),
  }),
  post('CLICKUP_CREATE_WEBHOOK', '/team/{team_id}/webhook', {
    name: 'Create webhook',
    description: 'Have ClickUp call an address when something happens in a workspace.',
    path: { team_id: teamId },
    body: {
      endpoint: id('Address to call, https.'),
      events: texts('Events such as taskCreated and taskStatusUpdated; * means all.', { minItems: 1 }),
      space_id: whole('Only in this space, by id.'),
      folder_id: whole('Only in this folder, by id.'),
      list_id: whole('Only in this list, by id.'),
      task_id: text('Only for this task, by id.'),
    },
    required: ['endpoint', 'events'],
  }),
  put('CLICKUP_UPDATE_WEBHOOK', '/webhook/{webhook_id}', {
    name: 'Update webhook',
    description: 'Change the address and the events of a webhook.',
    path: { webhook_id: webhookId },
    body: {
      endpoint: id('Address to call, https.'),
      events: text('Events, separated by commas; * means all.'),
      status: oneOf(['active', 'inactive'], 'Whether it is called.'),
    },
    required: ['endpoint', 'events', 'status'],
  }),
  remove('CLICKUP_DELETE_WEBHOOK', '/webhook/{webhook_id}', {
    name: 'Delete webhook',
    description: 'Delete a webhook.',
    path: { webhook_id: webhookId },
  }),
] satisfies ToolkitInput['tools']
