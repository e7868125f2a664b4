/** People. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, put } from '../calls.ts'
import { flag, id, oneOf, text } from '../schemas.ts'
import { many, paging, reads, userId, writes } from './inputs.ts'

export const userTools = [
  get('GITLAB_GET_CURRENT_USER', '/user', {
    name: 'Get me',
    description: 'Say who is connected.',
    important: true,
    scopes: { all_of: [{ any_of: ['read_user', 'read_api', 'api'] }] },
  }),
  get('GITLAB_GET_USERS', '/users', {
    name: 'Find people',
    description: 'Find people by user name, name or email address.',
    important: true,
    scopes: reads,
    query: {
      username: text('Only the person with this user name.'),
      search: text('Only people with this name, user name or email address.'),
      active: flag('Only active people.'),
      ...paging,
    },
    ...many('id', 'username', 'name', 'web_url'),
  }),
  get('GITLAB_GET_USER', '/users/{id}', {
    name: 'Get person',
    description: 'Read one person.',
    scopes: reads,
    path: { id: userId },
  }),
  get('GITLAB_GET_USERS_ID_STATUS', '/users/{id_or_username}/status', {
    name: 'Get status of person',
    description: 'Read the status that a person shows.',
    scopes: reads,
    path: { id_or_username: id('Id or user name of the person.') },
  }),
  get('GITLAB_GET_USER_STATUS', '/user/status', {
    name: 'Get my status',
    description: 'Read the status that the connected user shows.',
    scopes: reads,
  }),
  put('GITLAB_SET_USER_STATUS', '/user/status', {
    name: 'Set my status',
    description: 'Set the status that the connected user shows; what is left out is cleared.',
    scopes: writes,
    body: {
      emoji: text('Name of the emoji, such as coffee.'),
      message: text('Text, at most 100 characters.', { maxLength: 100 }),
      clear_status_after: oneOf(
        ['30_minutes', '3_hours', '8_hours', '1_day', '3_days', '7_days', '30_days'],
        'When it ends.',
      ),
    },
  }),
  get('GITLAB_GET_USER_PREFERENCES', '/user/preferences', {
    name: 'Get my preferences',
    description: 'Read how changes are shown to the connected user.',
    scopes: reads,
  }),
] satisfies ToolkitInput['tools']
