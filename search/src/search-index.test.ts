import { expect, test } from 'vitest'
import { buildIndex, FITS, type SearchOptions, type ToolDocument } from './index.ts'

const TOOLS: readonly ToolDocument[] = [
  tool('github', 'GITHUB_CREATE_AN_ISSUE', 'Create an issue in a repository.', { toolkit_name: 'GitHub' }),
  tool('github', 'GITHUB_LIST_REPOSITORIES', 'List repositories of the authenticated user.'),
  tool('github', 'GITHUB_DELETE_A_REPOSITORY', 'Delete a repository. Needs admin access.'),
  tool('slack', 'SLACK_SEND_MESSAGE', 'Post a message to a channel.', { toolkit_name: 'Slack' }),
  tool('slack', 'SLACK_LIST_CHANNELS', 'List the channels of the workspace.'),
  tool('discord', 'DISCORD_SEND_MESSAGE', 'Post a message to a channel.', { toolkit_name: 'Discord' }),
  tool('gmail', 'GMAIL_FETCH_EMAILS', 'Fetch emails that match a search.', {
    toolkit_aliases: ['google mail'],
  }),
  tool('gmail', 'GMAIL_SEND_EMAIL', 'Send an email to recipients.'),
  tool('linear', 'LINEAR_CREATE_ISSUE', 'Create an issue in a team.', { toolkit_name: 'Linear' }),
  tool('stripe', 'STRIPE_CREATE_INVOICE', 'Create an invoice for a customer.', { toolkit_name: 'Stripe' }),
  tool('googlecalendar', 'GOOGLECALENDAR_CREATE_EVENT', 'Create an event.', {
    toolkit_name: 'Google Calendar',
  }),
  tool('googledrive', 'GOOGLEDRIVE_FIND_FILE', 'Find a file by name.', { toolkit_name: 'Google Drive' }),
]

const INDEX = buildIndex(TOOLS)

function tool(
  toolkit: string,
  id: string,
  description: string,
  more: Partial<ToolDocument> = {},
): ToolDocument {
  return { id, name: id, description, toolkit, ...more }
}

function refuse(): boolean {
  throw new Error('no')
}

function find(query: string, options: SearchOptions = {}): string[] {
  return INDEX.search(query, options).map((hit) => hit.id)
}

test('the app a query names decides between equal tools', () => {
  expect(find('send a message on Slack')[0]).toBe('SLACK_SEND_MESSAGE')
  expect(find('send a message on discord')[0]).toBe('DISCORD_SEND_MESSAGE')
})

test('an app is known by its alias and by its name written in several words', () => {
  expect(find('read what came in by Google Mail')[0]).toBe('GMAIL_FETCH_EMAILS')
  expect(find('put lunch into google calendar')[0]).toBe('GOOGLECALENDAR_CREATE_EVENT')
})

test('the longer name of an app wins over a shorter one inside it', () => {
  expect(find('google drive file')[0]).toBe('GOOGLEDRIVE_FIND_FILE')
})

test('naming only an app gives that app', () => {
  const toolkits = INDEX.search('github', { limit: 3 }).map((hit) => hit.toolkit)
  expect(toolkits).toStrictEqual(['github', 'github', 'github'])
})

test('an identifier typed in full comes first, in any case', () => {
  expect(find('please run linear_create_issue for GitHub repository issues')[0]).toBe('LINEAR_CREATE_ISSUE')
})

test('a tool named by a plain word gets no such bonus', () => {
  const index = buildIndex([
    { id: 'search', name: 'search', description: 'Search the web.' },
    { id: 'flights', name: 'find_flights', description: 'Search flights between two airports.' },
  ])
  expect(index.search('search flights to Rome')[0]?.id).toBe('flights')
})

test('a synonym finds what the tool calls by another word', () => {
  expect(find('bill a client')[0]).toBe('STRIPE_CREATE_INVOICE')
  expect(find('open a ticket in a repo')[0]).toBe('GITHUB_CREATE_AN_ISSUE')
})

test('the verb of the query chooses among tools of one subject', () => {
  expect(find('remove a repository')[0]).toBe('GITHUB_DELETE_A_REPOSITORY')
  expect(find('show my repositories')[0]).toBe('GITHUB_LIST_REPOSITORIES')
})

test('each step of a use case is covered', () => {
  const found = find(
    'Fetch my latest emails from gmail and create an issue in Linear, then post it to Slack',
    {
      limit: 3,
    },
  )
  expect(new Set(found)).toStrictEqual(
    new Set(['GMAIL_FETCH_EMAILS', 'LINEAR_CREATE_ISSUE', 'SLACK_SEND_MESSAGE']),
  )
})

test('a filter and a list of toolkits keep everything else out', () => {
  expect(find('send a message', { filter: (id) => id.startsWith('DISCORD') })).toStrictEqual([
    'DISCORD_SEND_MESSAGE',
  ])
  expect(INDEX.search('create an issue', { toolkits: ['LINEAR'] }).map((hit) => hit.toolkit)).toStrictEqual([
    'linear',
  ])
  expect(find('create an issue', { toolkits: [] })).toStrictEqual([])
  expect(find('create an issue', { toolkits: ['nowhere', '__proto__'] })).toStrictEqual([])
})

test('a toolkit nobody knows does not let tools without a toolkit in', () => {
  const index = buildIndex([{ id: 'a', name: 'create issue' }])
  expect(index.search('create issue', { toolkits: ['nowhere'] })).toStrictEqual([])
})

test('a filter may search the same index and may throw without spoiling later searches', () => {
  const before = INDEX.search('create an issue')
  const nested = INDEX.search('create an issue', { filter: (id) => find('send email').includes(id) || true })
  expect(nested).toStrictEqual(before)
  expect(() => INDEX.search('create an issue', { filter: refuse })).toThrow('no')
  expect(INDEX.search('create an issue')).toStrictEqual(before)
})

test('queries without a known word find nothing and break nothing', () => {
  for (const query of ['', '   ', '!!! ???', 'the of and', 'zzzzqqq', '\u0000\uFFFF', '\uD800', '🙂']) {
    expect(find(query)).toStrictEqual([])
  }
  for (const query of ['__proto__', 'constructor', 'toString hasOwnProperty']) {
    expect(find(query).length).toBeLessThanOrEqual(10)
  }
})

test('an empty index answers with nothing', () => {
  expect(buildIndex([]).size).toBe(0)
  expect(buildIndex([]).search('send a message')).toStrictEqual([])
})

test('a huge query is answered like its head, in bounded time', () => {
  const start = performance.now()
  expect(find(`send a message on slack ${'x'.repeat(50)} `.repeat(20_000))[0]).toBe('SLACK_SEND_MESSAGE')
  expect(performance.now() - start).toBeLessThan(1_000)
})

test('the limit is kept and nonsense limits fall back', () => {
  expect(find('create', { limit: 2 })).toHaveLength(2)
  expect(find('create', { limit: -5 })).toHaveLength(1)
  expect(find('create', { limit: Number.NaN })).toHaveLength(1)
})

test('equal scores are ordered by importance, then by id, whatever the order of the documents', () => {
  const same = { name: 'send message', description: 'Send a message.' }
  const tools = [
    { id: 'c', ...same },
    { id: 'a', ...same },
    { id: 'd', ...same, important: true },
    { id: 'b', ...same },
  ]
  for (const order of [tools, tools.toReversed()]) {
    expect(
      buildIndex(order)
        .search('send message')
        .map((hit) => hit.id),
    ).toStrictEqual(['d', 'a', 'b', 'c'])
  }
})

test('a deprecated tool comes after all others, however well it matches', () => {
  const index = buildIndex([
    { id: 'old', name: 'send message', deprecated: true },
    { id: 'new', name: 'post to channel', description: 'Can send things.' },
  ])
  expect(index.search('send message').map((hit) => hit.id)).toStrictEqual(['new', 'old'])
})

test('of two documents with one id the first is kept', () => {
  const index = buildIndex([
    { id: 'a', name: 'send message' },
    { id: 'a', name: 'compute taxes' },
  ])
  expect(index.size).toBe(1)
  expect(index.search('taxes')).toStrictEqual([])
})

test('a schema is searched by names and descriptions, and a bottomless one is cut', () => {
  const deep: Record<string, unknown> = { description: 'sprocket' }
  deep.properties = { widget: { type: 'string', description: 'colour of the gadget' }, self: deep }
  const index = buildIndex([{ id: 'a', name: 'x1', parameters: deep }])
  expect(index.search('gadget colour')).toHaveLength(1)
  expect(index.search('widget')).toHaveLength(1)
})

test('a common word that is also an app name counts as a word', () => {
  const tools: ToolDocument[] = [tool('close', 'CLOSE_CREATE_LEAD', 'Create a lead in the CRM.')]
  for (let i = 0; i < 60; i++) tools.push(tool(`app${i}`, `APP${i}_CLOSE_ISSUE`, 'Close an issue.'))
  const index = buildIndex(tools)
  expect(index.search('close an issue in app7')[0]?.id).toBe('APP7_CLOSE_ISSUE')
  expect(index.search('close an issue', { limit: 5 }).map((hit) => hit.id)).not.toContain('CLOSE_CREATE_LEAD')
})

test('the content of a new thing does not outweigh the thing', () => {
  const index = buildIndex([
    { id: 'CREATE_ISSUE', name: 'Create an issue', description: 'Opens an issue in a repository.' },
    {
      id: 'SEARCH_ISSUES',
      name: 'Search issues',
      description: 'Finds issues, such as is:open label:bug login.',
    },
  ])
  expect(index.search('open an issue about a login bug')[0]?.id).toBe('CREATE_ISSUE')
})

test('of tools that fit alike, the one picked by hand comes first', () => {
  const documents = ['A', 'B'].map((id) => ({ id, name: 'Create an issue', description: 'Makes an issue.' }))
  const index = buildIndex(documents.map((tool) => ({ ...tool, important: tool.id === 'B' })))
  expect(index.search('create an issue').map(({ id }) => id)).toStrictEqual(['B', 'A'])
})

test('a use case finds the tool that means the same in other words', () => {
  const index = buildIndex([
    { id: 'RECIPES', name: 'Suggest dishes', description: 'Ideas for cooking with what is in the kitchen.' },
    { id: 'FLIGHTS', name: 'Search flights', description: 'Connections between two airports.' },
    { id: 'STOCKS', name: 'Stock quotes', description: 'Prices of shares.' },
  ])
  expect(index.search('what can I eat for supper')[0]?.id).toBe('RECIPES')
  expect(index.search('book a plane to Rome')[0]?.id).toBe('FLIGHTS')
})

test('an app is known by its nickname and through a slip of the keyboard', () => {
  expect(find('put lunch into my gcal')[0]).toBe('GOOGLECALENDAR_CREATE_EVENT')
  expect(find('post something on slcak')[0]).toBe('SLACK_SEND_MESSAGE')
  expect(find('serch gmial')[0]).toBe('GMAIL_FETCH_EMAILS')
})

test('what the request says it does not want stays behind', () => {
  expect(find('not email, send the message on slack')[0]).toBe('SLACK_SEND_MESSAGE')
  expect(find('send a message, not on slack but on discord')[0]).toBe('DISCORD_SEND_MESSAGE')
  expect(find('create an issue in linear instead of github')[0]).toBe('LINEAR_CREATE_ISSUE')
})

test('a request in another language is understood by its app and its verb', () => {
  expect(find('erstelle ein Issue in GitHub')[0]).toBe('GITHUB_CREATE_AN_ISSUE')
  expect(find('envoyer un message sur discord')[0]).toBe('DISCORD_SEND_MESSAGE')
  expect(find('slackでメッセージを送信')[0]).toBe('SLACK_SEND_MESSAGE')
})

test('confidence tells a use case that a tool serves from one that none does', () => {
  const confidence = (query: string) => INDEX.search(query)[0]?.confidence ?? 0
  for (const query of ['send a message on slack', 'create an invoice for a customer', 'GMAIL_SEND_EMAIL']) {
    expect(confidence(query)).toBeGreaterThan(FITS)
  }
  for (const query of ['water the plants on the balcony', 'knit a pullover', 'qwzx']) {
    expect(confidence(query)).toBeLessThan(FITS)
  }
})

test('of tools that fit alike those of preferred toolkits come first, then those of better quality', () => {
  const same = { name: 'send message', description: 'Send a message.' }
  const index = buildIndex([
    { id: 'a', ...same, toolkit: 'zqa' },
    { id: 'b', ...same, toolkit: 'zqb' },
    { id: 'c', ...same, toolkit: 'zqc', quality: 0.9 },
    { id: 'd', ...same, toolkit: 'zqd', quality: Number.NaN },
  ])
  const order = (options: SearchOptions) => index.search('send message', options).map(({ id }) => id)
  expect(order({})).toStrictEqual(['c', 'a', 'b', 'd'])
  expect(order({ prefer: ['ZQB', 'nowhere'] })[0]).toBe('b')
})

test('noise, injection and hostile texts are answered in bounded time', () => {
  const noise = Array.from({ length: 1_024 }, (_, i) => String.fromCharCode((i * 7_919) % 65_536)).join('')
  const texts = [
    noise,
    '\uD800'.repeat(500),
    'not '.repeat(300),
    "'; DROP TABLE tools; -- ${7*7} {{x}}",
    '送信'.repeat(500),
  ]
  const start = performance.now()
  for (const text of texts) {
    for (const hit of INDEX.search(text))
      expect(hit).toMatchObject({ id: expect.any(String), confidence: expect.any(Number) })
  }
  expect(performance.now() - start).toBeLessThan(2_000)
})

test('a good score is no proof of fit: only an identifier that is said in full is beyond doubt', () => {
  const index = buildIndex([
    { id: 'BOOK_A_TABLE', name: 'Book a table in a restaurant' },
    { id: 'FEED_LIST', name: 'List feeds' },
  ])
  expect(index.search('feed the fish in my aquarium')[0]?.confidence).toBeLessThan(0.8)
  expect(index.search('what does FEED_LIST do')[0]).toMatchObject({ id: 'FEED_LIST' })
  expect(index.search('what does FEED_LIST do')[0]?.confidence).toBeGreaterThan(0.99)
})

test('a name that no tool knows says less than what is to be done', () => {
  const index = buildIndex([
    { id: 'SONG', name: 'play song', description: 'Plays a song.' },
    { id: 'PERSON', name: 'find family', description: 'Finds parents, brothers and sisters of a person.' },
  ])
  const [named] = index.search('the tune for Mary Joseph Thomas Elizabeth Anne', { limit: 1 })
  expect(named?.id).toBe('SONG')
})
