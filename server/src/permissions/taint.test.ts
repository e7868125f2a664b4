import { expect, test } from 'vitest'
import { carriesOut, readsUntrusted } from './taint.ts'

const http = { kind: 'http' } as never
const tool = (slug: string, tags: string[], properties = {}) => ({
  slug,
  tags,
  exec: http,
  input: { type: 'object' as const, properties },
})
const reads = ['readOnlyHint', 'openWorldHint']
const writes = ['openWorldHint']

test.each([
  ['GMAIL_FETCH_EMAILS', reads, true],
  ['GITHUB_LIST_REPOSITORY_ISSUES', reads, true],
  ['SLACK_FETCH_CONVERSATION_HISTORY', reads, true],
  ['NOTION_FETCH_BLOCK_CONTENTS', reads, true],
  ['HACKERNEWS_LIST_STORIES', reads, true],
  ['GITHUB_GET_THE_AUTHENTICATED_USER', reads, false],
  ['GOOGLECALENDAR_GET_CURRENT_DATE_TIME', reads, false],
  ['GMAIL_SEND_EMAIL', writes, false],
])('%s brings content of others: %3$s', (slug, tags, expected) => {
  expect(readsUntrusted(tool(slug, tags))).toBe(expected)
})

test.each([
  ['GMAIL_SEND_EMAIL', writes, {}, true],
  ['GMAIL_FETCH_EMAILS', reads, { query: { type: 'string' } }, false],
  ['BROWSER_GET_PAGE', reads, { url: { type: 'string' } }, true],
  ['BROWSER_READ', reads, { target: { type: 'string', format: 'uri' } }, true],
])('%s may carry something out: %4$s', (slug, tags, properties, expected) => {
  expect(carriesOut(tool(slug, tags, properties))).toBe(expected)
})

test('a tool of somebody else’s server is taken for both, whatever it says of itself', () => {
  const remote = { ...tool('HELPER_TIME', ['readOnlyHint']), exec: { kind: 'mcp' } as never }
  expect([readsUntrusted(remote), carriesOut(remote)]).toStrictEqual([true, true])
})
