import { expect, test } from 'vitest'
import { redactDeep, redactText } from './redact.ts'

const secret = 's3cr+t/with "quotes" & ümlaut='
const base64 = (text: string) => Buffer.from(text).toString('base64')

const forms: [form: string, text: string][] = [
  ['as it is', secret],
  ['base64', base64(secret)],
  ['base64url', Buffer.from(secret).toString('base64url')],
  ['hex', Buffer.from(secret).toString('hex')],
  ['percent-encoded', encodeURIComponent(secret)],
  ['percent-encoded in lower case', encodeURIComponent(secret).replace(/%../g, (hex) => hex.toLowerCase())],
  ['form-encoded', new URLSearchParams({ key: secret }).toString().slice('key='.length)],
  ['escaped in JSON', JSON.stringify(secret).slice(1, -1)],
]

test.each(forms)('takes a secret out of an error message: %s', (_form, text) => {
  const redacted = redactText(`upstream said: ${text}, sorry`, [secret])
  expect(redacted).toMatch(/^upstream said: REDACTED=*, sorry$/)
})

test('finds a password inside basic credentials, whatever the length of the user name', () => {
  for (const user of ['u', 'us', 'use', 'user']) {
    const header = base64(`${user}:hunter2hunter2:tail`)
    expect(redactText(header, ['hunter2hunter2'])).not.toContain(header.slice(8, 20))
    expect(redactText(header, ['another-password'])).toBe(header)
  }
})

test('goes through keys and values of a document, and changes nothing else', () => {
  const document = { error: { message: `bad key ${secret}`, [secret]: [1, null, true, secret] } }
  expect(redactDeep(document, [secret])).toStrictEqual({
    error: { message: 'bad key REDACTED', REDACTED: [1, null, true, 'REDACTED'] },
  })
  expect(document.error.message).toContain(secret)
})

test('a longer secret is taken out whole when a shorter one is its beginning', () => {
  expect(redactText('token-abcdef', ['token', 'token-abcdef'])).toBe('REDACTED')
})

test('secrets too short to be told from ordinary text are left alone', () => {
  expect(redactText('a1 b2 c3', ['a1', '', 'b'])).toBe('a1 b2 c3')
})

test('a key named __proto__ stays a plain property', () => {
  const copy = redactDeep(JSON.parse(`{"__proto__": {"polluted": "${'x'.repeat(5)}"}}`), ['xxxxx'])
  expect(Object.getPrototypeOf(copy)).toBe(Object.prototype)
  expect(JSON.stringify(copy)).toBe('{"__proto__":{"polluted":"REDACTED"}}')
})

test('cyclic and very deep documents end', () => {
  const cyclic: Record<string, unknown> = { secret }
  cyclic['self'] = cyclic
  const copy = redactDeep(cyclic, [secret]) as Record<string, unknown>
  expect(copy['self']).toBe(copy)
  expect(copy['secret']).toBe('REDACTED')
  const deep = JSON.parse(`${'['.repeat(3000)}"${'y'.repeat(9)}"${']'.repeat(3000)}`)
  expect(JSON.stringify(redactDeep(deep, ['y'.repeat(9)]))).not.toContain('y')
})

test('a list of secrets that grows is looked at anew', () => {
  const secrets = ['first-secret']
  expect(redactText('first-secret second-secret', secrets)).toBe('REDACTED second-secret')
  secrets.push('second-secret')
  expect(redactText('first-secret second-secret', secrets)).toBe('REDACTED REDACTED')
  expect(redactText('first-secret second-secret', secrets)).toBe('REDACTED REDACTED')
})
