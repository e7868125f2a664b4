import { expect, test } from 'vitest'
import type { BuiltinRequest } from './builtin.ts'
import { duplicatePage } from './notion-copy.ts'

type Bag = Record<string, unknown>
type Sketch = [type: string, content?: Bag, ...children: Sketch[]]

interface Kept {
  id: string
  type: string
  content: Bag
  children: Kept[]
}

/** Notion as far as copying sees it: pages and blocks by id, and what it refuses of new blocks. */
class Notion {
  readonly things = new Map<string, Kept>()
  readonly asked: BuiltinRequest[] = []
  /** How many blocks are appended before it breaks down. */
  patience = Infinity

  readonly pages: Record<string, Bag>

  constructor(pages: Record<string, Bag>, blocks: Sketch[]) {
    this.pages = pages
    const draw = ([type, content = {}, ...children]: Sketch): Kept =>
      this.keep(type, content, children.map(draw))
    this.things.set('source', { id: 'source', type: 'page', content: {}, children: blocks.map(draw) })
  }

  keep(type: string, content: Bag, children: Kept[] = []): Kept {
    const kept = { id: `${type}-${this.things.size}`, type, content, children }
    this.things.set(kept.id, kept)
    return kept
  }

  /** @throws as Notion does where a block breaks a rule of its. */
  make(block: Bag, depth = 0): Kept {
    const type = String(block['type'])
    const { children = [], ...content } = block[type] as Bag & { children?: Bag[] }
    if (depth > 2) throw new Error('nested too deeply')
    if (children.length > 100) throw new Error('too many children')
    if (['table', 'column_list', 'column'].includes(type) && children.length === 0)
      throw new Error(`${type} without children`)
    if (JSON.stringify(content).includes('plain_text')) throw new Error('plain_text')
    if (Object.entries(content).some(([key, value]) => value === null && key !== 'synced_from'))
      throw new Error('null')
    return this.keep(
      type,
      content,
      children.map((child) => this.make(child, depth + 1)),
    )
  }

  async request(request: BuiltinRequest): Promise<Bag> {
    this.asked.push(request)
    const { method, path, values = {}, body = {} } = request
    if (path === '/pages') {
      const id = `page-${this.things.size}`
      this.things.set(id, { id, type: 'page', content: body as Bag, children: [] })
      return { object: 'page', id }
    }
    if (path === '/pages/{page_id}') return this.pages[String(values['page_id'])] ?? {}
    const parent = this.things.get(String(values['block_id']))
    if (parent === undefined) throw new Error(`no block ${String(values['block_id'])}`)
    if (method === 'PATCH') return this.append(parent, (body as { children: Bag[] }).children)
    const from = Number(request.query?.['start_cursor'] ?? 0)
    const results = parent.children.slice(from, from + 100).map(({ id, type, content, children }) => ({
      id,
      type,
      [type]: content,
      has_children: children.length > 0,
    }))
    const has_more = parent.children.length > from + 100
    return { results, has_more, next_cursor: has_more ? String(from + 100) : null }
  }

  append(parent: Kept, blocks: Bag[]): Bag {
    if (blocks.length > 100) throw new Error('too many blocks')
    this.patience -= blocks.length
    if (this.patience < 0) throw new Error('Notion broke down')
    const made = blocks.map((block) => this.make(block))
    parent.children.push(...made)
    return { results: made.map(({ id }) => ({ id })) }
  }

  drawn(id: unknown): Sketch[] {
    const draw = ({ type, content, children }: Kept): Sketch => [type, content, ...children.map(draw)]
    return this.things.get(String(id))?.children.map(draw) ?? []
  }
}

const text = (content: string) => ({ rich_text: [{ type: 'text', text: { content } }] })
const answered = (content: string) => ({
  rich_text: [{ type: 'text', text: { content }, plain_text: content, href: null }],
})
const row = (content: string): Sketch => ['table_row', { cells: [text(content).rich_text] }]
const page = {
  icon: { type: 'emoji', emoji: '📄' },
  cover: { type: 'file', file: { url: 'https://files.example/signed' } },
  parent: { type: 'page_id', page_id: 'above' },
  properties: { title: { id: 'title', type: 'title', title: answered('Plan').rich_text } },
}

async function copied(blocks: Sketch[], args: object = {}, source: Bag = page, patience = Infinity) {
  const notion = new Notion({ source }, blocks)
  notion.patience = patience
  const result = duplicatePage({
    arguments: { page_id: 'source', ...args },
    now: new Date(),
    request: (request) => notion.request(request),
  })
  const done = await result.catch((error: unknown) => ({ error, id: undefined }))
  const made = notion.asked.find(({ path }) => path === '/pages')?.body
  return { done, made, drawn: notion.drawn(done.id), asked: notion.asked }
}

test('a page is copied beside the original, or below another one under another title', async () => {
  expect((await copied([])).made).toStrictEqual({
    parent: { page_id: 'above' },
    properties: { title: { title: [{ type: 'text', text: { content: 'Plan' }, annotations: undefined }] } },
    icon: { type: 'emoji', emoji: '📄' },
  })
  const { made } = await copied([], { parent_id: 'other', title: 'Plan B' })
  expect(made).toMatchObject({
    parent: { page_id: 'other' },
    properties: { title: { title: [{ text: { content: 'Plan B' } }] } },
  })
})

test.each<[string, Sketch[]]>([
  [
    'lists deeper than one request takes',
    [
      [
        'toggle',
        text('1'),
        ['to_do', text('2'), ['quote', text('3'), ['callout', text('4'), ['code', text('5')]]]],
      ],
      ['divider', {}],
    ],
  ],
  [
    'more blocks than one request takes',
    Array.from({ length: 230 }, (_unused, at): Sketch => ['paragraph', text(`${at}`)]),
  ],
  [
    'a table longer than one request',
    [['table', { table_width: 1 }, ...Array.from({ length: 130 }, (_unused, at) => row(`${at}`))]],
  ],
  [
    'columns, the first block of one with its own',
    [
      [
        'column_list',
        {},
        ['column', {}, ['toggle', text('a'), ['paragraph', text('b')]], ['paragraph', text('c')]],
        ['column', { width_ratio: 0.5 }, ['paragraph', text('d')], ['table', { table_width: 1 }, row('e')]],
      ],
    ],
  ],
])('text is copied whole: %s', async (_what, blocks) => {
  const { done, drawn } = await copied(blocks)
  expect(done).toMatchObject({ object: 'page', left_out: [] })
  expect(JSON.parse(JSON.stringify(drawn))).toStrictEqual(blocks)
})

test('a column that begins with a table begins with an empty line in the copy', async () => {
  const table: Sketch = ['table', { table_width: 1 }, row('a')]
  const { drawn } = await copied([['column_list', {}, ['column', {}, table], ['column', {}, ['divider']]]])
  const blank: Sketch = ['paragraph', { rich_text: [] }]
  expect(JSON.parse(JSON.stringify(drawn))).toStrictEqual([
    ['column_list', {}, ['column', {}, blank, table], ['column', {}, ['divider', {}]]],
  ])
})

test('what only answers have is not sent, and what cannot be made is named', async () => {
  const preview = {
    type: 'mention',
    mention: { type: 'link_preview' },
    plain_text: 'issue 5',
    annotations: {},
  }
  const { done, drawn } = await copied([
    ['paragraph', { ...answered('x'), icon: null }],
    ['quote', { rich_text: [preview] }],
    ['child_page', { title: 'Within' }],
    ['image', { type: 'file', file: { url: 'https://files.example/signed' } }],
    ['image', { type: 'external', external: { url: 'https://pics.example/a.png' } }],
    ['synced_block', { synced_from: { block_id: 'elsewhere' } }, ['paragraph', text('from there')]],
  ])
  expect(drawn).toMatchObject([
    ['paragraph', text('x')],
    ['quote', { rich_text: [{ type: 'text', text: { content: 'issue 5' } }] }],
    ['image', { type: 'external' }],
    ['synced_block', { synced_from: { block_id: 'elsewhere' } }],
  ])
  expect(drawn.at(-1)).toHaveLength(2)
  expect(done).toMatchObject({ left_out: [{ type: 'child_page' }, { type: 'image' }] })
})

test('a row is copied into its database with the values that can be set', async () => {
  const properties = {
    Task: { id: 'title', type: 'title', title: answered('Mow').rich_text },
    Stage: { id: 's', type: 'status', status: { id: '1', name: 'Open', color: 'red' } },
    Tags: { id: 't', type: 'multi_select', multi_select: [{ id: '2', name: 'garden', color: 'blue' }] },
    Owner: { id: 'o', type: 'people', people: [{ object: 'user', id: 'u1', name: 'Ada' }] },
    Due: { id: 'd', type: 'date', date: null },
    Hours: { id: 'h', type: 'number', number: 0 },
    Cost: { id: 'c', type: 'formula', formula: { type: 'number', number: 3 } },
  }
  const source = { parent: { type: 'database_id', database_id: 'AB-1' }, properties }
  const { made } = await copied([], { parent_id: 'ab1' }, source)
  expect(made).toEqual({
    parent: { database_id: 'AB-1' },
    properties: {
      Task: { title: text('Mow').rich_text },
      Stage: { status: { name: 'Open' } },
      Tags: { multi_select: [{ name: 'garden' }] },
      Owner: { people: [{ id: 'u1' }] },
      Hours: { number: 0 },
    },
  })
})

test('nothing is written of a page that is too long, or without a place for the copy', async () => {
  const long = await copied(Array.from({ length: 1001 }, (): Sketch => ['divider']))
  const homeless = await copied([], {}, { ...page, parent: { type: 'workspace', workspace: true } })
  expect(String(long.done.error)).toContain('page_id: the page has more than 1000 blocks')
  expect(String(homeless.done.error)).toContain('parent_id: the page is not in another page or database')
  for (const { asked } of [long, homeless]) expect(asked.every(({ method }) => method === 'GET')).toBe(true)
})

test('a copy that fails on the way is moved to the trash, and the failure told', async () => {
  const blocks = Array.from({ length: 150 }, (): Sketch => ['divider'])
  const { done, asked } = await copied(blocks, {}, page, 120)
  expect(String(done.error)).toContain('Notion broke down')
  expect(asked.at(-1)).toMatchObject({ method: 'PATCH', path: '/pages/{page_id}', body: { archived: true } })
})

test('without its text a page is copied in two calls', async () => {
  const { asked } = await copied([['divider']], { include_blocks: false })
  expect(asked.map(({ method, path }) => `${method} ${path}`)).toStrictEqual([
    'GET /pages/{page_id}',
    'POST /pages',
  ])
})
