import { expect, test } from 'vitest'
import { buildIndex } from './build-index.ts'
import { buildNearWords, NearWordFinder } from './near-words.ts'
import { buildStringTable } from './string-table.ts'

const WORDS = ['message', 'massage', 'repository', 'calendar', '2022', 'cat']
const VOCABULARY = new Map(WORDS.map((word, term) => [word, term]))
const FINDER = new NearWordFinder(buildNearWords(VOCABULARY), buildStringTable(WORDS))

function near(word: string): (string | undefined)[] {
  return FINDER.find(word).map(({ term }) => WORDS[term])
}

test('a slip of the keyboard leads to the word meant and not to its neighbour', () => {
  expect(near('messsage')).toStrictEqual(['message'])
  expect(near('calender')).toStrictEqual(['calendar'])
})

test('numbers and short words have no near spellings, and no word is near itself', () => {
  expect(near('2023')).toStrictEqual([])
  expect(near('car')).toStrictEqual([])
  expect(near('repository')).toStrictEqual([])
})

test('asking again gives the same answer', () => {
  expect(near('calender')).toStrictEqual(near('calender'))
})

test('a misspelled use case still finds its tool', () => {
  const index = buildIndex([
    { id: 'a', name: 'GITHUB_LIST_REPOSITORIES', description: 'List repositories.' },
    { id: 'b', name: 'SLACK_SEND_MESSAGE', description: 'Send a message.' },
  ])
  expect(index.search('respositories')[0]?.id).toBe('a')
})

test('of a word no tool knows, a swap of letters is seen through', () => {
  const unknown = (word: string) => FINDER.find(word, true).map(({ term }) => WORDS[term])
  expect(unknown('mesasge')).toStrictEqual(['message'])
  expect(unknown('repostiory')).toStrictEqual(['repository'])
  expect(unknown('zebra')).toStrictEqual([])
})
