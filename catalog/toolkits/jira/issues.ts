/** Issues: searching, reading, writing and moving them. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { ask, get, post, put, remove } from '../calls.ts'
import { answer, flag, id, listOf, oneOf, open, several, text, texts, textFields, whole } from '../schemas.ts'
import { accountId, found, issue, issueFields, issueIdOrKey, items } from './inputs.ts'
import { readsWork, writesWork } from './scopes.ts'

const named = { type: 'object', properties: { name: { type: 'string' }, id: { type: 'string' } } }

const content = {
  // First, so that the named fields below win over it.
  additional_fields: open('Further fields by id, such as {"customfield_10016": 3}.'),
  summary: text('Title, one line.', { maxLength: 255 }),
  description: text('Text in plain words or Jira wiki markup (h2. Heading, *bold*, {code}).'),
  issue_type: text('Name of the kind, such as Task, Bug or Story, from JIRA_GET_ISSUE_TYPES.'),
  priority: text('Name of the priority, such as High.'),
  assignee: text('Account id of the person it is for, from JIRA_FIND_USERS.'),
  reporter: text('Account id of the person who reports it.'),
  labels: texts('Labels, without spaces.'),
  components: several(named, 'Components of the project, such as {"name": "Backend"}.'),
  fix_versions: several(named, 'Versions that solve it, such as {"name": "2.0"}.'),
  affected_versions: several(named, 'Versions that have it.'),
  due_date: text('Day it is due, YYYY-MM-DD.'),
  environment: text('Where it happens.'),
  parent_key: text('Key of the parent: of a subtask, or the epic of a story.'),
}

const places = {
  additional_fields: 'fields',
  summary: 'fields.summary',
  description: 'fields.description',
  issue_type: 'fields.issuetype.name',
  priority: 'fields.priority.name',
  assignee: 'fields.assignee.id',
  reporter: 'fields.reporter.id',
  labels: 'fields.labels',
  components: 'fields.components',
  fix_versions: 'fields.fixVersions',
  affected_versions: 'fields.versions',
  due_date: 'fields.duedate',
  environment: 'fields.environment',
  parent_key: 'fields.parent.key',
}

const search = {
  jql: id(
    'Search in JQL; it must limit the search, such as project = WEB AND status != Done ORDER BY updated DESC.',
  ),
  fields: issueFields,
  max_results: whole('How many to return at most; 50 when left out.', { minimum: 1, maximum: 5000 }),
  next_page_token: text('Next page: nextPageToken of the previous answer.'),
}
const searchNames = { max_results: 'maxResults', next_page_token: 'nextPageToken' }

export const issueTools = [
  ask('JIRA_SEARCH_FOR_ISSUES_USING_JQL_POST', '/api/2/search/jql', {
    aliases: ['JIRA_SEARCH_ISSUES'],
    name: 'Search issues',
    description:
      'Search issues with JQL. Without fields only ids come back, so name those you need, such as summary and status.',
    important: true,
    scopes: readsWork,
    body: {
      ...search,
      fields: {
        ...issueFields,
        default: ['summary', 'status', 'assignee', 'priority', 'issuetype', 'updated'],
      },
      expand: text('More to return, separated by commas: renderedFields, names, changelog, transitions.'),
    },
    required: ['jql'],
    wire: searchNames,
    output: found,
  }),
  get('JIRA_SEARCH_FOR_ISSUES_USING_JQL_GET', '/api/2/search/jql', {
    name: 'Search issues by URL',
    description: 'Search issues with a short JQL. JIRA_SEARCH_FOR_ISSUES_USING_JQL_POST takes long ones.',
    scopes: readsWork,
    query: search,
    required: ['jql'],
    wire: searchNames,
    style: { fields: 'comma' },
    output: found,
  }),
  get('JIRA_GET_ISSUE', '/api/2/issue/{issue_id_or_key}', {
    name: 'Get issue',
    description: 'Read one issue: title, text, status, people, comments and custom fields.',
    important: true,
    scopes: readsWork,
    path: { issue_id_or_key: issueIdOrKey },
    query: {
      fields: issueFields,
      expand: text('More to return, separated by commas: renderedFields, names, changelog, transitions.'),
      properties: texts('Issue properties to return, by key.'),
    },
    style: { fields: 'comma', properties: 'comma' },
    output: issue,
  }),
  post('JIRA_CREATE_ISSUE', '/api/2/issue', {
    name: 'Create issue',
    description: 'Create an issue, or a subtask where parent_key and a subtask kind are given.',
    important: true,
    scopes: writesWork,
    body: { ...content, project_key: id('Key of the project, such as WEB, from JIRA_GET_ALL_PROJECTS.') },
    required: ['project_key', 'summary', 'issue_type'],
    wire: { ...places, project_key: 'fields.project.key' },
    output: answer(textFields('id', 'key', 'self')),
  }),
  post('JIRA_BULK_CREATE_ISSUE', '/api/2/issue/bulk', {
    name: 'Create several issues',
    description: 'Create up to 50 issues at once. The answer says for each whether it worked.',
    scopes: writesWork,
    body: {
      issues: several(
        {
          type: 'object',
          properties: {
            fields: open(
              'Fields of the issue: {"project": {"key": "WEB"}, "summary": "…", "issuetype": {"name": "Task"}}.',
            ),
          },
          required: ['fields'],
        },
        'The issues.',
        { minItems: 1, maxItems: 50 },
      ),
    },
    required: ['issues'],
    wire: { issues: 'issueUpdates' },
    output: answer({ issues: listOf(textFields('id', 'key')), errors: listOf() }),
  }),
  put('JIRA_EDIT_ISSUE', '/api/2/issue/{issue_id_or_key}', {
    aliases: ['JIRA_UPDATE_ISSUE'],
    name: 'Edit issue',
    description:
      'Change the given fields of an issue and keep the others. A list replaces the old one. For the status use JIRA_TRANSITION_ISSUE.',
    important: true,
    scopes: writesWork,
    path: { issue_id_or_key: issueIdOrKey },
    query: { notify_users: flag('Tell watchers by email; true when left out.') },
    body: content,
    wire: { ...places, notify_users: 'notifyUsers' },
  }),
  remove('JIRA_DELETE_ISSUE', '/api/2/issue/{issue_id_or_key}', {
    name: 'Delete issue',
    description: 'Delete an issue for good. One with subtasks is deleted only with delete_subtasks.',
    important: true,
    scopes: writesWork,
    path: { issue_id_or_key: issueIdOrKey },
    query: { delete_subtasks: oneOf(['true', 'false'], 'Delete its subtasks too.') },
    wire: { delete_subtasks: 'deleteSubtasks' },
  }),
  put('JIRA_ASSIGN_ISSUE', '/api/2/issue/{issue_id_or_key}/assignee', {
    name: 'Assign issue',
    description: 'Give an issue to a person; -1 gives it to the default person of the project.',
    important: true,
    scopes: writesWork,
    path: { issue_id_or_key: issueIdOrKey },
    body: { account_id: accountId },
    required: ['account_id'],
    wire: { account_id: 'accountId' },
  }),
  get('JIRA_GET_TRANSITIONS', '/api/2/issue/{issue_id_or_key}/transitions', {
    name: 'List transitions',
    description:
      'List the moves that an issue can make from its status now, with the status that each leads to.',
    important: true,
    scopes: readsWork,
    path: { issue_id_or_key: issueIdOrKey },
    query: { expand: text('transitions.fields returns the fields that each asks for.') },
    output: answer({ transitions: listOf(textFields('id', 'name')) }),
  }),
  {
    slug: 'JIRA_TRANSITION_ISSUE',
    name: 'Move issue to status',
    description:
      'Move an issue along its workflow, such as to Done. Takes a transition or a status by name, or a transition by id.',
    tags: ['openWorldHint', 'idempotentHint'],
    important: true,
    scopes: writesWork,
    input: {
      type: 'object',
      properties: {
        issue_id_or_key: issueIdOrKey,
        transition_id_or_name: id(
          'Id or name from JIRA_GET_TRANSITIONS, or the name of the status to reach.',
        ),
        comment: text('Comment to leave with the move.'),
        resolution: text('Name of the resolution, such as Done, where the move asks for one.'),
        fields: open('Further fields that the move asks for, by id.'),
      },
      required: ['issue_id_or_key', 'transition_id_or_name'],
    },
    output: answer(textFields('transition_id', 'transition_name', 'status')),
    exec: { kind: 'builtin', name: 'jira.transition_issue' },
  },
  get('JIRA_GET_ISSUE_PROPERTY', '/api/2/issue/{issue_id_or_key}/properties/{property_key}', {
    name: 'Get issue property',
    description: 'Read a property that an app keeps on an issue.',
    scopes: readsWork,
    path: { issue_id_or_key: issueIdOrKey, property_key: id('Key of the property.') },
    output: answer({ key: { type: 'string' }, value: {} }),
  }),
  post('JIRA_SEND_NOTIFICATION_FOR_ISSUE', '/api/2/issue/{issue_id_or_key}/notify', {
    name: 'Send mail about issue',
    description: 'Send an email about an issue to people around it.',
    scopes: writesWork,
    path: { issue_id_or_key: issueIdOrKey },
    body: {
      subject: text('Subject; key and title when left out.'),
      text_body: id('The message.'),
      html_body: text('The message as HTML.'),
      to_assignee: flag('Send it to the assignee.'),
      to_reporter: flag('Send it to the reporter.'),
      to_watchers: flag('Send it to the watchers.'),
      to_users: several(
        { type: 'object', properties: { accountId: { type: 'string' } }, required: ['accountId'] },
        'Further people.',
      ),
    },
    required: ['text_body'],
    wire: {
      text_body: 'textBody',
      html_body: 'htmlBody',
      to_assignee: 'to.assignee',
      to_reporter: 'to.reporter',
      to_watchers: 'to.watchers',
      to_users: 'to.users',
    },
  }),
  get('JIRA_GET_ISSUE_TYPES', '/api/2/issuetype', {
    name: 'List issue types',
    description: 'List the kinds of issue, with their ids and names.',
    scopes: readsWork,
    output: items,
  }),
  get('JIRA_GET_ISSUE_STATUSES', '/api/2/status', {
    name: 'List statuses',
    description: 'List the statuses of all workflows.',
    scopes: readsWork,
    output: items,
  }),
  get('JIRA_GET_ISSUE_RESOLUTIONS', '/api/2/resolution', {
    name: 'List resolutions',
    description: 'List the ways in which an issue can be settled.',
    scopes: readsWork,
    output: items,
  }),
] satisfies ToolkitInput['tools']
