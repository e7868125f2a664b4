/**
 * Where calls may go: the whole policy against server-side request forgery, without any IO.
 *
 * - https to public addresses; plain http only when the call says `allowHttp` or the operator names the target
 * - every address a name resolves to must be public; one private record refuses the name
 * - ports 80, 443, 8080, 8443 and from 1024 up, but not those where another protocol listens, because text sent
 *   there can be read as commands
 * - an operator's entry opens what it says: a name opens the addresses it resolves to (except link-local, where
 *   cloud metadata lives, and multicast: these need the address), `host:port` and `IP:port` also that port
 */
import { classifyAddress, type AddressClass } from './address-class.ts'
import type { AllowPrivate, Grant } from './allow-private.ts'
import type { Destination } from './destination.ts'

export interface GuardPolicy {
  allowPrivate: AllowPrivate
  /** Plain http to public addresses. */
  allowHttp: boolean
}

/** Why a destination is refused; goes into a message after the host. */
export type Refusal = 'it is not a public address' | 'its port is not allowed' | 'it must be https'

const lowPorts: ReadonlySet<number> = new Set([80, 443])

/** From 1024 up: databases, caches, brokers, remote control, cluster internals. */
const servicePorts: ReadonlySet<number> = new Set([
  1080, 1433, 1434, 1521, 1723, 1883, 2049, 2181, 2375, 2376, 2379, 2380, 3128, 3306, 3389, 3690, 4190, 4222,
  4369, 5060, 5061, 5432, 5433, 5671, 5672, 5900, 5901, 5985, 5986, 6000, 6001, 6379, 6380, 6432, 6665, 6666,
  6667, 6668, 6669, 6697, 7000, 7001, 8125, 9042, 9092, 9160, 9300, 10250, 10255, 11211, 15672, 26379, 27017,
  27018, 27019, 50000, 61616,
])

const neverByName: ReadonlySet<AddressClass> = new Set(['link_local', 'multicast', 'this_host', 'reserved'])

/**
 * Judges a destination together with all addresses that its host resolves to (for an address: itself).
 * @returns why it is refused, or undefined when a connection to any of the addresses is fine.
 */
export function judgeDestination(
  destination: Destination,
  addresses: readonly string[],
  policy: GuardPolicy,
): Refusal | undefined {
  const named = policy.allowPrivate.byName(destination)
  const held = addresses.map((address) => policy.allowPrivate.byAddress(destination, address))
  for (const [index, address] of addresses.entries()) {
    const kind = classifyAddress(address)
    const open = kind === 'public' || held[index] || (named && !neverByName.has(kind))
    if (!open) return 'it is not a public address'
  }
  const grant = named?.port ? named : (weakest(held) ?? named)
  if (!isAllowedPort(destination.port) && !grant?.port) return 'its port is not allowed'
  if (destination.scheme === 'http' && !policy.allowHttp && !grant) return 'it must be https'
  return undefined
}

/** Whether a port may be called without an operator's entry that names it. */
export function isAllowedPort(port: number): boolean {
  return port < 1024 ? lowPorts.has(port) : !servicePorts.has(port)
}

/** What holds for every address. */
function weakest(grants: readonly (Grant | undefined)[]): Grant | undefined {
  let port = grants.length > 0
  for (const grant of grants) {
    if (grant === undefined) return undefined
    port &&= grant.port
  }
  return grants.length > 0 ? { port } : undefined
}
