/** What kind of address an IP address is. Data from the IANA special-purpose registries (RFC 6890). */
import { BlockList, isIP } from 'node:net'

export type AddressClass =
  | 'public'
  | 'this_host'
  | 'loopback'
  | 'private'
  | 'shared'
  | 'link_local'
  | 'multicast'
  | 'reserved'
  | 'documentation'
  | 'benchmark'
  | 'translated'

const ipv4: [range: string, prefix: number, kind: AddressClass][] = [
  ['0.0.0.0', 8, 'this_host'],
  ['10.0.0.0', 8, 'private'],
  ['100.64.0.0', 10, 'shared'],
  ['127.0.0.0', 8, 'loopback'],
  ['169.254.0.0', 16, 'link_local'],
  ['172.16.0.0', 12, 'private'],
  ['192.0.0.0', 24, 'reserved'],
  ['192.0.2.0', 24, 'documentation'],
  ['192.31.196.0', 24, 'reserved'],
  ['192.52.193.0', 24, 'reserved'],
  ['192.88.99.0', 24, 'translated'],
  ['192.168.0.0', 16, 'private'],
  ['192.175.48.0', 24, 'reserved'],
  ['198.18.0.0', 15, 'benchmark'],
  ['198.51.100.0', 24, 'documentation'],
  ['203.0.113.0', 24, 'documentation'],
  ['224.0.0.0', 4, 'multicast'],
  ['240.0.0.0', 4, 'reserved'],
]

/** The first match counts, so narrower ranges come first. All of IPv6 but 2000::/3 is refused by the last row. */
const ipv6: [range: string, prefix: number, kind: AddressClass][] = [
  ['::', 128, 'this_host'],
  ['::1', 128, 'loopback'],
  // Mapped, compatible, NAT64 and 6to4 addresses, and Teredo, carry an IPv4 address that a router may unpack.
  ['::', 96, 'translated'],
  ['::ffff:0:0', 96, 'translated'],
  ['::ffff:0:0:0', 96, 'translated'],
  ['64:ff9b::', 96, 'translated'],
  ['64:ff9b:1::', 48, 'translated'],
  ['2001::', 32, 'translated'],
  ['2002::', 16, 'translated'],
  ['2001:2::', 48, 'benchmark'],
  ['2001:db8::', 32, 'documentation'],
  ['3fff::', 20, 'documentation'],
  ['2001::', 23, 'reserved'],
  ['2620:4f:8000::', 48, 'reserved'],
  ['fc00::', 7, 'private'],
  ['fe80::', 10, 'link_local'],
  ['fec0::', 10, 'private'],
  ['ff00::', 8, 'multicast'],
  ['2000::', 3, 'public'],
  ['::', 0, 'reserved'],
]

const tables = { 4: ipv4.map(toRow('ipv4')), 6: ipv6.map(toRow('ipv6')) }

function toRow(family: 'ipv4' | 'ipv6') {
  return ([range, prefix, kind]: [string, number, AddressClass]): { list: BlockList; kind: AddressClass } => {
    const list = new BlockList()
    list.addSubnet(range, prefix, family)
    return { list, kind }
  }
}

/**
 * Classifies an address as a resolver or a parsed URL gives it. What is not an address is `reserved`: whoever
 * asks must refuse it.
 */
export function classifyAddress(address: string): AddressClass {
  const plain = withoutZone(address)
  const version = isIP(plain)
  if (version !== 4 && version !== 6) return 'reserved'
  const family = version === 4 ? 'ipv4' : 'ipv6'
  for (const { list, kind } of tables[version]) if (list.check(plain, family)) return kind
  return 'public'
}

/** `fe80::1%eth0` without its interface name. */
export function withoutZone(address: string): string {
  const zone = address.indexOf('%')
  return zone === -1 ? address : address.slice(0, zone)
}
