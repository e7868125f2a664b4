/** Connections: kept open per origin, made only to addresses that were judged. */
import { Agent, Pool, type Dispatcher } from 'undici'
import type { AllowPrivate } from './allow-private.ts'
import { parseDestination, type Destination } from './destination.ts'
import type { GuardPolicy } from './destination-guard.ts'
import { dispatcherThrough, type EgressProxy } from './proxy.ts'
import { guardedLookup, refuseUnlessAllowed, type Resolve } from './resolve.ts'

export interface Pools {
  /** Connections that were judged by the rules for calls with or without `allowHttp`. */
  dispatcher(allowHttp: boolean): Dispatcher
  /** A connection of its own through a proxy. @throws {EgressError | GuardError} */
  through(proxy: EgressProxy, target: Destination, allowHttp: boolean): Promise<Dispatcher>
  /** Breaks off every connection and every attempt at one. */
  destroy(): Promise<void>
}

export interface PoolOptions {
  allowPrivate: AllowPrivate
  resolve: Resolve
  /** Connections to one origin; further calls wait for one, as long as their connect timeout. */
  connectionsPerOrigin: number
}

/** Longest that a connection attempt lasts, whatever the timeout of the call that started it. */
const CONNECT_MS = 10_000
/** Silence in the middle of a body. */
const IDLE_BODY_MS = 60_000
const KEEP_ALIVE_MS = 30_000
/** An idle origin leaves with its last connection; this bounds what hostile URLs can pile up until then. */
const MOST_ORIGINS = 4096

/**
 * Two sets of pools, because a connection that `allowHttp` permitted must not serve a call without it. HTTP/2 is
 * off: one HTTP/1.1 request per connection keeps timeouts and aborts of one call away from the others.
 */
export function createPools({ allowPrivate, resolve, connectionsPerOrigin }: PoolOptions): Pools {
  function agentFor(policy: GuardPolicy): Agent {
    return new Agent({
      maxOrigins: MOST_ORIGINS,
      factory: (origin, options) =>
        new Pool(origin, {
          ...options,
          ...poolOptions(parseDestination(origin), policy, resolve, connectionsPerOrigin),
        }),
    })
  }
  const agents = {
    strict: agentFor({ allowPrivate, allowHttp: false }),
    plain: agentFor({ allowPrivate, allowHttp: true }),
  }
  return {
    dispatcher: (allowHttp) => (allowHttp ? agents.plain : agents.strict),
    through: (proxy, target, allowHttp) =>
      dispatcherThrough(proxy, target, { allowPrivate, allowHttp }, resolve),
    async destroy() {
      await Promise.all([agents.strict.destroy(), agents.plain.destroy()])
    },
  }
}

function poolOptions(
  destination: Destination,
  policy: GuardPolicy,
  resolve: Resolve,
  connectionsPerOrigin: number,
): Pool.Options {
  // Node does not look an address up, so the pool of one that is not allowed must not come to exist.
  if (destination.isAddress) refuseUnlessAllowed(destination, [destination.host], policy)
  return {
    connections: connectionsPerOrigin,
    pipelining: 1,
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: IDLE_BODY_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectTimeout: CONNECT_MS,
    connect: {
      lookup: guardedLookup(destination, policy, resolve),
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: 1000,
    },
  }
}
