/** What callers of GitHub get wrong. */
import type { ToolkitGuidance } from '../../src/manifest/with-guidance.ts'

const noAccess =
  'A private repository that the account may not see answers 404, not 403: check the owner, the name and the scopes before you say that it does not exist.'

export const githubGuidance: ToolkitGuidance = {
  pitfalls: [
    'owner is the login of a person or organization and repo the bare name: acme/shop is owner acme, repo shop.',
  ],
  tools: {
    GITHUB_CREATE_AN_ISSUE: {
      pitfalls: [
        'Labels, assignees and a milestone are dropped without an error where the account has no push access; milestone is a number, not a title.',
        noAccess,
      ],
      before: ['GITHUB_SEARCH_ISSUES_AND_PULL_REQUESTS'],
      after: ['GITHUB_ADD_LABELS_TO_AN_ISSUE', 'GITHUB_CREATE_AN_ISSUE_COMMENT'],
    },
    GITHUB_LIST_REPOSITORY_ISSUES: {
      pitfalls: [
        'Pull requests are listed as issues too: leave out those that have pull_request. Only open ones come unless state says otherwise.',
        'A page has 30 unless per_page says up to 100; there is no total.',
      ],
    },
    GITHUB_SEARCH_ISSUES_AND_PULL_REQUESTS: {
      pitfalls: [
        'Narrow with qualifiers in q: repo:acme/shop is:issue is:open in:title. Without is:issue or is:pr the search may be refused.',
        'Search allows 30 calls a minute and 1,000 results in all, and finds a new issue only after some seconds.',
      ],
    },
    GITHUB_SEARCH_CODE: {
      pitfalls: [
        'Only default branches and files up to 384 kB are searched, and the query needs a word besides qualifiers; 10 calls a minute.',
      ],
    },
    GITHUB_CREATE_A_PULL_REQUEST: {
      pitfalls: [
        'head is the branch with the changes, base the one to merge into; from a fork head is owner:branch. Both must exist and differ by a commit.',
        'A second pull request for the same branches is refused with 422: look for the open one first.',
      ],
      before: ['GITHUB_LIST_BRANCHES', 'GITHUB_GET_A_REPOSITORY'],
    },
    GITHUB_MERGE_A_PULL_REQUEST: {
      pitfalls: [
        '405 means that it cannot be merged now (checks, reviews, conflicts): read mergeable_state of the pull request and tell the user.',
        'A repository may forbid a way of merging: choose merge_method among those that it allows.',
      ],
      before: ['GITHUB_GET_A_PULL_REQUEST'],
    },
    GITHUB_CREATE_A_REVIEW_FOR_A_PULL_REQUEST: {
      pitfalls: [
        'Without event the review stays pending and nobody sees it. Nobody can approve a pull request of their own.',
        'Comments on lines take line and side of the diff; a line outside the diff is refused with 422.',
      ],
    },
    GITHUB_CREATE_OR_UPDATE_FILE_CONTENTS: {
      pitfalls: [
        'content is Base64. To change a file its current sha is required (409 or 422 without), to make one it must be left out.',
        'Without branch it commits to the default branch: confirm that this is wanted.',
      ],
      before: ['GITHUB_GET_REPOSITORY_CONTENT'],
    },
    GITHUB_GET_REPOSITORY_CONTENT: {
      pitfalls: [
        'A file comes as Base64 up to 1 MB; a folder comes as a list of at most 1,000 entries. Without ref it is the default branch.',
      ],
    },
    GITHUB_ADD_LABELS_TO_AN_ISSUE: {
      pitfalls: [
        'A label that does not exist is made at once, with this spelling: list the labels of the repository first. Pull requests take their number here too.',
      ],
      before: ['GITHUB_LIST_LABELS_FOR_A_REPOSITORY'],
    },
    GITHUB_UPDATE_AN_ISSUE: {
      pitfalls: [
        'labels and assignees replace all that are there; to add one use the tools that add. Close with state closed, and say why in state_reason.',
      ],
    },
    GITHUB_LIST_COMMITS: {
      pitfalls: [
        'since and until are UTC times in ISO 8601; author is a login or an email. Without sha it is the default branch.',
      ],
    },
    GITHUB_CREATE_A_REPOSITORY_FOR_THE_AUTHENTICATED_USER: {
      pitfalls: [
        'It is public unless private is true, and empty, so without a branch, unless auto_init is true.',
      ],
    },
    GITHUB_LIST_REPOSITORIES_FOR_THE_AUTHENTICATED_USER: {
      pitfalls: [
        'It lists what the account can reach, other owners included: narrow with affiliation owner. type cannot be combined with visibility or affiliation.',
      ],
    },
  },
}
