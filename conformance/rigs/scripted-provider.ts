import { createHmac, randomBytes, verify, type KeyObject } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

import { listen } from './listen.ts'
import { readBody } from './read-body.ts'

/** A request that the provider got, with a form or JSON body read into fields. */
export type ProviderRequest = {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
  readonly fields: Record<string, string>
}

/** Answers instead of the provider; keeps silent when it does nothing. */
export type Script = (res: ServerResponse, request: ProviderRequest) => void

export type ScriptedProvider = {
  readonly url: string
  readonly host: string
  /** Requests by path, in order. */
  requests(path?: string): ProviderRequest[]
  /** Takes the place of the provider's own answer at a path, until `reset`. */
  script(path: string, script: Script): void
  /** The redirect by which `/authorize` sends the browser back, as the test wants it. */
  callback(change: (callback: URL) => void): void
  /** Forgets scripts and requests, not tokens. */
  reset(): void
  close(): Promise<void>
}

export type ScriptedProviderOptions = {
  /** Its clock, in milliseconds. */
  now?: () => number
  /** Checks assertions at `/assertion` (RS256). */
  publicKey?: KeyObject
  /** Checks signatures at `/oauth1/…` and `/signed`. */
  consumer?: { key: string; secret: string }
}

/**
 * A provider whose every answer can be replaced by a test. By itself it behaves: `/authorize` sends the browser
 * back with a code at once, codes and refresh tokens work once, `/me` knows the tokens it has given, `/login` takes
 * one password, `/assertion` one key, `/oauth1/…` one consumer, whose signatures it computes on its own.
 */
export async function startScriptedProvider(
  options: ScriptedProviderOptions = {},
): Promise<ScriptedProvider> {
  const now = options.now ?? Date.now
  const log: ProviderRequest[] = []
  const scripts = new Map<string, Script>()
  const state = {
    tokens: new Set<string>(),
    refresh: new Set<string>(),
    codes: new Set<string>(),
    secrets: new Map<string, string>(),
    /** Where the browser goes back to, by OAuth 1.0a request token. */
    callbacks: new Map<string, string>(),
  }
  let change: (callback: URL) => void = () => {}
  const { url, close } = await listen((req, res) => {
    void serve(req, res).catch((error: unknown) => res.writeHead(500).end(String(error)))
  })

  async function serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const at = new URL(req.url ?? '/', 'http://rig')
    const request: ProviderRequest = {
      method: req.method ?? 'GET',
      path: at.pathname,
      query: at.searchParams,
      headers: req.headers,
      fields: fieldsOf(await readBody(req)),
    }
    log.push(request)
    const script = scripts.get(at.pathname)
    if (script) return script(res, request)
    const behave = behaviours[at.pathname]
    if (behave) return behave(res, request)
    json(res, 404, { error: 'not_found' })
  }

  const give = () => {
    const access_token = `at-${randomBytes(12).toString('hex')}`
    const refresh_token = `rt-${randomBytes(12).toString('hex')}`
    state.tokens.add(access_token)
    state.refresh.add(refresh_token)
    return { access_token, refresh_token, token_type: 'bearer', expires_in: 3600 }
  }

  const behaviours: Record<string, Script> = {
    '/authorize': (res, { query }) => {
      const code = randomBytes(8).toString('hex')
      state.codes.add(code)
      const back = new URL(query.get('redirect_uri') ?? url)
      back.searchParams.set('code', code)
      back.searchParams.set('state', query.get('state') ?? '')
      change(back)
      res.writeHead(302, { location: back.href }).end()
    },
    '/token': (res, { fields }) => {
      const grant = fields['grant_type']
      if (grant === 'client_credentials')
        return fields['client_secret'] === 'wrong'
          ? json(res, 401, { error: 'invalid_client' })
          : json(res, 200, { ...give(), refresh_token: undefined })
      const known = grant === 'refresh_token' ? state.refresh : state.codes
      const given = grant === 'refresh_token' ? fields['refresh_token'] : fields['code']
      if (!known.delete(given ?? '')) return json(res, 400, { error: 'invalid_grant' })
      json(res, 200, { ...give(), instance_url: `${url}/instance`, team: { id: 'T1' } })
    },
    '/me': (res, { headers }) => {
      const token = headers.authorization?.split(' ')[1] ?? ''
      return state.tokens.has(token)
        ? json(res, 200, { email: 'ada@example.com' })
        : json(res, 401, { error: 'unauthorized' })
    },
    '/metadata': (res, { headers }) => {
      const token = headers.authorization?.split(' ')[1] ?? ''
      return state.tokens.has(token)
        ? json(res, 200, { dc: 'us7', sites: [{ id: 's-1' }] })
        : json(res, 401, {})
    },
    '/login': (res, { fields }) =>
      fields['password'] === 'open sesame'
        ? json(res, 200, {
            session: { id: give().access_token },
            expires_at: Math.floor(now() / 1000) + 600,
          })
        : json(res, 401, { message: `bad password ${fields['password']}` }),
    '/assertion': (res, { fields, headers }) => {
      const jwt = fields['assertion'] ?? headers.authorization?.split(' ')[1] ?? ''
      const problem = options.publicKey ? problemOf(jwt, options.publicKey, now()) : 'no key'
      if (problem) return json(res, 400, { error: 'invalid_grant', error_description: problem })
      json(res, 200, { token: give().access_token, expires_in: 3600, claims: claimsOf(jwt) })
    },
    '/oauth1/request': (res, request) => {
      if (!isSigned(request, '')) return text(res, 401, 'bad signature')
      const token = `req-${randomBytes(8).toString('hex')}`
      state.secrets.set(token, `secret-${token}`)
      state.callbacks.set(token, oauthOf(request)['oauth_callback'] ?? '')
      text(res, 200, `oauth_token=${token}&oauth_token_secret=secret-${token}&oauth_callback_confirmed=true`)
    },
    '/oauth1/authorize': (res, { query }) => {
      const token = query.get('oauth_token') ?? ''
      const callback = state.callbacks.get(token)
      if (!callback) return text(res, 400, 'unknown request token')
      const back = new URL(callback)
      back.searchParams.set('oauth_token', token)
      back.searchParams.set('oauth_verifier', `verifier-${token}`)
      res.writeHead(302, { location: back.href }).end()
    },
    '/oauth1/access': (res, request) => {
      const token = oauthOf(request)['oauth_token'] ?? ''
      const isFresh = state.secrets.has(token) && oauthOf(request)['oauth_verifier'] === `verifier-${token}`
      if (!isFresh || !isSigned(request, state.secrets.get(token) ?? ''))
        return text(res, 401, 'bad signature')
      state.secrets.delete(token)
      const access = `acc-${randomBytes(8).toString('hex')}`
      state.secrets.set(access, `secret-${access}`)
      text(res, 200, `oauth_token=${access}&oauth_token_secret=secret-${access}&user_id=7`)
    },
    '/signed': (res, request) => {
      const secret = state.secrets.get(oauthOf(request)['oauth_token'] ?? '')
      return secret !== undefined && isSigned(request, secret)
        ? json(res, 200, { ok: true })
        : json(res, 401, { error: 'bad signature' })
    },
  }

  function isSigned(request: ProviderRequest, tokenSecret: string): boolean {
    const { key, secret } = options.consumer ?? { key: '', secret: '' }
    const { oauth_signature: given, ...oauth } = oauthOf(request)
    const isForm = request.headers['content-type']?.includes('form') ?? false
    const pairs = [
      ...request.query,
      ...Object.entries(oauth),
      ...(isForm ? Object.entries(request.fields) : []),
    ]
    const parameters = pairs.map(([name, value]) => [strict(name), strict(value)] as const)
    parameters.sort((a, b) => (a[0] === b[0] ? (a[1] < b[1] ? -1 : 1) : a[0] < b[0] ? -1 : 1))
    const base = [request.method, url + request.path, parameters.map((pair) => pair.join('=')).join('&')]
    const expected = createHmac('sha1', `${strict(secret)}&${strict(tokenSecret)}`)
      .update(base.map(strict).join('&'))
      .digest('base64')
    return oauth['oauth_consumer_key'] === key && given === expected
  }

  return {
    url,
    host: new URL(url).host,
    requests: (path) => log.filter((request) => path === undefined || request.path === path),
    script: (path, script) => void scripts.set(path, script),
    callback: (wanted) => void (change = wanted),
    reset: () => {
      scripts.clear()
      log.length = 0
      change = () => {}
    },
    close,
  }
}

/** Answers with JSON. */
export function json(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function text(res: ServerResponse, status: number, body: string): void {
  res.writeHead(status, { 'content-type': 'text/plain' }).end(body)
}

function fieldsOf(body: Buffer): Record<string, string> {
  const source = body.toString('utf8')
  if (!source.startsWith('{')) return Object.fromEntries(new URLSearchParams(source))
  return JSON.parse(source) as Record<string, string>
}

/** The parameters of an `OAuth` authorization header. */
function oauthOf({ headers }: ProviderRequest): Record<string, string> {
  const pairs = (headers.authorization ?? '').matchAll(/(\w+)="([^"]*)"/g)
  return Object.fromEntries([...pairs].map(([, name = '', value = '']) => [name, decodeURIComponent(value)]))
}

/** RFC 3986 unreserved characters stay. */
function strict(value: string): string {
  return [...Buffer.from(value, 'utf8')]
    .map((byte) => {
      const character = String.fromCharCode(byte)
      return /[\w.~-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
    })
    .join('')
}

function claimsOf(jwt: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<
    string,
    unknown
  >
}

function problemOf(jwt: string, publicKey: KeyObject, ms: number): string | undefined {
  const [header = '', payload = '', signature = ''] = jwt.split('.')
  if (!verify('sha256', Buffer.from(`${header}.${payload}`), publicKey, Buffer.from(signature, 'base64url')))
    return 'signature'
  const { iat, exp } = claimsOf(jwt) as { iat: number; exp: number }
  const now = ms / 1000
  if (iat > now) return 'issued in the future'
  return exp < now || exp - iat > 3600 ? 'lifetime' : undefined
}
