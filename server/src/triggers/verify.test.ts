import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { expect, test } from 'vitest'
import { Verify } from '@patchbay/catalog'
import { isGenuine, type IncomingCall } from './verify.ts'

const now = new Date('2026-01-31T12:00:00Z')
const seconds = String(now.getTime() / 1_000)
const old = String(now.getTime() / 1_000 - 301)
const raw = Buffer.from('{"a":"ü","sentAt":1}')
const url = 'https://patchbay.test/api/v3.1/webhooks/ingress/t'
const mac = (key: string | Buffer, ...parts: string[]) => {
  const hash = createHmac('sha256', key)
  for (const part of parts) hash.update(part)
  return hash
}
const body = raw.toString()
const keys = generateKeyPairSync('ed25519')
const publicKey = keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex')
const whsec = `whsec_${Buffer.from('svix key').toString('base64')}`
const jwtOf = (head: object, claims: object, key = 'k') => {
  const content = [head, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${content}.${mac(key, content).digest('base64url')}`
}
const later = now.getTime() / 1_000 + 60

type Case = [
  name: string,
  rule: object,
  secret: string,
  headers: Record<string, string>,
  more?: Partial<IncomingCall> | undefined,
]

function judge([, rule, secret, headers, more]: Case, at = now): boolean {
  const call: IncomingCall = { raw, headers, query: {}, body: JSON.parse(body), events: [], url, ...more }
  return isGenuine(Verify.parse(rule), call, secret, at)
}

const slack = {
  kind: 'hmac',
  header: 'x-sig',
  prefix: 'v0=',
  content: 'v0:{timestamp}:{body}',
  timestamp_header: 'x-at',
}
const slackSigned = (at: string) => ({
  'x-at': at,
  'x-sig': `v0=${mac('k', `v0:${at}:`, body).digest('hex')}`,
})
const discordSigned = (at: string) => ({
  'x-signature-timestamp': at,
  'x-signature-ed25519': sign(null, Buffer.concat([Buffer.from(at), raw]), keys.privateKey).toString('hex'),
})

const genuine: Case[] = [
  ['HMAC of the body', { kind: 'hmac', header: 'x-sig' }, 'k', { 'x-sig': mac('k', body).digest('hex') }],
  ['HMAC with a time', slack, 'k', slackSigned(seconds)],
  [
    'HMAC over our URL, in base64',
    { kind: 'hmac', header: 'x-sig', encoding: 'base64', content: 'POST{url}{body}' },
    'k',
    { 'x-sig': mac('k', `POST${url}`, body).digest('base64') },
  ],
  [
    'Stripe',
    { kind: 'stripe' },
    'k',
    { 'stripe-signature': `t=${seconds},v1=00,v1=${mac('k', `${seconds}.`, body).digest('hex')}` },
  ],
  [
    'Svix',
    { kind: 'svix' },
    whsec,
    {
      'svix-id': 'm',
      'svix-timestamp': seconds,
      'svix-signature': `v1,x v1,${mac('svix key', `m.${seconds}.`, body).digest('base64')}`,
    },
  ],
  ['JWT', { kind: 'jwt' }, 'k', { authorization: `Bearer ${jwtOf({ alg: 'HS256' }, { exp: later })}` }],
  ['Ed25519', { kind: 'ed25519' }, publicKey, discordSigned(seconds)],
  [
    'client state',
    { kind: 'client_state' },
    'k',
    {},
    { events: [{ clientState: 'k' }, { clientState: 'k' }] },
  ],
  ['token', { kind: 'token', in: 'header', name: 'x-token' }, 'k', { 'x-token': 'k' }],
  [
    'token in Basic',
    { kind: 'token', in: 'header', name: 'authorization' },
    'k',
    { authorization: `Basic ${Buffer.from('user:k').toString('base64')}` },
  ],
  ['token in the query', { kind: 'token', in: 'query', name: 't' }, 'k', {}, { query: { t: 'k' } }],
]

test.each(genuine)('%s: a genuine call passes, and no other secret, body or missing proof does', (...one) => {
  const [name, rule, secret, headers, more] = one
  expect(judge(one)).toBe(true)
  const other = name === 'Ed25519' ? '00'.repeat(32) : `${secret}x`.replace(/=*x$/, 'eHg=')
  expect(judge([name, rule, other, headers, more])).toBe(false)
  expect(judge([name, rule, '', headers, more])).toBe(false)
  expect(judge([name, rule, secret, {}, { events: [{}] }])).toBe(false)
  const isOfBody = !/token|client|JWT/.test(name)
  if (isOfBody)
    expect(judge([name, rule, secret, headers, { ...more, raw: Buffer.from(`${body} `) }])).toBe(false)
})

test.each<Case>([
  ['HMAC', slack, 'k', slackSigned(old)],
  [
    'Stripe',
    { kind: 'stripe' },
    'k',
    { 'stripe-signature': `t=${old},v1=${mac('k', `${old}.`, body).digest('hex')}` },
  ],
  [
    'Svix',
    { kind: 'svix' },
    whsec,
    {
      'svix-id': 'm',
      'svix-timestamp': old,
      'svix-signature': `v1,${mac('svix key', `m.${old}.`, body).digest('base64')}`,
    },
  ],
  ['JWT', { kind: 'jwt' }, 'k', { authorization: jwtOf({ alg: 'HS256' }, { exp: Number(old) }) }],
  ['Ed25519', { kind: 'ed25519' }, publicKey, discordSigned(old)],
])('%s: a recorded call is refused later, though it was genuine', (...one) => {
  expect(judge(one, new Date(Number(old) * 1_000 - 1_000))).toBe(true)
  expect(judge(one)).toBe(false)
})

test('a JWT does not choose its algorithm, and one event of a stranger spoils the call', () => {
  expect(judge(['', { kind: 'jwt' }, 'k', { authorization: jwtOf({ alg: 'none' }, { exp: later }) }])).toBe(
    false,
  )
  expect(judge(['', { kind: 'client_state' }, 'k', {}, { events: [{ clientState: 'k' }, {}] }])).toBe(false)
})
