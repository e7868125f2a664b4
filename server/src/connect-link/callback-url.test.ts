import { expect, test } from 'vitest'
import { checkCallbackUrl, withOutcome } from './callback-url.ts'

test.each([
  'https://app.example/done',
  'http://localhost:3000/callback?user_id=u%201&x=a+b#top',
  'HTTPS://app.example',
  'https://xn--bcher-kva.example/ä',
])('accepts %s as it is', (url) => {
  expect(checkCallbackUrl(url, 'callback_url')).toBe(url)
})

test.each([
  'javascript:alert(1)',
  'JAVASCRIPT:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'file:///etc/passwd',
  'blob:https://app.example/1',
  '//evil.example',
  '/\\evil.example',
  'https:evil.example',
  'https:/evil.example',
  'https:\\\\evil.example',
  'https://evil.example\\@app.example',
  'https://app.example@evil.example',
  'https://user:pass@app.example',
  'https://@app.example',
  'https://',
  'https://app.example/a b',
  'https://app.example/\u0000',
  'https://app.example/\r\nset-cookie: a=b',
  'https://[::1',
  'myapp://done',
  `https://app.example/${'x'.repeat(2048)}`,
  '',
])('refuses %j and names the field', (url) => {
  expect(() => checkCallbackUrl(url, 'callback_url')).toThrow(/^callback_url: must be an http\(s\) URL/)
})

test.each([
  'https://app.example/any?x=1#y',
  'https://app.example:443/done',
  'HTTPS://APP.example/done',
  'http://localhost:3000',
])('accepts %s of an origin that is allowed', (url) => {
  const origins = ['https://app.example', 'http://localhost:3000']
  expect(checkCallbackUrl(url, 'callback_url', origins)).toBe(url)
})

const foreign = [
  'http://app.example/done',
  'https://app.example:8443/done',
  'https://app.example.evil.example/done',
  'https://evil.example/?https://app.example',
  'https://evil.example/#https://app.example',
  'https://xapp.example',
  'http://localhost:3001',
]

test.each(foreign)('refuses %s of another origin', (url) => {
  const origins = ['https://app.example', 'http://localhost:3000']
  expect(() => checkCallbackUrl(url, 'callback_url', origins)).toThrow(
    'callback_url: must be of an origin that the project allows',
  )
})

test.each(foreign)('the control: to a project without such a list, %s is as good as any', (url) => {
  expect(checkCallbackUrl(url, 'callback_url')).toBe(url)
})

test.each([
  ['https://a.test/done', 'https://a.test/done?status=success&connected_account_id=ca_1'],
  ['https://a.test/?x=a+b&y=%20', 'https://a.test/?x=a+b&y=%20&status=success&connected_account_id=ca_1'],
  ['https://a.test/?', 'https://a.test/?status=success&connected_account_id=ca_1'],
  ['https://a.test/#/route?x', 'https://a.test/?status=success&connected_account_id=ca_1#/route?x'],
])('appends the outcome to %s and changes nothing else', (url, expected) => {
  expect(withOutcome(url, 'success', 'ca_1')).toBe(expected)
})
