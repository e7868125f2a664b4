import { expect, test } from 'vitest'
import type { RelatableTool } from './tool-facts.ts'
import { ToolkitRelations } from './toolkit-relations.ts'
import { singular, wordsOf } from './words.ts'

type Properties = Record<string, Record<string, unknown>>

function tool(
  slug: string,
  method: 'GET' | 'POST' | 'DELETE',
  input: Properties = {},
  output: Properties = {},
  more: Partial<RelatableTool> & { path?: string } = {},
): RelatableTool {
  const required = Object.keys(input).filter((name) => input[name]?.['optional'] !== true)
  const { path = '/', ...rest } = more
  return {
    slug,
    tags: [],
    important: false,
    deprecated: false,
    input: { type: 'object', properties: input, required },
    output: { type: 'object', properties: output },
    exec: { kind: 'http', method, path, parameters: [], query: {}, body_type: 'json', headers: {} },
    ...rest,
  }
}

const id = { type: 'string' }
const listOf = (name: string): Properties => ({ [name]: { type: 'array', items: { type: 'object' } } })

const relationsOf = (...tools: RelatableTool[]) => new ToolkitRelations('shop', tools)
const sources = (relations: ToolkitRelations, slug: string) =>
  (relations.of(slug).sources ?? []).map(({ fields, tools }) => [fields.join(), ...tools])

test('identifiers are cut into singular words', () => {
  expect(wordsOf('issueNumber')).toStrictEqual(['issue', 'number'])
  expect(wordsOf('REPO_IDS')).toStrictEqual(['repository', 'id'])
  expect(['companies', 'statuses', 'boxes', 'status', 'databases', 'news'].map(singular)).toStrictEqual([
    'company',
    'status',
    'box',
    'status',
    'database',
    'news',
  ])
})

test('an id comes from the tool that lists the things it names', () => {
  const relations = relationsOf(
    tool('SHOP_SEND_MESSAGE', 'POST', { channel_id: id, text: id }),
    tool('SHOP_LIST_CHANNELS', 'GET'),
    tool('SHOP_GET_CHANNEL', 'GET', { channel_id: id }),
    tool('SHOP_LIST_USERS', 'GET'),
  )
  expect(sources(relations, 'SHOP_SEND_MESSAGE')).toStrictEqual([['channel_id', 'SHOP_LIST_CHANNELS']])
})

test('a result that holds the id counts as well as a name', () => {
  const relations = relationsOf(
    tool('SHOP_REPLY', 'POST', { thread_id: id }),
    tool(
      'SHOP_FETCH_EMAILS',
      'GET',
      {},
      { messages: { type: 'array', items: { type: 'object', properties: { threadId: id } } } },
    ),
  )
  expect(sources(relations, 'SHOP_REPLY')).toStrictEqual([['thread_id', 'SHOP_FETCH_EMAILS']])
})

test('a tool that asks for the same id is no source of it', () => {
  const relations = relationsOf(
    tool('SHOP_UPDATE_ORDER', 'POST', { order_id: id }),
    tool('SHOP_GET_ORDER', 'GET', { order_id: id }, { order: { type: 'object' } }),
  )
  expect(relations.of('SHOP_UPDATE_ORDER')).toStrictEqual({ verb: 'change' })
})

test('neighbours in a path are one name, and come from one source', () => {
  const path = '/repos/{owner}/{repo}/issues'
  const described = { type: 'string', description: 'The account owner of the repository.' }
  const repo = { type: 'string', description: 'The name of the repository.' }
  const relations = relationsOf(
    tool('SHOP_CREATE_ISSUE', 'POST', { owner: described, repo, title: id }, {}, { path }),
    tool('SHOP_LIST_REPOSITORIES', 'GET', {}, listOf('items')),
  )
  expect(sources(relations, 'SHOP_CREATE_ISSUE')).toStrictEqual([['owner,repo', 'SHOP_LIST_REPOSITORIES']])
})

test('a tool that the description names is the source, whatever it is called', () => {
  const base = { type: 'string', description: 'Id of the base, from SHOP_SHOW_WHAT_THERE_IS.' }
  const relations = relationsOf(
    tool('SHOP_ADD_ROW', 'POST', { base }),
    tool('SHOP_SHOW_WHAT_THERE_IS', 'GET'),
  )
  expect(sources(relations, 'SHOP_ADD_ROW')).toStrictEqual([['base', 'SHOP_SHOW_WHAT_THERE_IS']])
})

test('plain values, choices and names of things to be made need no other tool', () => {
  const relations = relationsOf(
    tool('SHOP_CREATE_LABEL', 'POST', { label_name: id, color: { enum: ['red'] }, request_id: id }),
    tool('SHOP_LIST_LABELS', 'GET'),
    tool('SHOP_LIST_REQUESTS', 'GET'),
  )
  expect(relations.of('SHOP_CREATE_LABEL').sources).toBeUndefined()
})

test('what comes next acts on what was made, and destroys nothing', () => {
  const relations = relationsOf(
    tool('SHOP_CREATE_DRAFT', 'POST', { text: id }),
    tool('SHOP_SEND_DRAFT', 'POST', { draft_id: id }, {}, { important: true }),
    tool('SHOP_DELETE_DRAFT', 'DELETE', { draft_id: id }, {}, { tags: ['destructiveHint'] }),
    tool('SHOP_SEND_LETTER', 'POST', { letter_id: id }),
  )
  expect(relations.of('SHOP_CREATE_DRAFT').next).toStrictEqual(['SHOP_SEND_DRAFT'])
})

test('deprecated tools are not suggested', () => {
  const relations = relationsOf(
    tool('SHOP_SEND_MESSAGE', 'POST', { channel_id: id }),
    tool('SHOP_LIST_CHANNELS', 'GET', {}, {}, { deprecated: true }),
  )
  expect(relations.of('SHOP_SEND_MESSAGE').sources).toBeUndefined()
})

test('a schema that is deep or odd does no harm', () => {
  let deep: Record<string, unknown> = { type: 'object' }
  for (let level = 0; level < 5000; level += 1) deep = { type: 'object', properties: { next_id: deep } }
  const odd = { a: null as never, b_id: { type: 'array', items: 7 as never }, '': {} }
  expect(relationsOf(tool('SHOP_GET_X', 'GET', odd, { deep })).of('SHOP_GET_X').verb).toBe('read')
})
