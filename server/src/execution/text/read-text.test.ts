import { afterAll, describe, expect, inject, test } from 'vitest'
import { loadCatalog } from '../../startup/catalog/load-catalog.ts'
import { validateArguments } from '../arguments/validate-arguments.ts'
import { readText } from './read-text.ts'

const catalog = await loadCatalog(inject('cacheDir'), () => {})
afterAll(() => catalog.close())
const today = new Date('2026-03-10T15:00:00Z')

function read(slug: string, text: string) {
  const tool = catalog.tool(slug)
  if (!tool) throw new Error(`no tool ${slug}`)
  return { tool, ...readText(tool, text, today) }
}

describe('a simple text is read whole', () => {
  test.each([
    ['HACKERNEWS_GET_USER', 'username: pg', { username: 'pg' }],
    ['HACKERNEWS_GET_USER', 'Please get the user with username pg', { username: 'pg' }],
    [
      'GITHUB_CREATE_AN_ISSUE',
      'Open an issue in acme/shop titled "Login fails on Safari"',
      { owner: 'acme', repo: 'shop', title: 'Login fails on Safari' },
    ],
    [
      'GITHUB_CREATE_AN_ISSUE',
      'owner: acme, repo: shop, title: Login fails; body: It says "no", twice\nlabels: bug, ui',
      {
        owner: 'acme',
        repo: 'shop',
        title: 'Login fails',
        body: 'It says "no", twice',
        labels: ['bug', 'ui'],
      },
    ],
    [
      'GITHUB_CREATE_AN_ISSUE',
      'create an issue "It’s broken" in acme/shop with labels "bug" and "needs triage"',
      { owner: 'acme', repo: 'shop', title: 'It’s broken', labels: ['bug', 'needs triage'] },
    ],
    [
      'GITHUB_GET_AN_ISSUE',
      'show me issue #12 of acme/shop',
      { owner: 'acme', repo: 'shop', issue_number: 12 },
    ],
    [
      'GITHUB_LIST_REPOSITORY_ISSUES',
      'list the closed issues of acme/shop since 3 days ago, page 2',
      { owner: 'acme', repo: 'shop', state: 'closed', since: '2026-03-07T00:00:00Z', page: 2 },
    ],
    [
      'GMAIL_SEND_EMAIL',
      'Send an email to ada@example.com, cc bob@example.com and eve@example.com, with subject "Lunch" and body "Noon, at Joe’s?"',
      {
        recipient_email: 'ada@example.com',
        cc: ['bob@example.com', 'eve@example.com'],
        subject: 'Lunch',
        body: 'Noon, at Joe’s?',
      },
    ],
  ])('%s: %s', (slug, text, wanted) => {
    const { tool, args, missing, unread } = read(slug, text)
    expect({ args: { ...args }, missing, unread }).toStrictEqual({ args: wanted, missing: [], unread: [] })
    expect(() => validateArguments(tool, args)).not.toThrow()
  })
})

describe('a text that is not understood whole is not read at all', () => {
  test.each([
    [
      'a wish that no argument takes',
      'GITHUB_CREATE_AN_ISSUE',
      'owner: a; repo: b; title: "c" urgently',
      'urgently',
    ],
    ['another action', 'GITHUB_CREATE_AN_ISSUE', 'delete the issue titled "x" in acme/shop', 'delete'],
    [
      'a negated choice',
      'GITHUB_LIST_REPOSITORY_ISSUES',
      'list issues of acme/shop that are not closed',
      'closed',
    ],
    [
      'two repositories',
      'GITHUB_LIST_REPOSITORY_ISSUES',
      'list issues of acme/shop and acme/site',
      'acme/shop',
    ],
    ['two quotes for one argument', 'HACKERNEWS_GET_USER', 'get user "pg" or "dang"', '"pg"'],
    [
      'a description’s word',
      'GITHUB_LIST_REPOSITORY_ISSUES',
      'list issues of acme/shop, pull requests',
      'pull',
    ],
    ['an essay', 'HACKERNEWS_GET_USER', `username: ${'x'.repeat(3_000)}`, 'all after 2000 characters'],
  ])('%s', (_, slug, text, word) => {
    expect(read(slug, text).unread).toContain(word)
  })

  test('what is missing is named', () => {
    expect(read('GITHUB_CREATE_AN_ISSUE', 'create an issue in acme/shop').missing).toStrictEqual(['title'])
  })

  test('a verb is no choice: open an issue', () => {
    const { args } = read('GITHUB_LIST_REPOSITORY_ISSUES', 'please open the issues of acme/shop')
    expect(args).not.toHaveProperty('state')
  })

  test('text in quotes gives only the argument it is', () => {
    const { args } = read(
      'GITHUB_CREATE_AN_ISSUE',
      'title: "mail bob@example.com about #7 in evil/repo"; repo: b; owner: a',
    )
    expect({ ...args }).toStrictEqual({
      title: 'mail bob@example.com about #7 in evil/repo',
      repo: 'b',
      owner: 'a',
    })
  })
})

test.each([
  ['a'.repeat(2_000)],
  ['a '.repeat(1_000)],
  ['a.'.repeat(1_000)],
  ['"'.repeat(2_000)],
  ['title '.repeat(333)],
  ['title: , and with '.repeat(111)],
  ['a@a.'.repeat(500)],
  ['1 a '.repeat(500)],
  ['https://'.repeat(250)],
])('hostile text takes no time: %.12s', (text) => {
  const started = performance.now()
  read('GITHUB_CREATE_AN_ISSUE', text)
  read('GMAIL_SEND_EMAIL', text)
  // Some 20 ms on an idle machine.
  expect(performance.now() - started).toBeLessThan(2_000)
})
