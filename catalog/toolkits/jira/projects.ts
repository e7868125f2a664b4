/** Projects and their versions. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post } from '../calls.ts'
import { answer, flag, id, oneOf, text, textFields, whole } from '../schemas.ts'
import { accountId, items, paging, pagingNames, projectIdOrKey, values, versionId } from './inputs.ts'
import { managesProjects, managesSite, readsWork } from './scopes.ts'

export const projectTools = [
  get('JIRA_GET_ALL_PROJECTS', '/api/2/project/search', {
    name: 'List projects',
    description: 'List the projects that the connected user can see, with their keys.',
    important: true,
    scopes: readsWork,
    query: {
      query: text('Only projects with these words in the name or key.'),
      order_by: oneOf(
        ['name', '-name', 'key', 'lastIssueUpdatedTime', '-lastIssueUpdatedTime'],
        'What comes first.',
      ),
      expand: text('More to return, separated by commas: description, lead, issueTypes, insight.'),
      ...paging,
    },
    wire: { ...pagingNames, order_by: 'orderBy' },
    output: values,
  }),
  get('JIRA_GET_PROJECT', '/api/2/project/{project_id_or_key}', {
    name: 'Get project',
    description: 'Read one project with its issue types, components and versions.',
    scopes: readsWork,
    path: { project_id_or_key: projectIdOrKey },
    output: answer(textFields('id', 'key', 'name', 'description')),
  }),
  post('JIRA_CREATE_PROJECT', '/api/2/project', {
    name: 'Create project',
    description: 'Create a project. Needs the right to administer Jira.',
    scopes: managesSite,
    body: {
      key: text('Key, such as WEB: up to 10 capitals and digits.', { pattern: '^[A-Z][A-Z0-9_]{1,9}$' }),
      name: id('Name of the project.'),
      project_type_key: oneOf(['software', 'service_desk', 'business'], 'Kind of project.'),
      project_template_key: text(
        'Template, such as com.pyxis.greenhopper.jira:gh-simplified-agility-kanban.',
      ),
      lead_account_id: accountId,
      description: text('What the project is about.'),
      assignee_type: oneOf(['PROJECT_LEAD', 'UNASSIGNED'], 'Who gets new issues.'),
    },
    required: ['key', 'name', 'project_type_key', 'lead_account_id'],
    wire: {
      project_type_key: 'projectTypeKey',
      project_template_key: 'projectTemplateKey',
      lead_account_id: 'leadAccountId',
      assignee_type: 'assigneeType',
    },
  }),
  get('JIRA_GET_PROJECT_VERSIONS', '/api/2/project/{project_id_or_key}/versions', {
    name: 'List versions',
    description: 'List the versions (releases) of a project.',
    scopes: readsWork,
    path: { project_id_or_key: projectIdOrKey },
    output: items,
  }),
  post('JIRA_CREATE_VERSION', '/api/2/version', {
    name: 'Create version',
    description: 'Create a version (release) in a project.',
    scopes: managesProjects,
    body: {
      name: id('Name of the version.'),
      project_id: whole('Number of the project, from JIRA_GET_ALL_PROJECTS.'),
      description: text('What is in it.'),
      start_date: text('Day it begins, YYYY-MM-DD.'),
      release_date: text('Day of the release, YYYY-MM-DD.'),
      released: flag('Whether it is out.'),
      archived: flag('Whether it is archived.'),
    },
    required: ['name', 'project_id'],
    wire: { project_id: 'projectId', start_date: 'startDate', release_date: 'releaseDate' },
  }),
  post('JIRA_DELETE_VERSION', '/api/2/version/{version_id}/removeAndSwap', {
    name: 'Delete version',
    description: 'Delete a version. Its issues lose it, or get the versions given in its place.',
    tags: ['openWorldHint', 'destructiveHint'],
    scopes: managesProjects,
    path: { version_id: versionId },
    body: {
      move_fix_issues_to: whole('Id of the version for issues that it solves.'),
      move_affected_issues_to: whole('Id of the version for issues that it has.'),
    },
    wire: { move_fix_issues_to: 'moveFixIssuesTo', move_affected_issues_to: 'moveAffectedIssuesTo' },
  }),
  get('JIRA_GET_ISSUE_TYPE_SCHEME', '/api/2/issuetypescheme/project', {
    name: 'Get issue type scheme',
    description: 'Say which issue type scheme projects use.',
    scopes: managesSite,
    query: { project_id: whole('Number of the project.'), ...paging },
    required: ['project_id'],
    wire: { ...pagingNames, project_id: 'projectId' },
    output: values,
  }),
] satisfies ToolkitInput['tools']
