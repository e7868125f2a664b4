import type { AuthorizationServer } from 'oauth4webapi'
import { expect, test } from 'vitest'
import { clientBasic } from './client-basic.ts'

function sent(id: string, secret: string): string {
  const headers = new Headers()
  void clientBasic(secret)({} as AuthorizationServer, { client_id: id }, new URLSearchParams(), headers)
  const [, base64 = ''] = (headers.get('authorization') ?? '').split(' ')
  return Buffer.from(base64, 'base64').toString('latin1')
}

/** As a strict server reads a part (RFC 6749, appendix B). */
const decoded = (part: string) => decodeURIComponent(part.replaceAll('+', ' '))

test.each([
  ['463558a3-725e-4f37-b6d3-0889894f68de', '0jQKm_heHj4Ba7-IPXk1b.~x/y=='],
  ['app.apps.googleusercontent.com', 'GOCSPX-a*b!(c)'],
])('%s and its secret arrive as they are, whether or not the provider decodes them', (id, secret) => {
  expect(sent(id, secret)).toBe(`${id}:${secret}`)
  expect(sent(id, secret).split(':').map(decoded)).toStrictEqual([id, secret])
})

test.each([
  ['a:b', 'c:d'],
  ['a b', '100%+ü\u{1f511}'],
])('what a decoder would change is escaped: %s', (id, secret) => {
  const [first = '', ...rest] = sent(id, secret).split(':')
  expect([first, rest.join(':')].map(decoded)).toStrictEqual([id, secret])
})
