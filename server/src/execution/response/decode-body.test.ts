import { expect, test } from 'vitest'
import { decodeBody } from './decode-body.ts'

test.each([
  ['application/json; charset=utf-8', '{"a":1}', { kind: 'json', value: { a: 1 } }],
  ['application/x-javascript', '{"a":1}', { kind: 'json', value: { a: 1 } }],
  ['application/x-javascript', 'let a = 1', { kind: 'text', text: 'let a = 1' }],
  ['text/plain', '{"a":1}', { kind: 'text', text: '{"a":1}' }],
])('a body of type %s that says %s is read as what it is', (type, body, decoded) => {
  expect(decodeBody(Buffer.from(body), type)).toStrictEqual(decoded)
})
