/** Issues. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { mutation, query } from '../calls.ts'
import { destroys, replaces } from '../parameters.ts'
import { answer, flag, id, text, texts, whole } from '../schemas.ts'
import {
  canCreateIssues,
  canRead,
  canWrite,
  issue,
  issueId,
  issueText,
  nodes,
  pageInfo,
  pages,
  paging,
  teamId,
} from './inputs.ts'

const content = {
  title: text('Title of the issue.'),
  description: text('Text of the issue, in Markdown.'),
  assignee_id: text('Id of the person it is for, from LINEAR_LIST_LINEAR_USERS.'),
  state_id: text('Id of the state, from LINEAR_LIST_LINEAR_STATES.'),
  priority: whole('0 none, 1 urgent, 2 high, 3 normal, 4 low.', { minimum: 0, maximum: 4 }),
  estimate: whole('Size, on the scale of the team.'),
  due_date: text('Day it is due, YYYY-MM-DD.'),
  label_ids: texts('Ids of labels, from LINEAR_LIST_LINEAR_LABELS; they replace those it has.'),
  project_id: text('Id of the project, from LINEAR_LIST_LINEAR_PROJECTS.'),
  cycle_id: text('Id of the cycle, from LINEAR_GET_CYCLES_BY_TEAM_ID.'),
  parent_id: text('Id of the issue that this is a part of.'),
}

const camel = (name: string) => name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
const below = (place: string, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, `${place}.${camel(name)}`]))

const filters = {
  project_id: text('Only of this project, by id.'),
  team_id: text('Only of this team, by id.'),
  assignee_id: text('Only of this person, by id.'),
  state_name: text('Only in the state of this name, such as In Progress.'),
  state_type: text(
    'Only in states of this kind: triage, backlog, unstarted, started, completed or canceled.',
  ),
  label_name: text('Only with the label of this name.'),
  updated_after: text('Only changed after this time, ISO 8601, or for how long, such as -P7D.'),
}

const filterPlaces = {
  project_id: 'filter.project.id.eq',
  team_id: 'filter.team.id.eq',
  assignee_id: 'filter.assignee.id.eq',
  state_name: 'filter.state.name.eqIgnoreCase',
  state_type: 'filter.state.type.eq',
  label_name: 'filter.labels.name.eqIgnoreCase',
  updated_after: 'filter.updatedAt.gt',
}

export const issueTools = [
  mutation(
    'LINEAR_CREATE_LINEAR_ISSUE',
    `mutation($input: IssueCreateInput!) { issueCreate(input: $input) { success issue { ${issueText} } } }`,
    {
      name: 'Create issue',
      description: 'Create an issue in a team. Only the team and a title are needed.',
      important: true,
      scopes: canCreateIssues,
      input: { team_id: teamId, ...content },
      required: ['team_id', 'title'],
      wire: below('input', ['team_id', ...Object.keys(content)]),
      result: 'issueCreate',
      output: answer({ success: { type: 'boolean' }, issue: { type: 'object', properties: issue } }),
    },
  ),
  query(
    'LINEAR_LIST_LINEAR_ISSUES',
    `query($first: Int, $after: String, $filter: IssueFilter, $includeArchived: Boolean) {
      issues(first: $first, after: $after, filter: $filter, includeArchived: $includeArchived, orderBy: updatedAt) {
        nodes { ${issueText} } ${pageInfo} } }`,
    {
      name: 'List issues',
      description: 'List issues, last changed first, of a team, project, person, state or label.',
      important: true,
      scopes: canRead,
      input: { ...filters, include_archived: flag('Include archived issues.'), ...paging },
      wire: { ...filterPlaces, include_archived: 'includeArchived' },
      result: 'issues',
      output: nodes(issue),
      pagination: pages,
    },
  ),
  query(
    'LINEAR_SEARCH_ISSUES',
    `query($term: String!, $first: Int, $after: String, $includeComments: Boolean, $teamId: String) {
      searchIssues(term: $term, first: $first, after: $after, includeComments: $includeComments, teamId: $teamId) {
        nodes { ${issueText} } ${pageInfo} } }`,
    {
      name: 'Search issues',
      description: 'Search issues by words in the title and the text.',
      important: true,
      scopes: canRead,
      input: {
        query: id('What to search for.'),
        include_comments: flag('Search the comments too.'),
        team_id: text('Id of a team whose issues come first.'),
        ...paging,
      },
      required: ['query'],
      wire: { query: 'term', include_comments: 'includeComments', team_id: 'teamId' },
      result: 'searchIssues',
      output: nodes(issue),
      pagination: pages,
    },
  ),
  query(
    'LINEAR_GET_LINEAR_ISSUE',
    `query($id: String!) { issue(id: $id) { ${issueText} description branchName
      creator { id name } cycle { id name number } parent { id identifier title }
      children { nodes { id identifier title state { name } } }
      comments { nodes { id body createdAt user { id name } } } attachments { nodes { id title url } } } }`,
    {
      name: 'Get issue',
      description: 'Read one issue with its text, comments, parts and attachments.',
      important: true,
      scopes: canRead,
      input: { issue_id: issueId },
      required: ['issue_id'],
      wire: { issue_id: 'id' },
      result: 'issue',
      output: answer({ ...issue, description: { type: 'string' }, comments: { type: 'object' } }),
    },
  ),
  mutation(
    'LINEAR_UPDATE_ISSUE',
    `mutation($id: String!, $input: IssueUpdateInput!) {
      issueUpdate(id: $id, input: $input) { success issue { ${issueText} } } }`,
    {
      aliases: ['LINEAR_UPDATE_LINEAR_ISSUE'],
      name: 'Update issue',
      description: 'Change the given fields of an issue and keep the others; state_id moves it on.',
      important: true,
      tags: replaces,
      scopes: canWrite,
      input: { issue_id: issueId, ...content, team_id: text('Id of the team to move it to.') },
      required: ['issue_id'],
      wire: { issue_id: 'id', ...below('input', ['team_id', ...Object.keys(content)]) },
      result: 'issueUpdate',
      output: answer({ success: { type: 'boolean' }, issue: { type: 'object', properties: issue } }),
    },
  ),
  mutation('LINEAR_DELETE_LINEAR_ISSUE', 'mutation($id: String!) { issueDelete(id: $id) { success } }', {
    name: 'Delete issue',
    description: 'Move an issue to the trash, from which it can be restored for 30 days.',
    important: true,
    tags: destroys,
    scopes: canWrite,
    input: { issue_id: issueId },
    required: ['issue_id'],
    wire: { issue_id: 'id' },
    result: 'issueDelete',
    output: answer({ success: { type: 'boolean' } }),
  }),
  mutation('LINEAR_ARCHIVE_ISSUE', 'mutation($id: String!) { issueArchive(id: $id) { success } }', {
    name: 'Archive issue',
    description: 'Archive an issue, which takes it out of lists.',
    tags: replaces,
    scopes: canWrite,
    input: { issue_id: issueId },
    required: ['issue_id'],
    wire: { issue_id: 'id' },
    result: 'issueArchive',
    output: answer({ success: { type: 'boolean' } }),
  }),
  mutation(
    'LINEAR_ADD_ISSUE_LABEL',
    'mutation($id: String!, $labelId: String!) { issueAddLabel(id: $id, labelId: $labelId) { success } }',
    {
      name: 'Add label to issue',
      description: 'Put a label on an issue and keep those it has.',
      tags: replaces,
      scopes: canWrite,
      input: { issue_id: issueId, label_id: id('Id of the label, from LINEAR_LIST_LINEAR_LABELS.') },
      required: ['issue_id', 'label_id'],
      wire: { issue_id: 'id', label_id: 'labelId' },
      result: 'issueAddLabel',
      output: answer({ success: { type: 'boolean' } }),
    },
  ),
  mutation(
    'LINEAR_REMOVE_ISSUE_LABEL',
    'mutation($id: String!, $labelId: String!) { issueRemoveLabel(id: $id, labelId: $labelId) { success } }',
    {
      name: 'Remove label from issue',
      description: 'Take a label off an issue.',
      tags: destroys,
      scopes: canWrite,
      input: { issue_id: issueId, label_id: id('Id of the label, from LINEAR_GET_LINEAR_ISSUE.') },
      required: ['issue_id', 'label_id'],
      wire: { issue_id: 'id', label_id: 'labelId' },
      result: 'issueRemoveLabel',
      output: answer({ success: { type: 'boolean' } }),
    },
  ),
] satisfies ToolkitInput['tools']
