/**
 * The arguments of the GitHub tools that agents use most, as people have them in their code: those of GitHub's REST
 * reference. What is required is so exactly; of the rest the table names what callers use.
 */
import { expect, test } from 'vitest'
import { compileShipped } from '../../src/build/compile-shipped.ts'

const table = `
  CREATE_AN_ISSUE: owner repo title | body assignee milestone labels assignees issue_field_values type
  LIST_REPOSITORY_ISSUES: owner repo | milestone state assignee type creator mentioned issue_field_values labels
  GET_AN_ISSUE: owner repo issue_number | 
  UPDATE_AN_ISSUE: owner repo issue_number | title body assignee state state_reason duplicate_issue_id milestone labels
  CREATE_AN_ISSUE_COMMENT: owner repo issue_number body | 
  LIST_ISSUE_COMMENTS: owner repo issue_number | since per_page page
  ADD_LABELS_TO_AN_ISSUE: owner repo issue_number | labels
  REMOVE_A_LABEL_FROM_AN_ISSUE: owner repo issue_number name | 
  ADD_ASSIGNEES_TO_AN_ISSUE: owner repo issue_number | assignees
  LIST_LABELS_FOR_A_REPOSITORY: owner repo | per_page page
  CREATE_A_LABEL: owner repo name | color description
  CREATE_A_PULL_REQUEST: owner repo head base | title head_repo body maintainer_can_modify draft issue
  LIST_PULL_REQUESTS: owner repo | state head base sort direction per_page page
  GET_A_PULL_REQUEST: owner repo pull_number | 
  UPDATE_A_PULL_REQUEST: owner repo pull_number | title body state base maintainer_can_modify
  MERGE_A_PULL_REQUEST: owner repo pull_number | commit_title commit_message sha merge_method
  LIST_PULL_REQUESTS_FILES: owner repo pull_number | per_page page
  LIST_COMMITS_ON_A_PULL_REQUEST: owner repo pull_number | per_page page
  CREATE_A_REVIEW_FOR_A_PULL_REQUEST: owner repo pull_number | commit_id body event comments
  REQUEST_REVIEWERS_FOR_A_PULL_REQUEST: owner repo pull_number | reviewers team_reviewers
  LIST_REVIEWS_FOR_A_PULL_REQUEST: owner repo pull_number | per_page page
  CREATE_A_REVIEW_COMMENT_FOR_A_PULL_REQUEST: owner repo pull_number body commit_id path | position side line start_line start_side in_reply_to subject_type
  LIST_REVIEW_COMMENTS_ON_A_PULL_REQUEST: owner repo pull_number | sort direction since per_page page
  GET_A_REPOSITORY: owner repo | 
  LIST_REPOSITORIES_FOR_THE_AUTHENTICATED_USER:  | visibility affiliation type sort direction per_page page since
  LIST_REPOSITORIES_FOR_A_USER: username | type sort direction per_page page
  LIST_ORGANIZATION_REPOSITORIES: org | type sort direction per_page page
  CREATE_A_REPOSITORY_FOR_THE_AUTHENTICATED_USER: name | description homepage private has_issues has_projects has_wiki has_discussions team_id
  CREATE_AN_ORGANIZATION_REPOSITORY: org name | description homepage private visibility has_issues has_projects has_wiki has_downloads
  DELETE_A_REPOSITORY: owner repo | 
  CREATE_A_FORK: owner repo | organization name default_branch_only
  GET_REPOSITORY_CONTENT: owner repo path | ref
  CREATE_OR_UPDATE_FILE_CONTENTS: owner repo path message content | sha branch committer author
  DELETE_A_FILE: owner repo path message sha | branch committer author
  GET_A_REPOSITORY_README: owner repo | ref
  LIST_BRANCHES: owner repo | protected per_page page
  GET_A_BRANCH: owner repo branch | 
  CREATE_A_REFERENCE: owner repo ref sha | 
  GET_A_REFERENCE: owner repo ref | 
  DELETE_A_REFERENCE: owner repo ref | 
  LIST_COMMITS: owner repo | sha path author committer since until per_page page
  GET_A_COMMIT: owner repo ref | page per_page
  COMPARE_TWO_COMMITS: owner repo basehead | page per_page
  CREATE_A_COMMIT: owner repo message tree | parents author committer signature
  GET_A_TREE: owner repo tree_sha | recursive
  CREATE_A_TREE: owner repo tree | base_tree
  CREATE_A_BLOB: owner repo content | encoding
  LIST_RELEASES: owner repo | per_page page
  CREATE_A_RELEASE: owner repo tag_name | target_commitish name body draft prerelease discussion_category_name generate_release_notes make_latest
  GET_THE_LATEST_RELEASE: owner repo | 
  SEARCH_CODE: q | sort order per_page page
  SEARCH_ISSUES_AND_PULL_REQUESTS: q | sort order per_page page advanced_search search_type
  SEARCH_REPOSITORIES: q | sort order per_page page
  SEARCH_USERS: q | sort order per_page page
  SEARCH_COMMITS: q | sort order per_page page
  GET_THE_AUTHENTICATED_USER:  | 
  GET_A_USER: username | 
  STAR_A_REPOSITORY_FOR_THE_AUTHENTICATED_USER: owner repo | 
  LIST_STARGAZERS: owner repo | per_page page
  LIST_WORKFLOW_RUNS_FOR_A_REPOSITORY: owner repo | actor branch event status per_page page created exclude_pull_requests
  LIST_REPOSITORY_WORKFLOWS: owner repo | per_page page
  CREATE_A_WORKFLOW_DISPATCH_EVENT: owner repo workflow_id ref | inputs return_run_details
  GET_A_WORKFLOW_RUN: owner repo run_id | exclude_pull_requests
  CREATE_A_REPOSITORY_WEBHOOK: owner repo | name config events active
  CREATE_A_GIST: files | description public
  LIST_NOTIFICATIONS_FOR_THE_AUTHENTICATED_USER:  | all participating since before page per_page
  LIST_REPOSITORY_COLLABORATORS: owner repo | affiliation permission per_page page
  ADD_A_REPOSITORY_COLLABORATOR: owner repo username | permission
  CREATE_A_MILESTONE: owner repo title | state description due_on
  LIST_MILESTONES: owner repo | state sort direction per_page page
`

const tools = new Map(compileShipped('github').toolkit.tools.map((tool) => [tool.slug, tool.input]))

const rows = table
  .trim()
  .split('\n')
  .map((line) => {
    const [, slug = '', required = '', others = ''] = /^\s*(\w+): ([^|]*)\|(.*)$/.exec(line) ?? []
    const words = (text: string) => text.split(' ').filter(Boolean)
    return { slug: `GITHUB_${slug}`, required: words(required), others: words(others) }
  })

test.each(rows)('$slug', ({ slug, required, others }) => {
  const input = tools.get(slug)
  expect(input?.['required'] ?? []).toStrictEqual(required)
  expect(Object.keys(input?.properties ?? {})).toEqual(expect.arrayContaining([...required, ...others]))
})

test('the table has the tools that agents use most', () => {
  expect(rows.length).toBeGreaterThanOrEqual(50)
})
