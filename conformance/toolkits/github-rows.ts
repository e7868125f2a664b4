import { expect } from 'vitest'
import { listWith, type Row } from './row.ts'

const at = { owner: 'ada', repo: 'tools' }
const repo = '/repos/ada/tools'
const base64 = (text: string) => Buffer.from(text).toString('base64')
const [issue, pull] = [`${repo}/issues/{{issue.number}}`, `${repo}/pulls/{{pull.number}}`]

export const githubRows: readonly Row[] = [
  { tool: 'GITHUB_GET_THE_AUTHENTICATED_USER', args: {}, gives: { login: 'ada' } },
  {
    tool: 'GITHUB_CREATE_A_REPOSITORY_FOR_THE_AUTHENTICATED_USER',
    as: 'repo',
    args: { name: 'tools', description: 'Hammers', auto_init: true },
    asks: { path: repo },
    shows: { full_name: 'ada/tools', description: 'Hammers' },
  },
  { tool: 'GITHUB_GET_A_REPOSITORY', args: at, gives: { id: '{{repo.id}}', name: 'tools' } },
  {
    tool: 'GITHUB_LIST_REPOSITORIES_FOR_THE_AUTHENTICATED_USER',
    args: {},
    gives: { items: listWith({ full_name: 'ada/tools' }) },
  },
  {
    tool: 'GITHUB_CREATE_OR_UPDATE_FILE_CONTENTS',
    as: 'file',
    args: { ...at, path: 'docs/a b.md', message: 'Say hello', content: base64('hello ☕') },
    asks: { path: `${repo}/contents/docs/a%20b.md` },
    shows: { sha: '{{file.content.sha}}', content: expect.stringContaining(base64('hello ☕')) },
  },
  {
    tool: 'GITHUB_GET_REPOSITORY_CONTENT',
    args: { ...at, path: 'docs/a b.md' },
    gives: { path: 'docs/a b.md', sha: '{{file.content.sha}}' },
  },
  {
    tool: 'GITHUB_LIST_BRANCHES',
    as: 'listed',
    args: at,
    gives: { items: [{ name: 'main' }] },
  },
  {
    tool: 'GITHUB_CREATE_A_REFERENCE',
    args: { ...at, ref: 'refs/heads/work', sha: '{{file.commit.sha}}' },
    asks: { path: `${repo}/branches/work` },
    shows: { commit: { sha: '{{file.commit.sha}}' } },
  },
  {
    tool: 'GITHUB_CREATE_OR_UPDATE_FILE_CONTENTS',
    as: 'change',
    args: { ...at, path: 'new.txt', message: 'Add a file', content: base64('new'), branch: 'work' },
    asks: { path: `${repo}/contents/new.txt?ref=work` },
    shows: { sha: '{{change.content.sha}}' },
  },
  {
    tool: 'GITHUB_LIST_COMMITS',
    args: { ...at, sha: 'work' },
    gives: { items: listWith({ sha: '{{change.commit.sha}}' }) },
  },
  {
    tool: 'GITHUB_GET_A_COMMIT',
    args: { ...at, ref: '{{change.commit.sha}}' },
    gives: { commit: { message: 'Add a file' } },
  },
  {
    tool: 'GITHUB_CREATE_AN_ISSUE',
    as: 'issue',
    args: { ...at, title: 'Login fails', body: 'On Safari.' },
    asks: { path: `${repo}/issues/{{issue.number}}` },
    shows: { title: 'Login fails', body: 'On Safari.', state: 'open', user: { login: 'ada' } },
  },
  {
    tool: 'GITHUB_ADD_LABELS_TO_AN_ISSUE',
    args: { ...at, issue_number: '{{issue.number}}', labels: ['bug'] },
    asks: { path: `${issue}/labels` },
    shows: [{ name: 'bug' }],
  },
  {
    tool: 'GITHUB_CREATE_AN_ISSUE_COMMENT',
    args: { ...at, issue_number: '{{issue.number}}', body: 'Seen too.' },
    asks: { path: `${issue}/comments` },
    shows: [{ body: 'Seen too.', user: { login: 'ada' } }],
  },
  {
    tool: 'GITHUB_LIST_ISSUE_COMMENTS',
    args: { ...at, issue_number: '{{issue.number}}' },
    gives: { items: [{ body: 'Seen too.' }] },
  },
  {
    tool: 'GITHUB_LIST_REPOSITORY_ISSUES',
    args: { ...at, labels: 'bug' },
    gives: { items: [{ title: 'Login fails' }] },
  },
  {
    tool: 'GITHUB_SEARCH_ISSUES_AND_PULL_REQUESTS',
    args: { q: 'repo:ada/tools Login' },
    gives: { items: [{ title: 'Login fails' }] },
  },
  {
    tool: 'GITHUB_SEARCH_REPOSITORIES',
    args: { q: 'tools' },
    gives: { items: [{ full_name: 'ada/tools' }] },
  },
  {
    tool: 'GITHUB_UPDATE_AN_ISSUE',
    args: { ...at, issue_number: '{{issue.number}}', state: 'closed', state_reason: 'completed' },
    asks: { path: issue },
    shows: { state: 'closed', title: 'Login fails' },
  },
  {
    tool: 'GITHUB_GET_AN_ISSUE',
    args: { ...at, issue_number: '{{issue.number}}' },
    gives: { state: 'closed', comments: 1 },
  },
  {
    tool: 'GITHUB_CREATE_A_PULL_REQUEST',
    as: 'pull',
    args: { ...at, title: 'Add a file', head: 'work', base: 'main' },
    asks: { path: `${repo}/pulls/{{pull.number}}` },
    shows: { title: 'Add a file', head: { ref: 'work' }, base: { ref: 'main' }, state: 'open' },
  },
  {
    tool: 'GITHUB_LIST_PULL_REQUESTS',
    args: at,
    gives: { items: [{ number: '{{pull.number}}' }] },
  },
  {
    tool: 'GITHUB_CREATE_A_REVIEW_FOR_A_PULL_REQUEST',
    args: { ...at, pull_number: '{{pull.number}}', event: 'COMMENT', body: 'Good.' },
    asks: { path: `${pull}/reviews` },
    shows: [{ body: 'Good.', state: 'COMMENTED' }],
  },
  {
    tool: 'GITHUB_MERGE_A_PULL_REQUEST',
    args: { ...at, pull_number: '{{pull.number}}', merge_method: 'squash' },
    gives: { merged: true },
    asks: { path: pull },
    shows: { merged: true, state: 'closed' },
  },
  {
    tool: 'GITHUB_GET_A_PULL_REQUEST',
    args: { ...at, pull_number: '{{pull.number}}' },
    gives: { merged: true },
  },
]
