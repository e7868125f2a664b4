import { expect, test } from 'vitest'
import { setHeader } from './headers.ts'

test('a header is kept under its name in lower case', () => {
  const headers: Record<string, string> = { accept: 'application/json' }
  setHeader(headers, 'Accept', 'text/plain')
  expect(headers).toStrictEqual({ accept: 'text/plain' })
})

test.each([
  ['a line break', 'x-a', 'a\r\nx-b: c'],
  ['a NUL', 'x-a', 'a\0'],
  ['a letter outside ASCII', 'x-a', 'ä'],
  ['a space in the name', 'x a', 'b'],
  ['a line break in the name', 'x-a\n', 'b'],
  ['an empty name', '', 'b'],
  ['Host', 'Host', 'evil.example'],
  ['Content-Length', 'content-length', '0'],
  ['Transfer-Encoding', 'Transfer-Encoding', 'chunked'],
  ['Proxy-Authorization', 'Proxy-Authorization', 'Basic x'],
  ['too long a value', 'x-a', 'a'.repeat(8_193)],
])('refuses %s, without repeating the value', (_what, name, value) => {
  const headers: Record<string, string> = {}
  expect(() => setHeader(headers, name, value)).toThrow(/^Invalid request: header (?!.*evil)/)
  expect(headers).toStrictEqual({})
})
