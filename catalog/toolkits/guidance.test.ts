import { expect, test } from 'vitest'
import { compileShipped, type ShippedToolkit } from '../src/build/compile-shipped.ts'
import { ToolkitRelations } from '../src/relations/toolkit-relations.ts'
import { guidanceOf } from './guidance.ts'

const known = new Map<string, ShippedToolkit>()

/** GitHub takes seconds to compile. */
function compiled(slug: string): ShippedToolkit {
  const shipped = known.get(slug) ?? compileShipped(slug)
  known.set(slug, shipped)
  return shipped
}

test.each([...guidanceOf.keys()])(
  'the notes on %s name tools that exist, and say something of each',
  (slug) => {
    const { toolkit } = compiled(slug)
    const noted = toolkit.tools.flatMap(({ guidance }) => (guidance ? [guidance] : []))
    expect(noted).toHaveLength(Object.keys(guidanceOf.get(slug)?.tools ?? {}).length)
    for (const { pitfalls, before, after } of noted)
      expect(pitfalls.length + before.length + after.length).toBeGreaterThan(0)
  },
)

test('the shipped toolkits know where their common ids come from', () => {
  const first = (toolkit: string, slug: string, field: string) => {
    const relations = new ToolkitRelations(toolkit, compiled(toolkit).toolkit.tools)
    return relations.of(slug).sources?.find(({ fields }) => fields.includes(field))?.tools[0]
  }
  expect(first('github', 'GITHUB_CREATE_AN_ISSUE', 'repo')).toBe(
    'GITHUB_LIST_REPOSITORIES_FOR_THE_AUTHENTICATED_USER',
  )
  expect(first('github', 'GITHUB_ADD_LABELS_TO_AN_ISSUE', 'issue_number')).toBe(
    'GITHUB_LIST_REPOSITORY_ISSUES',
  )
  expect(first('github', 'GITHUB_MERGE_A_PULL_REQUEST', 'pull_number')).toBe('GITHUB_LIST_PULL_REQUESTS')
  expect(first('slack', 'SLACK_SENDS_A_MESSAGE_TO_A_SLACK_CHANNEL', 'channel')).toBe(
    'SLACK_LIST_ALL_SLACK_TEAM_CHANNELS_WITH_VARIOUS_FILTERS',
  )
  expect(first('gmail', 'GMAIL_REPLY_TO_THREAD', 'thread_id')).toBe('GMAIL_LIST_THREADS')
  expect(first('notion', 'NOTION_QUERY_DATABASE', 'database_id')).toBe('NOTION_SEARCH_NOTION_PAGE')
  expect(first('hubspot', 'HUBSPOT_READ_CRM_CONTACT_BY_ID', 'contactId')).toBe(
    'HUBSPOT_SEARCH_CONTACTS_BY_CRITERIA',
  )
})
