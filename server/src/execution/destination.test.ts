import fc from 'fast-check'
import { expect, test } from 'vitest'
import { guardDestination, isBound } from './destination.ts'

const binding = { origin: 'https://api.example.com', hosts: ['uploads.example.com', '*.files.example.com'] }

test.each([
  ['https://api.example.com/x'],
  ['https://API.example.com:443/x'],
  ['https://uploads.example.com/'],
  ['https://a.files.example.com/'],
  ['https://a.b.files.example.com/'],
])('%s belongs to the toolkit', (url) => {
  expect(isBound(new URL(url), binding)).toBe(true)
})

test.each([
  ['http://api.example.com/'],
  ['https://api.example.com:8443/'],
  ['https://user@api.example.com/'],
  ['http://uploads.example.com/'],
  ['https://uploads.example.com:8443/'],
  ['https://files.example.com/'],
  ['https://evilfiles.example.com/'],
  ['https://api.example.com.evil.com/'],
  ['https://example.com/'],
])('%s does not', (url) => {
  expect(() => guardDestination(new URL(url), binding)).toThrow(/may not be sent to/)
})

test('the control: a toolkit that claims every host would send its credential to a foreign one', () => {
  const open = { ...binding, hosts: [...binding.hosts, 'api.example.com.evil.com'] }
  expect(() => guardDestination(new URL('https://api.example.com.evil.com/'), open)).not.toThrow()
})

test('whatever the URL, a bound one has one of the hosts', () => {
  fc.assert(
    fc.property(
      fc.webUrl({ withQueryParameters: true }),
      fc.webAuthority({ withPort: true, withUserInfo: true }),
      (text, authority) => {
        for (const candidate of [text, `https://${authority}/`]) {
          const url = URL.parse(candidate)
          if (!url || !isBound(url, binding)) continue
          expect(url.hostname).toMatch(/^(api|uploads|.+\.files)\.example\.com$/)
        }
      },
    ),
  )
})
