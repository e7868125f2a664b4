import type { Answer, Exchange } from './ledger-forward.ts'
import type { LedgerTokens } from './ledger-tokens.ts'
import type { ProviderProfile } from './provider-profiles.ts'
import { parseBody } from './read-body.ts'

type Source = { profile: ProviderProfile; ttlSeconds: number | undefined; tokens: LedgerTokens }

/** Takes what the OAuth endpoints reveal: who consented, which tokens exist now and for how long. */
export function learn(source: Source, exchange: Exchange, reply: Answer): Answer {
  const { profile } = source
  const path = exchange.url.pathname
  if (exchange.method !== 'POST') return reply
  if (path === profile.consent) learnConsent(source, exchange, reply)
  if (path === profile.revoke) learnRevocation(source, exchange)
  return path === profile.token ? learnTokens(source, exchange, reply) : reply
}

function learnConsent(source: Source, exchange: Exchange, reply: Answer): void {
  const user = fields(exchange)[source.profile.userField]
  const { location } = reply.headers
  const code = typeof location === 'string' ? new URL(location, exchange.url).searchParams.get('code') : null
  if (user !== undefined && code !== null) source.tokens.setOwner(code, user)
}

function learnRevocation(source: Source, exchange: Exchange): void {
  source.tokens.revoke(fields(exchange)['token'] ?? '')
}

function learnTokens(source: Source, exchange: Exchange, reply: Answer): Answer {
  const asForm = String(reply.headers['content-type']).includes('application/x-www-form-urlencoded')
  const issued = parseBody(reply.body, String(reply.headers['content-type']))
  if (!isRecord(issued) || typeof issued['access_token'] !== 'string') return reply
  const grant = fields(exchange)
  const grantType = grant['grant_type'] ?? 'authorization_code'
  const user = source.tokens.ownerOf(grant['code'] ?? grant['refresh_token'] ?? '')
  const ttl = source.ttlSeconds ?? toSeconds(issued['expires_in'])
  source.tokens.add(issued['access_token'], user, ttl, grantType)
  const person = issued['authed_user']
  if (isRecord(person) && typeof person['access_token'] === 'string') {
    source.tokens.add(person['access_token'], user, ttl, grantType)
  }
  if (typeof issued['refresh_token'] === 'string' && user !== undefined) {
    source.tokens.setOwner(issued['refresh_token'], user)
  }
  if (source.ttlSeconds === undefined) return reply
  return withLifetime(reply, { ...issued, expires_in: source.ttlSeconds }, asForm)
}

function withLifetime(reply: Answer, issued: Record<string, unknown>, asForm: boolean): Answer {
  const pairs = Object.entries(issued).map(([key, value]): [string, string] => [key, String(value)])
  const text = asForm ? new URLSearchParams(pairs).toString() : JSON.stringify(issued)
  return { ...reply, body: Buffer.from(text) }
}

function fields({ body, headers }: Exchange): Record<string, string | undefined> {
  const parsed = parseBody(body, headers['content-type'])
  return isRecord(parsed) ? (parsed as Record<string, string | undefined>) : {}
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function toSeconds(value: unknown): number | undefined {
  const seconds = Number(value)
  return value !== undefined && Number.isFinite(seconds) ? seconds : undefined
}
