import type { TriggerInput } from '../../src/manifest/trigger.ts'
import { field, http, payload, pollConfig, shape, type WebhookInput } from '../trigger-kit.ts'

const repository = shape({
  owner: { type: 'string', minLength: 1, description: 'Who owns the repository.' },
  repo: { type: 'string', minLength: 1, description: 'Name of the repository, without the owner.' },
})

const inPath = [
  { name: 'owner', in: 'path' as const },
  { name: 'repo', in: 'path' as const },
]

/** One hook a repository, for every event that a trigger type here wants. */
const hook = {
  setup: 'auto',
  share: '{{input.owner|lower}}/{{input.repo|lower}}',
  create: {
    call: http('POST', '/repos/{owner}/{repo}/hooks', {
      parameters: inPath,
      body: {
        name: 'web',
        active: true,
        events: ['push', 'issues', 'pull_request', 'star'],
        config: { url: '{{hook.url}}', content_type: 'json', secret: '{{hook.secret}}', insecure_ssl: '0' },
      },
    }),
    id: 'id',
  },
  delete: http('DELETE', '/repos/{owner}/{repo}/hooks/{{hook.id}}', { parameters: inPath }),
  verify: { kind: 'hmac', header: 'x-hub-signature-256', prefix: 'sha256=' },
  id: '{{item.headers.x-github-delivery}}',
} satisfies WebhookInput

const on = (event: string, ...actions: string[]): WebhookInput => ({
  ...hook,
  match: [
    { header: 'x-github-event', in: [event] },
    ...(actions.length > 0 ? [{ path: 'action', in: actions }] : []),
  ],
})

/** Scopes that allow hooks of a repository. */
export const repositoryHooks = ['admin:repo_hook', 'write:repo_hook', 'repo']

const instructions = 'The account needs the right to administer hooks of the repository (admin:repo_hook).'

export const githubTriggers: TriggerInput[] = [
  {
    slug: 'GITHUB_COMMIT_EVENT',
    name: 'Commit pushed',
    description: 'Fires once for each commit that is pushed to a repository, on any branch.',
    instructions,
    scopes: repositoryHooks,
    config: repository,
    payload: payload({
      id: field('string', 'SHA of the commit.'),
      message: field('string', 'Commit message.'),
      timestamp: field('string', 'When it was committed, ISO 8601.'),
      author: field('string', 'Who wrote it.'),
      url: field('string', 'Where it can be seen.'),
    }),
    webhook: {
      ...on('push'),
      explode: 'commits',
      id: '{{item.parent.repository.id}}:{{item.id}}:{{item.parent.ref}}',
    },
    map: {
      id: '{{item.id}}',
      message: '{{item.message}}',
      timestamp: '{{item.timestamp}}',
      author: '{{item.author.name}}',
      url: '{{item.url}}',
    },
  },
  {
    slug: 'GITHUB_PULL_REQUEST_EVENT',
    name: 'Pull request changed',
    description:
      'Fires when a pull request of a repository is opened, closed, updated or changed in another way.',
    instructions,
    scopes: repositoryHooks,
    config: repository,
    payload: payload({
      action: field('string', 'What was done: opened, closed, synchronize, …'),
      number: field('integer', 'Number of the pull request.'),
      title: field('string', 'Title.'),
      description: field('string', 'Text of the pull request.'),
      createdBy: field('string', 'Login of its author.'),
      createdAt: field('string', 'When it was opened, ISO 8601.'),
      url: field('string', 'Where it can be seen.'),
    }),
    webhook: on('pull_request'),
    map: {
      action: '{{item.action}}',
      number: '{{item.pull_request.number}}',
      title: '{{item.pull_request.title}}',
      description: '{{item.pull_request.body|default:}}',
      createdBy: '{{item.pull_request.user.login}}',
      createdAt: '{{item.pull_request.created_at}}',
      url: '{{item.pull_request.html_url}}',
    },
  },
  {
    slug: 'GITHUB_ISSUE_ADDED_EVENT',
    name: 'Issue opened',
    description: 'Fires when somebody opens an issue in a repository.',
    instructions,
    scopes: repositoryHooks,
    config: repository,
    payload: payload({
      action: field('string', 'Always opened.'),
      issue_id: field('integer', 'ID of the issue.'),
      number: field('integer', 'Number of the issue.'),
      title: field('string', 'Title.'),
      description: field('string', 'Text of the issue.'),
      createdBy: field('string', 'Login of its author.'),
      createdAt: field('string', 'When it was opened, ISO 8601.'),
      url: field('string', 'Where it can be seen.'),
    }),
    webhook: on('issues', 'opened'),
    map: {
      action: '{{item.action}}',
      issue_id: '{{item.issue.id}}',
      number: '{{item.issue.number}}',
      title: '{{item.issue.title}}',
      description: '{{item.issue.body|default:}}',
      createdBy: '{{item.issue.user.login}}',
      createdAt: '{{item.issue.created_at}}',
      url: '{{item.issue.html_url}}',
    },
  },
  {
    slug: 'GITHUB_LABEL_ADDED_EVENT',
    name: 'Label put on a pull request',
    description: 'Fires when a label is put on a pull request of a repository.',
    instructions,
    scopes: repositoryHooks,
    config: repository,
    payload: payload({
      action: field('string', 'Always labeled.'),
      label: field('string', 'Name of the label.'),
      pull_request_number: field('integer', 'Number of the pull request.'),
      pull_request_title: field('string', 'Title of the pull request.'),
      pull_request_url: field('string', 'Where it can be seen.'),
      labeled_by: field('string', 'Login of who did it.'),
      labeled_at: field('string', 'When it was done, ISO 8601.'),
    }),
    webhook: on('pull_request', 'labeled'),
    map: {
      action: '{{item.action}}',
      label: '{{item.label.name}}',
      pull_request_number: '{{item.pull_request.number}}',
      pull_request_title: '{{item.pull_request.title}}',
      pull_request_url: '{{item.pull_request.html_url}}',
      labeled_by: '{{item.sender.login}}',
      labeled_at: '{{item.pull_request.updated_at}}',
    },
  },
  {
    slug: 'GITHUB_STAR_ADDED_EVENT',
    name: 'Star given',
    description: 'Fires when somebody stars a repository.',
    instructions,
    scopes: repositoryHooks,
    config: repository,
    payload: payload({
      action: field('string', 'Always created.'),
      repository_id: field('integer', 'ID of the repository.'),
      repository_name: field('string', 'Name of the repository.'),
      repository_url: field('string', 'Where the repository can be seen.'),
      starred_by: field('string', 'Login of who gave the star.'),
      starred_at: field('string', 'When, ISO 8601.'),
    }),
    webhook: on('star', 'created'),
    map: {
      action: '{{item.action}}',
      repository_id: '{{item.repository.id}}',
      repository_name: '{{item.repository.name}}',
      repository_url: '{{item.repository.html_url}}',
      starred_by: '{{item.sender.login}}',
      starred_at: '{{item.starred_at}}',
    },
  },
  {
    slug: 'GITHUB_FOLLOWER_EVENT',
    name: 'New follower',
    description: 'Fires when somebody begins to follow the connected person on GitHub.',
    config: pollConfig({}),
    payload: payload({ username: field('string', 'Login of the new follower.') }),
    poll: {
      call: http('GET', '/user/followers', { query: { per_page: '100' } }),
      id: '{{item.id}}',
      cursor: { kind: 'snapshot', emits: ['added'] },
      dedupe: 2_000,
    },
    map: { username: '{{item.login}}' },
  },
]
