/** Groups and their members. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post } from '../calls.ts'
import { flag, id, oneOf, text, whole } from '../schemas.ts'
import { groupId, many, paging, reads, userId, writes } from './inputs.ts'

const member = ['id', 'username', 'name', 'access_level']
const members = { query: text('Only people with this in the name.'), ...paging }

export const groupTools = [
  get('GITLAB_GET_GROUPS', '/groups', {
    name: 'List groups',
    description: 'List or search the groups that the connected user can see.',
    important: true,
    scopes: reads,
    query: {
      search: text('Only groups with these words in the name.'),
      owned: flag('Only groups that the user owns.'),
      top_level_only: flag('No subgroups.'),
      min_access_level: whole(
        'Only groups where the user has at least this: 10 guest, 30 developer, 50 owner.',
      ),
      ...paging,
    },
    ...many('id', 'name', 'full_path', 'web_url'),
  }),
  get('GITLAB_GET_GROUP', '/groups/{id}', {
    name: 'Get group',
    description: 'Read one group.',
    scopes: reads,
    path: { id: groupId },
    query: { with_projects: flag('Return its projects.') },
  }),
  post('GITLAB_CREATE_GROUP', '/groups', {
    name: 'Create group',
    description:
      'Create a group, or with parent_id a subgroup. On GitLab.com only subgroups can be made by API.',
    scopes: writes,
    body: {
      name: id('Name of the group.'),
      path: id('Last part of its address.'),
      description: text('What it is about.'),
      visibility: oneOf(['private', 'internal', 'public'], 'Who can see it.'),
      parent_id: whole('Id of the group above.'),
    },
    required: ['name', 'path'],
  }),
  get('GITLAB_LIST_GROUP_MEMBERS', '/groups/{id}/members', {
    name: 'List direct members of group',
    description: 'List the direct members of a group.',
    scopes: reads,
    path: { id: groupId },
    query: members,
    ...many(...member),
  }),
  get('GITLAB_LIST_ALL_GROUP_MEMBERS', '/groups/{id}/members/all', {
    name: 'List members of group',
    description: 'List the members of a group, those of groups above included.',
    scopes: reads,
    path: { id: groupId },
    query: members,
    ...many(...member),
  }),
  get('GITLAB_GET_GROUP_MEMBER', '/groups/{id}/members/{user_id}', {
    name: 'Get member of group',
    description: 'Read what a member of a group may do.',
    scopes: reads,
    path: { id: groupId, user_id: userId },
  }),
] satisfies ToolkitInput['tools']
