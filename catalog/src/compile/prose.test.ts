import { expect, test } from 'vitest'
import { plainText, shorten } from './prose.ts'

test.each([
  ['<p>Read <b>one</b> thing.</p>', 'Read one thing.'],
  ['See [the guide](https://example.com/a?b=c) first.', 'See the guide first.'],
  ['Look at https://example.com/x for more.', 'Look at for more.'],
  ['## Title\n\n* one\n* two', 'Title one two'],
  ['**Note:** `code` and _stress_, snake_case stays', 'Note: code and stress, snake_case stays'],
  ['a &amp; b &lt;c&gt;', 'a & b <c>'],
  ['without the `.git` extension', 'without the .git extension'],
  ['The page. For more information, see "[Using pagination](https://x.example)."', 'The page.'],
  ['2 < 3 and 5 > 4', '2 < 3 and 5 > 4'],
])('%j reads as %j', (source, text) => {
  expect(plainText(source)).toBe(text)
})

test('hostile markup is read in bounded time', () => {
  const start = performance.now()
  for (const piece of ['[', '<a', '![', '_', '<!--', '((', '`', '&amp;', '[]('])
    plainText(piece.repeat(20_000))
  expect(performance.now() - start).toBeLessThan(2_000)
})

test('text is cut at a sentence, else at a word', () => {
  expect(shorten('First sentence. Second one is longer', 25)).toBe('First sentence.')
  expect(shorten('one two three four five six seven', 22)).toBe('one two three four…')
  expect(shorten('short', 22)).toBe('short')
  expect(shorten('anything else that is long', 0)).toBe('')
})
