/** Tokens got by showing what the person gave: a key file, an app's private key, a user name and password. */
import type { TokenExchange } from '@patchbay/catalog'
import type { Deps } from '../../deps.ts'
import { signAssertion } from './assertion.ts'
import { successOf, type CallContext } from './auth-call.ts'
import { capturesOfAnswer, textAt } from './captures.ts'
import type { TokenSet } from './oauth-client.ts'
import { TokenError } from './token-error.ts'

/** What `expires_from` says is seconds from now below this, a moment from here on: 1973 in seconds. */
const firstMoment = 1e8
const firstMilliseconds = 1e11

/**
 * Makes the exchange of a manifest.
 * @param scopes of the auth config; the manifest's own when there are none.
 * @throws {TokenError}
 */
export async function exchangeToken(
  deps: Pick<Deps, 'egress' | 'clock'>,
  context: CallContext,
  exchange: TokenExchange,
  scopes: readonly string[],
): Promise<TokenSet> {
  const now = deps.clock.now()
  const asked = (scopes.length > 0 ? scopes : exchange.default_scopes).join(' ')
  const conn = { ...context.scope.conn, ...expanded(exchange, context.scope.conn) }
  const cfg = { ...context.scope.cfg, scopes: asked }
  const assertion =
    exchange.assertion === undefined ? undefined : signAssertion(exchange.assertion, { conn, cfg }, now)
  const scope = { cfg, conn: assertion === undefined ? conn : { ...conn, assertion } }
  const answer = await successOf(deps, { ...context, scope }, exchange)
  const { credential, publicFields } = capturesOfAnswer(exchange.capture, answer)
  return { credential, publicFields, expiresAt: endOf(exchange, answer, now) }
}

/** The texts of a field that holds a JSON object. */
function expanded({ expand_json: name }: TokenExchange, conn: Readonly<Record<string, unknown>> = {}) {
  if (name === undefined) return {}
  try {
    const parsed: unknown = JSON.parse(String(conn[name]))
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new Error('no object')
    return Object.fromEntries(Object.entries(parsed).filter(([, value]) => typeof value === 'string'))
  } catch {
    // The parser's message would quote the key.
    throw new TokenError('rejected', `${name} is not a JSON object`)
  }
}

function endOf(
  { expires_from: path, expires_in }: TokenExchange,
  answer: object,
  now: Date,
): Date | undefined {
  const told = path === undefined ? undefined : textAt(answer, path)
  const end = told === undefined ? undefined : momentOf(told, now)
  if (end) return end
  return expires_in === undefined ? undefined : new Date(now.getTime() + expires_in * 1000)
}

function momentOf(told: string, now: Date): Date | undefined {
  const number = Number(told)
  const ms = Number.isNaN(number)
    ? Date.parse(told)
    : number < firstMoment
      ? now.getTime() + number * 1000
      : number < firstMilliseconds
        ? number * 1000
        : number
  const end = new Date(ms)
  return Number.isNaN(end.getTime()) ? undefined : end
}
