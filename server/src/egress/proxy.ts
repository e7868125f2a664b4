/**
 * Calls through an HTTP proxy, as an auth config can name one. Every call is a tunnel (CONNECT): of an https call the
 * proxy sees the host and no more. Both ends are judged: the proxy like any destination, except that it may be
 * plain http, and the target by the addresses that its name has here, whatever it has at the proxy.
 */
import { ProxyAgent, type Dispatcher } from 'undici'
import type { Secret } from '../vault/secret.ts'
import { parseDestination, type Destination } from './destination.ts'
import type { GuardPolicy } from './destination-guard.ts'
import { EgressError } from './egress-error.ts'
import { GuardError, guardedLookup, refuseUnlessAllowed, resolveChecked, type Resolve } from './resolve.ts'

export interface EgressProxy {
  url: string
  /** Shown to the proxy and nobody else: a whole `proxy-authorization` value, or a key that is sent as a bearer token. */
  key?: Secret<string> | undefined
}

const CONNECT_MS = 10_000
const schemes = /^(Basic|Bearer|Digest) /i

/**
 * A dispatcher for one call: no connection, and so no key, outlives it. Close it after the answer's head.
 * @throws {EgressError} of the proxy. @throws {GuardError} of the target.
 */
export async function dispatcherThrough(
  proxy: EgressProxy,
  target: Destination,
  policy: GuardPolicy,
  resolve: Resolve,
): Promise<Dispatcher> {
  await check(target, policy, resolve)
  const own = { ...policy, allowHttp: true }
  const destination = parseDestination(proxy.url)
  try {
    await check(destination, own, resolve)
  } catch (error) {
    if (!(error instanceof GuardError)) throw error
    const { code, message, retryable, cause } = error
    throw new EgressError(code, `The proxy ${destination.name} of the auth config ${message}`, {
      retryable,
      cause,
      sent: false,
    })
  }
  return new ProxyAgent({
    uri: destination.url.href,
    ...(proxy.key && { token: authorization(proxy.key.reveal()) }),
    proxyTunnel: true,
    connections: 1,
    allowH2: false,
    connectTimeout: CONNECT_MS,
    proxyTls: { lookup: guardedLookup(destination, own, resolve) },
  })
}

function authorization(key: string): string {
  return schemes.test(key) ? key : `Bearer ${key}`
}

async function check(destination: Destination, policy: GuardPolicy, resolve: Resolve): Promise<void> {
  if (destination.isAddress) refuseUnlessAllowed(destination, [destination.host], policy)
  else await resolveChecked(destination, policy, resolve)
}
