/** Projects, their sections and their status. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, put, remove } from '../calls.ts'
import { flag, id, oneOf, text, textFields } from '../schemas.ts'
import {
  comma,
  many,
  needs,
  one,
  optFields,
  paging,
  projectGid,
  sectionGid,
  teamGid,
  workspaceGid,
} from './inputs.ts'

const readsProjects = needs('projects:read')
const writesProjects = needs('projects:write')
const project = textFields('gid', 'name', 'notes', 'permalink_url', 'due_on', 'start_on', 'color')
const archived = { archived: flag('Only archived projects (true) or active ones (false).') }

const fields = {
  name: text('Name of the project.'),
  notes: text('What the project is about.'),
  color: text('Colour, such as dark-green, light-blue or none.'),
  due_on: text('Day it is due, YYYY-MM-DD.'),
  start_on: text('Day it starts, YYYY-MM-DD; needs a due date.'),
  privacy_setting: oneOf(['public_to_workspace', 'private_to_team', 'private'], 'Who can see it.'),
  default_view: oneOf(['list', 'board', 'calendar', 'timeline'], 'How it is shown.'),
}

const list = { query: { ...archived, ...optFields, ...paging }, style: comma, output: many(project) }

export const projectTools = [
  get('ASANA_GET_WORKSPACE_PROJECTS', '/workspaces/{workspace_gid}/projects', {
    name: 'List projects of workspace',
    description: 'List the projects of a workspace with their ids and names.',
    important: true,
    scopes: readsProjects,
    path: { workspace_gid: workspaceGid },
    ...list,
  }),
  get('ASANA_GET_PROJECTS_FOR_TEAM', '/teams/{team_gid}/projects', {
    name: 'List projects of team',
    description: 'List the projects of a team.',
    scopes: readsProjects,
    path: { team_gid: teamGid },
    ...list,
  }),
  get('ASANA_GET_MULTIPLE_PROJECTS', '/projects', {
    name: 'List projects',
    description: 'List projects, of a workspace or a team where one is given.',
    scopes: readsProjects,
    ...list,
    query: { workspace: text('Id of a workspace.'), team: text('Id of a team.'), ...list.query },
  }),
  get('ASANA_GET_A_PROJECT', '/projects/{project_gid}', {
    name: 'Get project',
    description: 'Read one project: text, dates, owner, team, members and status.',
    important: true,
    scopes: readsProjects,
    path: { project_gid: projectGid },
    query: optFields,
    style: comma,
    output: one(project),
  }),
  post('ASANA_CREATE_A_PROJECT', '/projects', {
    name: 'Create project',
    description: 'Create a project in a workspace. In an organization a team is needed too.',
    important: true,
    scopes: writesProjects,
    body: { ...fields, workspace: workspaceGid, team: text('Id of the team, in an organization.') },
    required: ['name', 'workspace'],
    under: 'data',
    output: one(project),
  }),
  put('ASANA_UPDATE_PROJECT', '/projects/{project_gid}', {
    name: 'Update project',
    description: 'Change the given fields of a project and keep the others.',
    scopes: writesProjects,
    path: { project_gid: projectGid },
    body: { ...fields, archived: flag('Whether it is archived.'), owner: text('Id of the owner.') },
    under: 'data',
    output: one(project),
  }),
  remove('ASANA_DELETE_PROJECT', '/projects/{project_gid}', {
    name: 'Delete project',
    description: 'Delete a project.',
    scopes: needs('projects:delete'),
    path: { project_gid: projectGid },
  }),
  post('ASANA_DUPLICATE_PROJECT', '/projects/{project_gid}/duplicate', {
    name: 'Duplicate project',
    description: 'Copy a project. The answer is a job; the new project is in new_project.',
    scopes: writesProjects,
    path: { project_gid: projectGid },
    body: {
      name: id('Name of the copy.'),
      team: text('Id of the team that gets the copy.'),
      include: text('What to copy, separated by commas, such as members,notes,task_notes,task_assignee.'),
    },
    required: ['name'],
    under: 'data',
  }),
  get('ASANA_GET_SECTIONS_IN_PROJECT', '/projects/{project_gid}/sections', {
    name: 'List sections of project',
    description: 'List the sections (the columns of a board) of a project.',
    important: true,
    scopes: readsProjects,
    path: { project_gid: projectGid },
    query: { ...optFields, ...paging },
    style: comma,
    output: many(),
  }),
  get('ASANA_GET_SECTION', '/sections/{section_gid}', {
    name: 'Get section',
    description: 'Read one section and the project it belongs to.',
    scopes: readsProjects,
    path: { section_gid: sectionGid },
    query: optFields,
    style: comma,
    output: one(),
  }),
  post('ASANA_CREATE_SECTION_IN_PROJECT', '/projects/{project_gid}/sections', {
    name: 'Create section',
    description: 'Add a section to a project, at the end unless told otherwise.',
    scopes: writesProjects,
    path: { project_gid: projectGid },
    body: {
      name: id('Name of the section.'),
      insert_before: text('Id of the section to put it before.'),
      insert_after: text('Id of the section to put it after.'),
    },
    required: ['name'],
    under: 'data',
    output: one(),
  }),
  post('ASANA_CREATE_PROJECT_STATUS_UPDATE', '/status_updates', {
    name: 'Post project status',
    description: 'Post how a project is getting on. Its members are told.',
    scopes: writesProjects,
    body: {
      parent: projectGid,
      status_type: oneOf(['on_track', 'at_risk', 'off_track', 'on_hold', 'complete'], 'How it is.'),
      text: id('The report.'),
      title: text('Headline.'),
    },
    required: ['parent', 'status_type', 'text'],
    under: 'data',
    output: one(textFields('gid', 'title', 'text', 'status_type', 'created_at')),
  }),
  get('ASANA_GET_STATUS_UPDATES', '/status_updates', {
    name: 'List status reports',
    description: 'List the status reports of a project, portfolio or goal, newest first.',
    scopes: readsProjects,
    query: {
      parent: id('Id of the project, portfolio or goal.'),
      created_since: text('Only since this time, ISO 8601.'),
      ...optFields,
      ...paging,
    },
    required: ['parent'],
    style: comma,
    output: many(),
  }),
] satisfies ToolkitInput['tools']
