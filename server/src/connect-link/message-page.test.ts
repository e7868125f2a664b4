import { expect, test } from 'vitest'
import { noBrand } from './brand.ts'
import { wordsOf } from './languages.ts'
import { messagePage, type Message } from './message-page.ts'

test.each([
  ['connected', 200, 'good', 'Git&lt;Hub&gt; $&amp; connected'],
  ['denied', 200, 'note', 'Git&lt;Hub&gt; $&amp; not connected'],
  ['failed', 502, 'bad', 'Git&lt;Hub&gt; $&amp; not connected'],
  ['expired', 410, 'note', 'This link has expired'],
  ['broken', 500, 'bad', 'Something went wrong'],
] satisfies [Message, number, string, string][])(
  'says %s with status %s, a %s mark that readers skip, and the heading %s',
  (message, status, mark, heading) => {
    const view = { language: 'en', words: wordsOf('en'), brand: noBrand, config: undefined } as const
    const page = messagePage(message, { view, toolkit: 'Git<Hub> $&' })
    expect(page.status).toBe(status)
    expect(page.body).toMatch(new RegExp(`<svg class="mark ${mark}"[^>]* aria-hidden="true">`))
    expect(page.body).toContain(`<h1>${heading}</h1>`)
    expect(page.body).not.toContain('{toolkit}')
  },
)
