import { expect, test } from 'vitest'
import { buildIndex, type SearchOptions, type ToolDocument } from './index.ts'

const VERBS = ['create', 'list', 'delete', 'update', 'archive', 'export', 'merge', 'send', 'approve', 'share']
const THINGS = [
  'invoice',
  'message',
  'ticket',
  'file',
  'event',
  'contact',
  'order',
  'song',
  'recipe',
  'flight',
]

/** Larger than what is compared in full: the engine leaves out what a quick look finds no good. */
const TOOLS: readonly ToolDocument[] = Array.from({ length: 9_000 }, (_, at) => {
  const verb = VERBS[at % 10] ?? ''
  const thing = THINGS[Math.floor(at / 10) % 10] ?? ''
  const toolkit = `app${Math.floor(at / 100)}`
  return { id: `${toolkit}_${verb}_${thing}`.toUpperCase(), name: `${verb} ${thing}`, toolkit }
})
const INDEX = buildIndex(TOOLS)

function find(query: string, options: SearchOptions = {}): string[] {
  return INDEX.search(query, options).map(({ id }) => id)
}

test('in a large index the right tools come first', () => {
  for (const id of find('approve a flight')) expect(id).toMatch(/_APPROVE_FLIGHT$/)
  expect(find('merge recipes in app77')[0]).toBe('APP77_MERGE_RECIPE')
})

test('a paraphrase without a word of the tool is found by its meaning', () => {
  for (const id of find('forward an email', { limit: 3 })) expect(id).toMatch(/_SEND_MESSAGE$/)
})

test('a filter that admits few of the likeliest finds what it admits', () => {
  const isOpen = (id: string) => id === 'APP3_SHARE_SONG' || id === 'APP50_DELETE_ORDER'
  expect(find('remove an order', { filter: isOpen, limit: 1 })).toStrictEqual(['APP50_DELETE_ORDER'])
  expect(find('play music', { filter: isOpen })).toContain('APP3_SHARE_SONG')
  const inOne = find('send a message', { toolkits: ['app8'], limit: 1 })
  expect(inOne).toStrictEqual(['APP8_SEND_MESSAGE'])
})

test('a filter may search the same index', () => {
  const plain = find('list contacts', { limit: 20 })
  let asked = 0
  const filter = () => asked++ % 50 > 0 || find('export files', { limit: 1 }).length === 1
  expect(find('list contacts', { limit: 20, filter })).toStrictEqual(plain)
  expect(asked).toBeGreaterThan(200)
})
