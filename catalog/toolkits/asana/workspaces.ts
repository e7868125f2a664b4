/** Workspaces, teams and people. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get } from '../calls.ts'
import { id, oneOf, text, textFields, whole } from '../schemas.ts'
import { comma, many, needs, one, optFields, paging, teamGid, userGid, workspaceGid } from './inputs.ts'

const readsUsers = needs('users:read')
const user = textFields('gid', 'name', 'email')
const page = { query: { ...optFields, ...paging }, style: comma }

export const workspaceTools = [
  get('ASANA_GET_CURRENT_USER', '/users/me', {
    name: 'Get me',
    description: 'Say who is connected, with the ids of the workspaces.',
    important: true,
    scopes: readsUsers,
    query: optFields,
    style: comma,
    output: one(user),
  }),
  get('ASANA_GET_USER', '/users/{user_gid}', {
    name: 'Get user',
    description: 'Read one user: name, email address and workspaces.',
    scopes: readsUsers,
    path: { user_gid: userGid },
    query: optFields,
    style: comma,
    output: one(user),
  }),
  get('ASANA_GET_MULTIPLE_USERS', '/users', {
    name: 'List users',
    description: 'List the users of a workspace or a team with their ids and names.',
    scopes: readsUsers,
    ...page,
    query: { workspace: text('Id of a workspace.'), team: text('Id of a team.'), ...page.query },
    output: many(user),
  }),
  get('ASANA_GET_USERS_FOR_WORKSPACE', '/workspaces/{workspace_gid}/users', {
    name: 'List users of workspace',
    description: 'List the users of a workspace, by name.',
    scopes: readsUsers,
    path: { workspace_gid: workspaceGid },
    query: { ...optFields, offset: paging.offset },
    style: comma,
    output: many(user),
  }),
  get('ASANA_GET_USERS_FOR_TEAM', '/teams/{team_gid}/users', {
    name: 'List users of team',
    description: 'List the members of a team, by name.',
    scopes: readsUsers,
    path: { team_gid: teamGid },
    query: { ...optFields, offset: paging.offset },
    style: comma,
    output: many(user),
  }),
  get('ASANA_GET_A_USER_TASK_LIST', '/users/{user_gid}/user_task_list', {
    name: 'Get task list of user',
    description: 'Find the id of the "My tasks" list of a user in a workspace.',
    scopes: needs('tasks:read'),
    path: { user_gid: userGid },
    query: { workspace: workspaceGid, ...optFields },
    required: ['workspace'],
    style: comma,
    output: one(),
  }),
  get('ASANA_GET_MULTIPLE_WORKSPACES', '/workspaces', {
    name: 'List workspaces',
    description: 'List the workspaces of the connected user with their ids and names.',
    important: true,
    scopes: needs('workspaces:read'),
    ...page,
    output: many(),
  }),
  get('ASANA_GET_WORKSPACE', '/workspaces/{workspace_gid}', {
    name: 'Get workspace',
    description: 'Read one workspace.',
    scopes: needs('workspaces:read'),
    path: { workspace_gid: workspaceGid },
    query: optFields,
    style: comma,
    output: one(),
  }),
  get('ASANA_GET_TEAMS_IN_WORKSPACE', '/workspaces/{workspace_gid}/teams', {
    name: 'List teams',
    description: 'List the teams of an organization that the connected user can see.',
    scopes: needs('teams:read'),
    path: { workspace_gid: workspaceGid },
    ...page,
    output: many(),
  }),
  get('ASANA_GET_TEAM', '/teams/{team_gid}', {
    name: 'Get team',
    description: 'Read one team.',
    scopes: needs('teams:read'),
    path: { team_gid: teamGid },
    query: optFields,
    style: comma,
    output: one(),
  }),
  get('ASANA_GET_TYPEAHEAD_OBJECTS', '/workspaces/{workspace_gid}/typeahead', {
    name: 'Find by name',
    description: 'Find tasks, projects, people, tags and others of a workspace by the start of their names.',
    important: true,
    scopes: needs('workspace.typeahead:read'),
    path: { workspace_gid: workspaceGid },
    query: {
      resource_type: oneOf(
        ['custom_field', 'goal', 'portfolio', 'project', 'project_template', 'tag', 'task', 'team', 'user'],
        'What to find.',
      ),
      query: id('Start of the name.'),
      count: whole('How many to return at most, 1 to 100.', { minimum: 1, maximum: 100 }),
      ...optFields,
    },
    required: ['resource_type'],
    style: comma,
    output: many(),
  }),
] satisfies ToolkitInput['tools']
