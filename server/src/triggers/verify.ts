/** Whether a call comes from the app: signatures over the raw body, compared in constant time. */
import { createHmac, createPublicKey, timingSafeEqual, verify as verifySignature } from 'node:crypto'
import type { Verify } from '@patchbay/catalog'
import { valueIn } from './values.ts'

export interface IncomingCall {
  raw: Buffer
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>
  query: Readonly<Record<string, unknown>>
  /** The body, parsed. */
  body: unknown
  /** The events in it. */
  events: readonly unknown[]
  /** Our URL, as the app knows it. */
  url: string
}

type Of<K extends Verify['kind']> = Extract<Verify, { kind: K }>

/** @param secret of the endpoint; without one nothing is genuine, except where the URL is the secret */
export function isGenuine(rule: Verify, call: IncomingCall, secret: string | undefined, now: Date): boolean {
  if (rule.kind === 'url') return true
  if (secret === undefined || secret === '') return false
  switch (rule.kind) {
    case 'hmac':
      return hmac(rule, call, secret, now)
    case 'stripe':
      return stripe(rule, call, secret, now)
    case 'svix':
      return svix(rule, call, secret, now)
    case 'jwt':
      return jwt(rule, call, secret, now)
    case 'ed25519':
      return ed25519(rule, call, secret, now)
    case 'client_state':
      return call.events.length > 0 && call.events.every((event) => isSame(textIn(event, rule.path), secret))
    case 'token':
      return token(rule, call, secret)
    default:
      return rule satisfies never
  }
}

function hmac(
  rule: Of<'hmac'>,
  { raw, headers, url, body }: IncomingCall,
  secret: string,
  now: Date,
): boolean {
  const given = headers[rule.header]
  if (given === undefined || !given.startsWith(rule.prefix)) return false
  const stamp = rule.timestamp_header === undefined ? undefined : headers[rule.timestamp_header]
  const sentAt = stamp ?? (rule.timestamp_path === undefined ? undefined : textIn(body, rule.timestamp_path))
  const isTimed = rule.timestamp_header !== undefined || rule.timestamp_path !== undefined
  if (isTimed && !isFresh(sentAt, rule.tolerance_seconds, now)) return false
  const mac = createHmac(rule.algorithm, secret)
  for (const part of rule.content.split(/(\{body\}|\{timestamp\}|\{url\})/)) {
    if (part === '{body}') mac.update(raw)
    else if (part === '{timestamp}') mac.update(stamp ?? '')
    else if (part === '{url}') mac.update(url)
    else mac.update(part)
  }
  return isSame(given.slice(rule.prefix.length), mac.digest(rule.encoding))
}

/** https://docs.stripe.com/webhooks#verify-manually */
function stripe(rule: Of<'stripe'>, { raw, headers }: IncomingCall, secret: string, now: Date): boolean {
  const parts = (headers['stripe-signature'] ?? '').split(',').map((part) => part.trim().split('='))
  const stamp = parts.find(([name]) => name === 't')?.[1]
  if (!isFresh(stamp, rule.tolerance_seconds, now)) return false
  const expected = createHmac('sha256', secret).update(`${stamp}.`).update(raw).digest('hex')
  return parts.some(([name, value]) => name === 'v1' && isSame(value, expected))
}

/** Standard Webhooks, with the secret in base64 after `whsec_`. */
function svix(rule: Of<'svix'>, { raw, headers }: IncomingCall, secret: string, now: Date): boolean {
  const id = headers['svix-id'] ?? headers['webhook-id']
  const stamp = headers['svix-timestamp'] ?? headers['webhook-timestamp']
  if (id === undefined || !isFresh(stamp, rule.tolerance_seconds, now)) return false
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const expected = createHmac('sha256', key).update(`${id}.${stamp}.`).update(raw).digest('base64')
  const given = headers['svix-signature'] ?? headers['webhook-signature'] ?? ''
  return given.split(' ').some((one) => one.startsWith('v1,') && isSame(one.slice(3), expected))
}

/** HS256 alone: an algorithm that the token chooses would be its forger's choice. */
function jwt({ header }: Of<'jwt'>, { headers }: IncomingCall, secret: string, now: Date): boolean {
  const [head, body, signature, more] = (headers[header] ?? '').replace(/^(?:Bearer|JWT) /i, '').split('.')
  if (!head || !body || !signature || more !== undefined) return false
  const { alg } = jsonOf(head)
  const { exp, nbf } = jsonOf(body)
  const seconds = now.getTime() / 1_000
  if (alg !== 'HS256' || typeof exp !== 'number' || exp < seconds) return false
  if (typeof nbf === 'number' && nbf > seconds + 60) return false
  return isSame(signature, createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url'))
}

/** https://discord.com/developers/docs/interactions/overview#setting-up-an-endpoint */
function ed25519(rule: Of<'ed25519'>, { raw, headers }: IncomingCall, key: string, now: Date): boolean {
  const stamp = headers[rule.timestamp_header]
  const signature = Buffer.from(headers[rule.header] ?? '', 'hex')
  if (!isFresh(stamp, rule.tolerance_seconds, now) || signature.length !== 64 || !/^[0-9a-f]{64}$/i.test(key))
    return false
  // The fixed beginning of an Ed25519 key in DER (RFC 8410), then the key's 32 bytes.
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(key, 'hex')])
  const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' })
  return verifySignature(null, Buffer.concat([Buffer.from(stamp ?? ''), raw]), publicKey, signature)
}

/** The secret itself, or as the credential of an `Authorization` header: Bearer, or Basic's password. */
function token(rule: Of<'token'>, { headers, query, body }: IncomingCall, secret: string): boolean {
  const given =
    rule.in === 'header'
      ? headers[rule.name]
      : rule.in === 'query'
        ? textIn(query, rule.name)
        : textIn(body, rule.name)
  if (given === undefined) return false
  const [scheme = '', credential] = given.split(' ')
  if (/^bearer$/i.test(scheme)) return isSame(credential, secret)
  if (!/^basic$/i.test(scheme)) return isSame(given, secret)
  const pair = Buffer.from(credential ?? '', 'base64').toString()
  return isSame(pair.slice(pair.indexOf(':') + 1), secret)
}

/** Seconds or milliseconds since 1970, within the tolerance on both sides: a recorded call is worth nothing later. */
function isFresh(stamp: string | undefined, toleranceSeconds: number, now: Date): boolean {
  if (stamp === undefined || !/^\d{9,14}$/.test(stamp)) return false
  const at = Number(stamp) > 1e11 ? Number(stamp) : Number(stamp) * 1_000
  return Math.abs(now.getTime() - at) <= toleranceSeconds * 1_000
}

function isSame(given: string | undefined, expected: string): boolean {
  if (given === undefined) return false
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

function jsonOf(part: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

function textIn(value: unknown, path: string): string | undefined {
  const found = valueIn(value, path)
  return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined
}
