import { expect, test } from 'vitest'
import { chooseLanguage, fill, languageNames, wordsOf, type Language } from './languages.ts'

const places = (sentence: string) => [...sentence.matchAll(/\{\w+\}/g)].map(String).toSorted()
const languages = Object.keys(languageNames) as Language[]

test.each(languages.filter((language) => language !== 'en'))(
  'in %s, no sentence is missing, left in English or without one of its names',
  (language) => {
    const english = Object.entries(wordsOf('en'))
    const translated: Record<string, string> = wordsOf(language)
    expect(Object.keys(translated).toSorted()).toStrictEqual(english.map(([key]) => key).toSorted())
    for (const [key, sentence] of english) {
      expect([key, places(translated[key] ?? '')]).toStrictEqual([key, places(sentence)])
      if (key.endsWith('Text')) expect(translated[key]).not.toBe(sentence)
    }
  },
)

test.each([
  [undefined, undefined, 'en'],
  [undefined, 'de', 'de'],
  [undefined, 'pt-BR,pt;q=0.9,en;q=0.5', 'pt'],
  [undefined, 'en;q=0.2, fr;q=0.9', 'fr'],
  [undefined, 'fr;q=0, es', 'es'],
  [undefined, ';;;,q=,', 'en'],
  ['ES', 'de', 'es'],
  ['constructor', 'de', 'de'],
  [['de'], undefined, 'en'],
])('asked for %j by a browser that accepts %j, speaks %s', (asked, accepted, language) => {
  expect(chooseLanguage(asked, accepted)).toBe(language)
})

test('fills in names, and leaves alone what a name brings along', () => {
  expect(fill('{a} and {b} and {c}', { a: '{b}', b: '$&' })).toBe('{b} and $& and {c}')
})
