import type { IncomingMessage, ServerResponse } from 'node:http'

import { takeFault, type Fault } from './faults.ts'
import { asPost, forward, withoutFields, type Answer, type Exchange } from './ledger-forward.ts'
import { learn } from './ledger-learning.ts'
import { LedgerTokens, type LedgerToken } from './ledger-tokens.ts'
import { listen } from './listen.ts'
import type { ProviderProfile } from './provider-profiles.ts'
import { parseBody, readBody } from './read-body.ts'

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

type State = {
  profile: ProviderProfile
  ttlSeconds: number | undefined
  upstream: string | undefined
  tokens: LedgerTokens
  calls: LedgerCall[]
  faults: Fault[]
}

/**
 * A reverse proxy that makes a credulous stand-in strict: only access tokens issued by the token endpoint it
 * fronts, and still live, pass. Everything is logged by token, and failures can be arranged.
 */
export async function startTokenLedger({ profile, ttlSeconds }: LedgerOptions): Promise<TokenLedger> {
  const tokens = new LedgerTokens()
  const state: State = { profile, ttlSeconds, tokens, upstream: undefined, calls: [], faults: [] }
  const { url, close } = await listen((req, res) => {
    serve(state, req, res).catch((error: unknown) => {
      if (!res.headersSent) res.writeHead(502, { 'content-type': 'text/plain' })
      res.end(`The token ledger failed: ${String(error)}`)
    })
  })
  return {
    url,
    attach: (upstreamUrl) => void (state.upstream = upstreamUrl),
    issue: (token, { user, ttlSeconds } = {}) => tokens.add(token, user, ttlSeconds, 'static'),
    expire: (token) => {
      if (!tokens.revoke(token)) throw new Error('The ledger never saw this token')
    },
    tokens: () => tokens.list(),
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
  const refusal = arranged ?? (isAllowed(state, exchange) ? undefined : jsonAnswer(state.profile.rejection))
  if (refusal !== undefined) return answer(state, exchange, res, refusal, false)
  const forwarded = learn(state, exchange, await passOn(state, exchange))
  if (fault?.outcome === 'drop') return breakOff(state, exchange, res, true)
  answer(state, exchange, res, forwarded, true)
}

async function passOn({ profile, upstream }: State, exchange: Exchange): Promise<Answer> {
  if (upstream === undefined) throw new Error('attach() was not called')
  const { postOnly, lacks } = profile
  if (lacks !== undefined) return forward(upstream, withoutFields(exchange, lacks))
  const adapt =
    postOnly !== undefined && exchange.method === 'GET' && exchange.url.pathname.startsWith(postOnly)
  return forward(upstream, adapt ? asPost(exchange) : exchange)
}

/** GitHub still accepts `token X` beside `Bearer X`. */
function bearer(authorization: string | undefined): string | undefined {
  return /^(?:bearer|token)\s+(\S+)$/i.exec(authorization ?? '')?.[1]
}

function isAllowed(state: State, { url, token }: Exchange): boolean {
  const { authorize, consent, token: tokenPath, revoke, open } = state.profile
  const path = url.pathname
  if ([authorize, consent, tokenPath, revoke].includes(path)) return true
  if (open.some((prefix) => path.startsWith(prefix))) return true
  return token !== undefined && state.tokens.isLive(token)
}

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
  const { profile } = state
  const path = exchange.url.pathname
  if (path === profile.authorize || path === profile.consent || path.startsWith('/_emulate/')) return
  const body = parseBody(exchange.body, exchange.headers['content-type'])
  state.calls.push({
    kind: path === profile.token || path === profile.revoke ? 'oauth' : 'api',
    method: exchange.method,
    path,
    query: exchange.url.search,
    token: exchange.token,
    user: exchange.token === undefined ? undefined : state.tokens.userOf(exchange.token),
    status,
    ...(body === undefined ? {} : { body }),
    reachedUpstream,
  })
}
