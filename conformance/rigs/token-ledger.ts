import { request, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'

import { takeFault, type Fault } from './faults.ts'
import { listen } from './listen.ts'
import type { ProviderProfile } from './provider-profiles.ts'
import { parseBody, readBody } from './read-body.ts'

/** One access token that the ledger saw being issued, or was told about. */
export type LedgerToken = {
  readonly token: string
  /** The person picked on the consent page (`userField` of the profile), followed through refreshes. */
  readonly user: string | undefined
  readonly issuedAt: number
  /** Epoch milliseconds; undefined means that it never expires. */
  readonly expiresAt: number | undefined
  readonly grantType: string
  readonly live: boolean
}

export type LedgerCall = {
  readonly kind: 'api' | 'oauth'
  readonly method: string
  readonly path: string
  readonly query: string
  /** The bearer token as sent, known or not; undefined when there was none. */
  readonly token: string | undefined
  readonly user: string | undefined
  /** 0 when the connection was broken on purpose and no response was written. */
  readonly status: number
  readonly body?: unknown
  /** True when the stand-in behind acted on it. */
  readonly reachedUpstream: boolean
}

export type TokenLedger = {
  /** What clients talk to. */
  readonly url: string
  /** Says what stands behind; needed once, before the first request. */
  attach(upstreamUrl: string): void
  /** Makes a token known that no token endpoint issued, such as a personal access token. */
  issue(token: string, details?: { user?: string; ttlSeconds?: number }): void
  /** From now on the token is answered as an unknown one is. Throws for a token never seen. */
  expire(token: string): void
  tokens(): LedgerToken[]
  /** Calls of the API in order of arrival; with a token, of that token alone. */
  calls(token?: string): LedgerCall[]
  /** Calls of the token and revocation endpoints; bodies hold the grant as it was sent. */
  oauthCalls(): LedgerCall[]
  /** Forgets the calls and the faults that were not used; tokens stay. */
  clear(): void
  inject(fault: Fault): void
  close(): Promise<void>
}

export type LedgerOptions = {
  profile: ProviderProfile
  /** Overrides the provider's `expires_in`, in the answer and in what the ledger accepts. */
  ttlSeconds?: number
}

type Entry = Omit<LedgerToken, 'live'> & { revoked: boolean }
type State = {
  options: LedgerOptions
  upstream: string | undefined
  tokens: Map<string, Entry>
  /** Codes and refresh tokens, to know whose the next access token is. */
  owners: Map<string, string>
  calls: LedgerCall[]
  faults: Fault[]
}
type Exchange = {
  method: string
  url: URL
  headers: IncomingHttpHeaders
  body: Buffer
  token: string | undefined
}
type Answer = { status: number; headers: Record<string, string | string[]>; body: Buffer }

/**
 * A reverse proxy that makes a credulous stand-in strict: only access tokens issued by the token endpoint it
 * fronts, and still live, pass. Everything is logged by token, and failures can be arranged.
 */
export async function startTokenLedger(options: LedgerOptions): Promise<TokenLedger> {
  const state: State = {
    options,
    upstream: undefined,
    tokens: new Map(),
    owners: new Map(),
    calls: [],
    faults: [],
  }
  const { url, close } = await listen((req, res) => {
    serve(state, req, res).catch((error: unknown) => {
      if (!res.headersSent) res.writeHead(502, { 'content-type': 'text/plain' })
      res.end(`The token ledger failed: ${String(error)}`)
    })
  })
  return {
    url,
    attach: (upstreamUrl) => void (state.upstream = upstreamUrl),
    issue: (token, { user, ttlSeconds } = {}) => remember(state, token, user, ttlSeconds, 'static'),
    expire: (token) => expire(state, token),
    tokens: () => [...state.tokens.values()].map((entry) => describe(state, entry)),
    calls: (token) =>
      state.calls.filter((call) => call.kind === 'api' && (token === undefined || call.token === token)),
    oauthCalls: () => state.calls.filter((call) => call.kind === 'oauth'),
    clear: () => {
      state.calls = []
      state.faults = []
    },
    inject: (fault) => void state.faults.push({ ...fault }),
    close,
  }
}

async function serve(state: State, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const exchange: Exchange = {
    method: req.method ?? 'GET',
    url: new URL(req.url ?? '/', 'http://ledger'),
    headers: req.headers,
    body: await readBody(req),
    token: bearer(req.headers.authorization),
  }
  const fault = takeFault(state.faults, exchange.method, exchange.url.pathname)
  if (fault?.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, fault.delayMs))
  if (fault?.outcome === 'reset') return breakOff(state, exchange, res, false)
  const arranged = fault?.outcome === 'status' ? arrangedAnswer(fault) : undefined
  const refusal = arranged ?? (isAllowed(state, exchange) ? undefined : jsonAnswer(rejectionOf(state)))
  if (refusal !== undefined) return answer(state, exchange, res, refusal, false)
  const forwarded = learn(state, exchange, await forward(state, exchange))
  if (fault?.outcome === 'drop') return breakOff(state, exchange, res, true)
  answer(state, exchange, res, forwarded, true)
}

/** GitHub still accepts `token X` beside `Bearer X`. */
function bearer(authorization: string | undefined): string | undefined {
  return /^(?:bearer|token)\s+(\S+)$/i.exec(authorization ?? '')?.[1]
}

function isAllowed(state: State, { url, token }: Exchange): boolean {
  const { authorize, consent, token: tokenPath, revoke, open } = state.options.profile
  const path = url.pathname
  if ([authorize, consent, tokenPath, revoke].includes(path)) return true
  if (open.some((prefix) => path.startsWith(prefix))) return true
  return token !== undefined && isLive(state, token)
}

function isLive(state: State, token: string): boolean {
  const entry = state.tokens.get(token)
  if (entry === undefined || entry.revoked) return false
  return entry.expiresAt === undefined || entry.expiresAt > Date.now()
}

function describe(state: State, { token, user, issuedAt, expiresAt, grantType }: Entry): LedgerToken {
  return { token, user, issuedAt, expiresAt, grantType, live: isLive(state, token) }
}

function rejectionOf({ options }: State): { status: number; body: unknown } {
  return options.profile.rejection
}

/** Takes what the OAuth endpoints reveal: who consented, which tokens exist now and for how long. */
function learn(state: State, exchange: Exchange, reply: Answer): Answer {
  const { profile } = state.options
  const path = exchange.url.pathname
  if (exchange.method !== 'POST') return reply
  if (path === profile.consent) learnConsent(state, exchange, reply)
  if (path === profile.revoke) learnRevocation(state, exchange)
  return path === profile.token ? learnTokens(state, exchange, reply) : reply
}

function learnConsent(state: State, exchange: Exchange, reply: Answer): void {
  const user = fields(exchange)[state.options.profile.userField]
  const { location } = reply.headers
  const code = typeof location === 'string' ? new URL(location, exchange.url).searchParams.get('code') : null
  if (user !== undefined && code !== null) state.owners.set(code, user)
}

function learnRevocation(state: State, exchange: Exchange): void {
  const entry = state.tokens.get(fields(exchange)['token'] ?? '')
  if (entry !== undefined) entry.revoked = true
}

function learnTokens(state: State, exchange: Exchange, reply: Answer): Answer {
  const asForm = String(reply.headers['content-type']).includes('application/x-www-form-urlencoded')
  const issued = parseBody(reply.body, String(reply.headers['content-type']))
  if (!isRecord(issued) || typeof issued['access_token'] !== 'string') return reply
  const grant = fields(exchange)
  const grantType = grant['grant_type'] ?? 'authorization_code'
  const user = state.owners.get(grant['code'] ?? grant['refresh_token'] ?? '')
  const ttl = state.options.ttlSeconds ?? toSeconds(issued['expires_in'])
  remember(state, issued['access_token'], user, ttl, grantType)
  const person = issued['authed_user']
  if (isRecord(person) && typeof person['access_token'] === 'string') {
    remember(state, person['access_token'], user, ttl, grantType)
  }
  if (typeof issued['refresh_token'] === 'string' && user !== undefined) {
    state.owners.set(issued['refresh_token'], user)
  }
  if (state.options.ttlSeconds === undefined) return reply
  return withLifetime(reply, { ...issued, expires_in: state.options.ttlSeconds }, asForm)
}

function withLifetime(reply: Answer, issued: Record<string, unknown>, asForm: boolean): Answer {
  const pairs = Object.entries(issued).map(([key, value]): [string, string] => [key, String(value)])
  const text = asForm ? new URLSearchParams(pairs).toString() : JSON.stringify(issued)
  return { ...reply, body: Buffer.from(text) }
}

function remember(
  state: State,
  token: string,
  user: string | undefined,
  ttlSeconds: number | undefined,
  grantType: string,
): void {
  const issuedAt = Date.now()
  const expiresAt = ttlSeconds === undefined ? undefined : issuedAt + ttlSeconds * 1000
  state.tokens.set(token, { token, user, issuedAt, expiresAt, grantType, revoked: false })
}

function expire(state: State, token: string): void {
  const entry = state.tokens.get(token)
  if (entry === undefined) throw new Error('The ledger never saw this token')
  entry.revoked = true
}

async function forward({ upstream }: State, { method, url, headers, body }: Exchange): Promise<Answer> {
  if (upstream === undefined) throw new Error('attach() was not called')
  const target = new URL(url.pathname + url.search, upstream)
  const { host: _, connection: __, 'transfer-encoding': ___, ...rest } = headers
  const message = await new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = request(target, { method, headers: { ...rest, 'content-length': body.length } }, resolve)
    outgoing.once('error', reject)
    outgoing.end(body)
  })
  const passed: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined && !hopByHop.has(name)) passed[name] = value
  }
  return { status: message.statusCode ?? 502, headers: passed, body: await readBody(message) }
}

/** Headers of one connection (RFC 9110 section 7.6.1), and the length, which is set anew. */
const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length'])

function arrangedAnswer({ status, headers = {}, body }: Fault & { outcome: 'status' }): Answer {
  const { headers: json, body: bytes } = jsonAnswer({
    status,
    body: body ?? { message: `Arranged ${status}` },
  })
  return { status, headers: { ...json, ...headers }, body: bytes }
}

function jsonAnswer({ status, body }: { status: number; body: unknown }): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(body)),
  }
}

function answer(state: State, exchange: Exchange, res: ServerResponse, reply: Answer, acted: boolean): void {
  log(state, exchange, reply.status, acted)
  res.writeHead(reply.status, { ...reply.headers, 'content-length': reply.body.length })
  res.end(exchange.method === 'HEAD' ? undefined : reply.body)
}

function breakOff(state: State, exchange: Exchange, res: ServerResponse, acted: boolean): void {
  log(state, exchange, 0, acted)
  res.socket?.resetAndDestroy()
}

function log(state: State, exchange: Exchange, status: number, reachedUpstream: boolean): void {
  const { profile } = state.options
  const path = exchange.url.pathname
  if (path === profile.authorize || path === profile.consent || path.startsWith('/_emulate/')) return
  const body = parseBody(exchange.body, exchange.headers['content-type'])
  state.calls.push({
    kind: path === profile.token || path === profile.revoke ? 'oauth' : 'api',
    method: exchange.method,
    path,
    query: exchange.url.search,
    token: exchange.token,
    user: exchange.token === undefined ? undefined : state.tokens.get(exchange.token)?.user,
    status,
    ...(body === undefined ? {} : { body }),
    reachedUpstream,
  })
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
