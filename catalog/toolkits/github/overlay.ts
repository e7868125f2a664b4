/** Hand edits of the compiled GitHub tools: the head's texts, the important ones, and names in use. */
import type { OverlayStep } from '../../src/compile/overlay.ts'
import { aliases } from './aliases.ts'

/** Shown when the toolkit's tools are asked for without a filter. */
const important = [
  'GITHUB_CREATE_AN_ISSUE',
  'GITHUB_GET_AN_ISSUE',
  'GITHUB_UPDATE_AN_ISSUE',
  'GITHUB_LIST_REPOSITORY_ISSUES',
  'GITHUB_CREATE_AN_ISSUE_COMMENT',
  'GITHUB_LIST_ISSUE_COMMENTS',
  'GITHUB_ADD_LABELS_TO_AN_ISSUE',
  'GITHUB_SEARCH_ISSUES_AND_PULL_REQUESTS',
  'GITHUB_CREATE_A_PULL_REQUEST',
  'GITHUB_GET_A_PULL_REQUEST',
  'GITHUB_LIST_PULL_REQUESTS',
  'GITHUB_MERGE_A_PULL_REQUEST',
  'GITHUB_CREATE_A_REVIEW_FOR_A_PULL_REQUEST',
  'GITHUB_GET_A_REPOSITORY',
  'GITHUB_LIST_REPOSITORIES_FOR_THE_AUTHENTICATED_USER',
  'GITHUB_CREATE_A_REPOSITORY_FOR_THE_AUTHENTICATED_USER',
  'GITHUB_STAR_A_REPOSITORY_FOR_THE_AUTHENTICATED_USER',
  'GITHUB_SEARCH_REPOSITORIES',
  'GITHUB_SEARCH_CODE',
  'GITHUB_GET_REPOSITORY_CONTENT',
  'GITHUB_CREATE_OR_UPDATE_FILE_CONTENTS',
  'GITHUB_LIST_COMMITS',
  'GITHUB_GET_A_COMMIT',
  'GITHUB_LIST_BRANCHES',
  'GITHUB_GET_THE_AUTHENTICATED_USER',
] as const

const descriptions: Readonly<Record<string, string>> = {
  GITHUB_CREATE_AN_ISSUE:
    'Open a new issue in a repository, with an optional body, labels, assignees and milestone. Issues must be enabled in the repository.',
  GITHUB_GET_AN_ISSUE:
    'Read one issue or pull request of a repository by its number: title, body, state, labels, assignees and milestone.',
  GITHUB_UPDATE_AN_ISSUE:
    'Change an issue: edit title or body, close or reopen it, set labels, assignees or milestone. A list that is given replaces the old one.',
  GITHUB_LIST_REPOSITORY_ISSUES:
    'List the issues of a repository, open ones by default, filtered by state, labels, assignee, creator, milestone or date. Pull requests are included; they carry a pull_request field.',
  GITHUB_CREATE_AN_ISSUE_COMMENT: 'Add a comment to an issue or a pull request, by its number.',
  GITHUB_LIST_ISSUE_COMMENTS: 'List the comments of an issue or a pull request, oldest first.',
  GITHUB_ADD_LABELS_TO_AN_ISSUE: 'Add labels to an issue or a pull request and keep those it already has.',
  GITHUB_SEARCH_ISSUES_AND_PULL_REQUESTS:
    'Search issues and pull requests across GitHub with the search syntax, for example "repo:owner/name is:issue is:open label:bug". Returns up to 100 a page.',
  GITHUB_CREATE_A_PULL_REQUEST:
    'Open a pull request from a head branch into a base branch. For a branch of a fork write the head as "user:branch".',
  GITHUB_GET_A_PULL_REQUEST:
    'Read one pull request by its number: state, branches, mergeability, and counts of commits and changed files.',
  GITHUB_LIST_PULL_REQUESTS:
    'List the pull requests of a repository, open ones by default, filtered by state, head or base branch.',
  GITHUB_MERGE_A_PULL_REQUEST: 'Merge a pull request with a merge commit, a squash or a rebase.',
  GITHUB_GET_A_REPOSITORY:
    'Read a repository: description, default branch, visibility, licence, topics, counts and settings.',
  GITHUB_LIST_REPOSITORIES_FOR_THE_AUTHENTICATED_USER:
    'List the repositories that the connected user owns, collaborates on or reaches through an organization.',
  GITHUB_CREATE_A_REPOSITORY_FOR_THE_AUTHENTICATED_USER:
    'Create a public or private repository owned by the connected user.',
  GITHUB_STAR_A_REPOSITORY_FOR_THE_AUTHENTICATED_USER: 'Star a repository as the connected user.',
  GITHUB_SEARCH_REPOSITORIES:
    'Search repositories across GitHub with the search syntax, for example "topic:cli language:go stars:>500".',
  GITHUB_SEARCH_CODE:
    'Search the content of files on default branches, for example "addClass in:file language:js repo:owner/name".',
  GITHUB_GET_REPOSITORY_CONTENT:
    'Read a file or list a directory of a repository at a branch, tag or commit. The content of a file is base64.',
  GITHUB_CREATE_OR_UPDATE_FILE_CONTENTS:
    'Create a file or replace its content in one commit. The content is base64; to replace a file give the blob sha of the present version.',
  GITHUB_LIST_COMMITS:
    'List the commits of a repository, newest first, filtered by branch, path, author, committer or date.',
  GITHUB_GET_A_COMMIT: 'Read one commit by sha, branch or tag, with its changed files and statistics.',
  GITHUB_LIST_BRANCHES: 'List the branches of a repository with their head commits.',
  GITHUB_GET_THE_AUTHENTICATED_USER: 'Read the profile of the user whose account is connected.',
}

const filePath = { description: 'Path of the file in the repository, such as docs/guide.md.' }

const properties: readonly OverlayStep[] = [
  { op: 'property', tool: 'GITHUB_CREATE_OR_UPDATE_FILE_CONTENTS', property: 'path', set: filePath },
  {
    op: 'property',
    tool: 'GITHUB_GET_REPOSITORY_CONTENT',
    property: 'path',
    set: { description: 'Path of a file or directory in the repository, such as docs/guide.md.' },
  },
  {
    op: 'property',
    tool: 'GITHUB_ADD_LABELS_TO_AN_ISSUE',
    property: 'labels',
    set: { description: 'Names of the labels to add; a label that does not exist is created.' },
  },
  {
    op: 'property',
    tool: 'GITHUB_UPLOAD_A_RELEASE_ASSET',
    property: 'body',
    set: { description: 'Content of the file, as text.' },
  },
]

export const overlay: readonly OverlayStep[] = [
  { op: 'important', tools: important },
  ...Object.entries(descriptions).map(([tool, description]): OverlayStep => ({
    op: 'patch',
    tool,
    set: { description },
  })),
  ...properties,
  ...Object.entries(aliases).map(([tool, names]): OverlayStep => ({ op: 'alias', tool, aliases: names })),
]
