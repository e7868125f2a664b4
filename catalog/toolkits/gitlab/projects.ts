/** Projects and who belongs to them. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, put, remove } from '../calls.ts'
import { flag, id, integers, oneOf, text, whole } from '../schemas.ts'
import { groupId, many, paging, projectId, reads, userId, writes } from './inputs.ts'

const visibility = oneOf(['private', 'internal', 'public'], 'Who can see it.')

const filters = {
  search: text('Only those with these words in the name.'),
  order_by: oneOf(
    ['id', 'name', 'path', 'created_at', 'updated_at', 'last_activity_at'],
    'What to order by.',
  ),
  sort: oneOf(['asc', 'desc'], 'Direction of the order.'),
  archived: flag('Only archived ones (true) or others (false).'),
  visibility,
  simple: flag('Return a few fields only.'),
  ...paging,
}

const content = {
  description: text('What the project is about.'),
  visibility,
  default_branch: text('Name of the default branch.'),
  topics: { type: 'array', items: { type: 'string' }, description: 'Topics.' },
}

const members = {
  query: text('Only people with this in the name.'),
  user_ids: integers('Only these people, by id.'),
  ...paging,
}
const project = ['id', 'name', 'path_with_namespace', 'web_url', 'default_branch', 'visibility']

export const projectTools = [
  get('GITLAB_GET_PROJECTS', '/projects', {
    name: 'Find projects',
    description:
      'List or search the projects that the connected user can see; membership or owned narrows it down.',
    important: true,
    scopes: reads,
    query: {
      ...filters,
      membership: flag('Only projects that the user is a member of.'),
      owned: flag('Only projects that the user owns.'),
      starred: flag('Only projects that the user has starred.'),
    },
    ...many(...project),
  }),
  get('GITLAB_GET_PROJECT', '/projects/{id}', {
    name: 'Get project',
    description: 'Read one project: name, address, default branch and settings.',
    important: true,
    scopes: reads,
    path: { id: projectId },
    query: { statistics: flag('Return sizes and counts.'), license: flag('Return the licence.') },
  }),
  post('GITLAB_CREATE_PROJECT', '/projects', {
    name: 'Create project',
    description: 'Create a project, for the connected user or in a group (namespace_id).',
    important: true,
    scopes: writes,
    body: {
      name: id('Name of the project.'),
      path: text('Last part of its address; from the name when left out.'),
      namespace_id: whole('Id of the group, from GITLAB_GET_GROUPS.'),
      ...content,
      initialize_with_readme: flag('Start with a README.'),
      import_url: text('Address of a repository to import.'),
    },
    required: ['name'],
  }),
  put('GITLAB_UPDATE_PROJECT', '/projects/{id}', {
    name: 'Update project',
    description: 'Change the given settings of a project.',
    scopes: writes,
    path: { id: projectId },
    body: { name: text('New name.'), path: text('New last part of its address.'), ...content },
  }),
  remove('GITLAB_DELETE_PROJECT', '/projects/{id}', {
    name: 'Delete project',
    description: 'Delete a project with everything in it.',
    scopes: writes,
    path: { id: projectId },
  }),
  post('GITLAB_ARCHIVE_PROJECT', '/projects/{id}/archive', {
    name: 'Archive project',
    description: 'Archive a project, which makes it read-only.',
    tags: ['openWorldHint', 'idempotentHint'],
    scopes: writes,
    path: { id: projectId },
  }),
  get('GITLAB_LIST_USER_PROJECTS', '/users/{user_id}/projects', {
    name: 'List projects of user',
    description: 'List the projects that a user owns.',
    scopes: reads,
    path: { user_id: id('Id or user name of the user.') },
    query: filters,
    ...many(...project),
  }),
  get('GITLAB_GET_PROJECT_LANGUAGES', '/projects/{id}/languages', {
    name: 'Get languages of project',
    description: 'Say which programming languages a project uses, in percent.',
    scopes: reads,
    path: { id: projectId },
  }),
  get('GITLAB_LIST_ALL_PROJECT_MEMBERS', '/projects/{id}/members/all', {
    name: 'List members of project',
    description: 'List the members of a project, those of its groups included.',
    scopes: reads,
    path: { id: projectId },
    query: members,
    wire: { user_ids: 'user_ids[]' },
    ...many('id', 'username', 'name', 'access_level'),
  }),
  get('GITLAB_GET_PROJECT_MEMBER', '/projects/{id}/members/{user_id}', {
    name: 'Get member of project',
    description: 'Read what a direct member of a project may do.',
    scopes: reads,
    path: { id: projectId, user_id: userId },
  }),
  get('GITLAB_GET_PROJECT_MEMBER_ALL', '/projects/{id}/members/all/{user_id}', {
    name: 'Get any member of project',
    description: 'Read what a member of a project may do, direct or by a group.',
    scopes: reads,
    path: { id: projectId, user_id: userId },
  }),
  get('GITLAB_LIST_PROJECT_USERS', '/projects/{id}/users', {
    name: 'List users of project',
    description: 'List the users who take part in a project.',
    scopes: reads,
    path: { id: projectId },
    query: { search: text('Only people with this in the name.'), ...paging },
    ...many('id', 'username', 'name'),
  }),
  post('GITLAB_SHARE_PROJECT_WITH_GROUP', '/projects/{id}/share', {
    name: 'Share project with group',
    description: 'Let a group take part in a project.',
    scopes: writes,
    path: { id: projectId },
    body: {
      group_id: whole('Id of the group, from GITLAB_GET_GROUPS.'),
      group_access: whole('10 guest, 20 reporter, 30 developer, 40 maintainer.', {
        enum: [10, 15, 20, 30, 40],
      }),
      expires_at: text('Day it ends, YYYY-MM-DD.'),
    },
    required: ['group_id', 'group_access'],
  }),
  get('GITLAB_LIST_PROJECT_GROUPS', '/projects/{id}/groups', {
    name: 'List groups of project',
    description: 'List the groups above a project.',
    scopes: reads,
    path: { id: projectId },
    query: {
      search: text('Only groups with this in the name.'),
      with_shared: flag('Include groups it is shared with.'),
      ...paging,
    },
    ...many('id', 'name', 'full_path', 'web_url'),
  }),
  get('GITLAB_LIST_PROJECT_TAGS', '/projects/{id}/repository/tags', {
    name: 'List tags',
    description: 'List the tags of a repository.',
    scopes: reads,
    path: { id: projectId },
    query: {
      search: text('Only tags with this in the name; ^v starts with v.'),
      order_by: oneOf(['name', 'updated', 'version'], 'What to order by.'),
      sort: oneOf(['asc', 'desc'], 'Direction of the order.'),
      ...paging,
    },
    ...many('name', 'message', 'target'),
  }),
  get('GITLAB_GET_GROUP_PROJECTS', '/groups/{id}/projects', {
    name: 'List projects of group',
    description: 'List the projects of a group.',
    scopes: reads,
    path: { id: groupId },
    query: { ...filters, include_subgroups: flag('Include projects of subgroups.') },
    ...many(...project),
  }),
] satisfies ToolkitInput['tools']
