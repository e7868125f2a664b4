/** Names to addresses, judged before a connection is made and used for that connection only. */
import { lookup as systemLookup } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import type { Destination } from './destination.ts'
import { judgeDestination, type GuardPolicy } from './destination-guard.ts'

export interface ResolvedAddress {
  address: string
  family: 4 | 6
}

/**
 * A destination that is not connected to. The message continues a sentence that begins with its name, which the
 * call adds: one connection attempt can fail several calls.
 */
export class GuardError extends Error {
  override name = 'GuardError'
  readonly code: 'dns_failed' | 'destination_refused'
  readonly retryable: boolean

  constructor(code: GuardError['code'], message: string, retryable = false, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.retryable = retryable
  }
}

/** Resolves a host name to all its addresses; rejects with a system error code. */
export type Resolve = (hostname: string) => Promise<ResolvedAddress[]>

/** The system's resolver, so that /etc/hosts and split DNS work as the operator set them up. */
export const systemResolve: Resolve = async (hostname) => {
  const records = await systemLookup(hostname, { all: true, order: 'verbatim' })
  return records.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }))
}

/** More records than this are checked, but not tried. */
const MOST_TRIED = 8

/**
 * The `lookup` of one origin's connections. Node connects to exactly the addresses that this hands over, so
 * there is no second resolution that could say something else: a name that flips to a private address between
 * check and use (DNS rebinding) has nothing to flip.
 */
export function guardedLookup(
  destination: Destination,
  policy: GuardPolicy,
  resolve: Resolve,
): LookupFunction {
  return function lookup(_hostname, options, callback) {
    resolveChecked(destination, policy, resolve).then(
      (records) => {
        const wanted = familyOf(options.family)
        const usable = records.filter(({ family }) => wanted === 0 || family === wanted).slice(0, MOST_TRIED)
        const [first] = usable
        if (first === undefined) callback(dnsFailure(undefined), '')
        else if (options.all) callback(null, usable)
        else callback(null, first.address, first.family)
      },
      (error: NodeJS.ErrnoException) => callback(error, ''),
    )
  }
}

/**
 * Resolves a host and judges every address.
 * @throws {GuardError} `dns_failed`, `destination_refused`
 */
export async function resolveChecked(
  destination: Destination,
  policy: GuardPolicy,
  resolve: Resolve,
): Promise<ResolvedAddress[]> {
  let records: ResolvedAddress[]
  try {
    records = await resolve(destination.host)
  } catch (cause) {
    throw dnsFailure(cause)
  }
  if (records.length === 0) throw dnsFailure(undefined)
  refuseUnlessAllowed(
    destination,
    records.map(({ address }) => address),
    policy,
  )
  return records
}

/** @throws {GuardError} `destination_refused` */
export function refuseUnlessAllowed(
  destination: Destination,
  addresses: readonly string[],
  policy: GuardPolicy,
): void {
  const refusal = judgeDestination(destination, addresses, policy)
  if (refusal === undefined) return
  const message = `is refused: ${refusal}; the operator can allow it in egress.allow_private`
  throw new GuardError('destination_refused', message)
}

function dnsFailure(cause: unknown): GuardError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  const retryable = code === 'EAI_AGAIN' || code === 'ETIMEOUT' || code === 'ESERVFAIL'
  return new GuardError('dns_failed', 'does not resolve', retryable, { cause })
}

function familyOf(family: number | 'IPv4' | 'IPv6' | undefined): number {
  if (family === 'IPv4') return 4
  if (family === 'IPv6') return 6
  return family ?? 0
}
