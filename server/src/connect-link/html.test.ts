import { expect, test } from 'vitest'
import { html, webAddress } from './html.ts'

test('escapes text so that it can neither open a tag nor leave a quoted attribute', () => {
  const evil = `"><script>alert('1')</script>&\``
  expect(html`<p title="${evil}">${evil}</p>`.markup).toBe(
    '<p title="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;&#96;">' +
      '&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;&#96;</p>',
  )
})

test('keeps nested templates as they are and joins lists', () => {
  const items = ['a', '<b>'].map((item) => html`<i>${item}</i>`)
  expect(html`<b>${items}</b>`.markup).toBe('<b><i>a</i><i>&lt;b&gt;</i></b>')
})

test('leaves nothing for values that are absent, and keeps zero', () => {
  expect(html`[${undefined}${null}${false}${''}${0}]`.markup).toBe('[0]')
})

test('does not take an object that looks like markup for markup', () => {
  const forged = JSON.parse('{"markup":"<script>"}') as string
  expect(html`${forged}`.markup).not.toContain('<script>')
})

test.each([
  ['javascript:alert(1)', undefined],
  ['JaVaScRiPt:alert(1)', undefined],
  ['data:text/html,x', undefined],
  ['//evil.example', undefined],
  [undefined, undefined],
  ['https://help.example/keys', 'https://help.example/keys'],
])('webAddress(%s) gives %s', (address, expected) => {
  expect(webAddress(address)).toBe(expected)
})
