import { expect } from 'vitest'
import { listWith, type Row } from './row.ts'

const one = '{{created.issue.id}}'
const asked = (query: string) => ({ path: '/graphql', body: { query } })

export const linearRows: readonly Row[] = [
  { tool: 'LINEAR_LIST_LINEAR_TEAMS', as: 'teams', args: {}, gives: { nodes: [{ key: 'ENG' }] } },
  {
    tool: 'LINEAR_LIST_LINEAR_USERS',
    args: {},
    gives: { nodes: listWith({ email: 'ada@example.com' }) },
  },
  {
    tool: 'LINEAR_CREATE_LINEAR_ISSUE',
    as: 'created',
    args: { team_id: '{{teams.nodes.0.id}}', title: 'Login "fails"', description: 'On Safari.', priority: 2 },
    asks: asked(`{ issue(id: "${one}") { title description priority team { key } } }`),
    shows: {
      data: {
        issue: { title: 'Login "fails"', description: 'On Safari.', priority: 2, team: { key: 'ENG' } },
      },
    },
  },
  {
    tool: 'LINEAR_GET_LINEAR_ISSUE',
    args: { issue_id: one },
    gives: { title: 'Login "fails"' },
  },
  {
    tool: 'LINEAR_LIST_LINEAR_ISSUES',
    args: {},
    gives: { nodes: listWith({ id: one }) },
  },
  {
    tool: 'LINEAR_UPDATE_ISSUE',
    args: { issue_id: one, title: 'Login works' },
    asks: asked(`{ issue(id: "${one}") { title description } }`),
    shows: { data: { issue: { title: 'Login works', description: 'On Safari.' } } },
  },
  {
    tool: 'LINEAR_CREATE_LINEAR_COMMENT',
    args: { issue_id: one, body: 'Seen too.' },
    asks: asked('{ comments { nodes { body issue { id } } } }'),
    shows: { data: { comments: { nodes: listWith({ body: 'Seen too.', issue: { id: one } }) } } },
  },
  {
    tool: 'LINEAR_RUN_QUERY_OR_MUTATION',
    args: { query_or_mutation: '{ viewer { email } }' },
    gives: { data: { viewer: { email: 'ada@example.com' } } },
  },
  {
    tool: 'LINEAR_DELETE_LINEAR_ISSUE',
    args: { issue_id: one },
    gives: { success: true },
    asks: asked('{ issues { nodes { id } } }'),
    shows: { data: { issues: { nodes: expect.not.arrayContaining([{ id: one }]) } } },
  },
]
