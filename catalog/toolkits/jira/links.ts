/** Links between issues, watchers and votes. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, remove } from '../calls.ts'
import { answer, id, listOf, text, textFields } from '../schemas.ts'
import { accountId, issueIdOrKey, items } from './inputs.ts'
import { readsWork, writesWork } from './scopes.ts'

const watchers = '/api/2/issue/{issue_id_or_key}/watchers'

export const linkTools = [
  post('JIRA_LINK_ISSUES', '/api/2/issueLink', {
    name: 'Link issues',
    description:
      'Link two issues. For Blocks, inward_issue_key is the one that blocks, outward_issue_key the blocked one.',
    scopes: writesWork,
    body: {
      link_type: id(
        'Name of the kind of link, such as Blocks, Relates or Duplicate, from JIRA_GET_ISSUE_LINK_TYPES.',
      ),
      inward_issue_key: issueIdOrKey,
      outward_issue_key: issueIdOrKey,
      comment: text('Comment to leave on the outward issue.'),
    },
    required: ['link_type', 'inward_issue_key', 'outward_issue_key'],
    wire: {
      link_type: 'type.name',
      inward_issue_key: 'inwardIssue.key',
      outward_issue_key: 'outwardIssue.key',
      comment: 'comment.body',
    },
  }),
  get('JIRA_GET_ISSUE_LINK_TYPES', '/api/2/issueLinkType', {
    name: 'List link types',
    description: 'List the kinds of link between issues.',
    scopes: readsWork,
    output: answer({ issueLinkTypes: listOf(textFields('id', 'name', 'inward', 'outward')) }),
  }),
  get('JIRA_GET_ISSUE_REMOTE_LINKS', '/api/2/issue/{issue_id_or_key}/remotelink', {
    name: 'List remote links',
    description: 'List the links of an issue to pages elsewhere.',
    scopes: readsWork,
    path: { issue_id_or_key: issueIdOrKey },
    query: { global_id: text('Only the link with this global id.') },
    wire: { global_id: 'globalId' },
    output: items,
  }),
  get('JIRA_GET_ISSUE_WATCHERS', watchers, {
    name: 'List watchers',
    description: 'List who watches an issue.',
    scopes: readsWork,
    path: { issue_id_or_key: issueIdOrKey },
    output: answer({ watchers: listOf(textFields('accountId', 'displayName')) }),
  }),
  {
    slug: 'JIRA_ADD_WATCHER_TO_ISSUE',
    name: 'Add watcher',
    description: 'Let a person watch an issue.',
    tags: ['openWorldHint', 'idempotentHint'],
    scopes: writesWork,
    input: {
      type: 'object',
      properties: { issue_id_or_key: issueIdOrKey, account_id: accountId },
      required: ['issue_id_or_key', 'account_id'],
    },
    // The body is a JSON text and no object.
    exec: { kind: 'builtin', name: 'jira.add_watcher' },
  },
  remove('JIRA_REMOVE_WATCHER_FROM_ISSUE', watchers, {
    name: 'Remove watcher',
    description: 'Let a person no longer watch an issue.',
    scopes: writesWork,
    path: { issue_id_or_key: issueIdOrKey },
    query: { account_id: accountId },
    required: ['account_id'],
    wire: { account_id: 'accountId' },
  }),
  get('JIRA_GET_ISSUE_VOTES', '/api/2/issue/{issue_id_or_key}/votes', {
    name: 'Get votes',
    description: 'Count the votes for an issue.',
    scopes: readsWork,
    path: { issue_id_or_key: issueIdOrKey },
    output: answer({ votes: { type: 'integer' }, hasVoted: { type: 'boolean' }, voters: listOf() }),
  }),
] satisfies ToolkitInput['tools']
