/** The operator's list of destinations that calls may reach although the rules for the public internet say no. */
import { BlockList, isIP } from 'node:net'
import { withoutZone } from './address-class.ts'
import type { Destination } from './destination.ts'

/** Why a destination is on the list. `port`: an entry names this very port. */
export interface Grant {
  port: boolean
}

export interface AllowPrivate {
  /** The grant of an entry that names the host, as it stands in the URL. */
  byName(destination: Destination): Grant | undefined
  /** The grant of an entry that holds the address. */
  byAddress(destination: Destination, address: string): Grant | undefined
}

type Entry = { port: number | undefined } & ({ host: string } | { range: BlockList })

const entryForm = /^(\[[^\]]+\]|[^:/?#@*\\\s[\]]+)(?::(\d{1,5}))?$/

/**
 * Reads entries of the forms `host`, `host:port`, `IP`, `IP:port` (IPv6 in brackets before a port) and CIDR.
 * @throws {TypeError} naming the entry that has none of these forms.
 */
export function parseAllowPrivate(entries: readonly string[]): AllowPrivate {
  const parsed = entries.map(parseEntry)
  return {
    byName: (destination) =>
      strongest(parsed, destination, (entry) => 'host' in entry && entry.host === destination.host),
    byAddress: (destination, address) =>
      strongest(parsed, destination, (entry) => 'range' in entry && holds(entry.range, address)),
  }
}

function strongest(
  entries: readonly Entry[],
  destination: Destination,
  matches: (entry: Entry) => boolean,
): Grant | undefined {
  let grant: Grant | undefined
  for (const entry of entries) {
    if (!matches(entry)) continue
    if (entry.port === destination.port) return { port: true }
    if (entry.port === undefined) grant = { port: false }
  }
  return grant
}

function parseEntry(entry: string): Entry {
  const parsed = entry.includes('/') ? parseCidr(entry) : parseHost(entry)
  if (parsed === undefined) {
    throw new TypeError(`allow_private: "${entry}" is not host, host:port, IP, IP:port or CIDR`)
  }
  return parsed
}

function parseCidr(entry: string): Entry | undefined {
  const [address = '', prefix = '', rest] = entry.split('/')
  const version = isIP(address)
  if (version === 0 || rest !== undefined || !/^\d{1,3}$/.test(prefix)) return undefined
  if (Number(prefix) > (version === 4 ? 32 : 128)) return undefined
  const range = new BlockList()
  range.addSubnet(address, Number(prefix), version === 4 ? 'ipv4' : 'ipv6')
  return { range, port: undefined }
}

function parseHost(entry: string): Entry | undefined {
  const [, written = '', digits] = entryForm.exec(isIP(entry) === 6 ? `[${entry}]` : entry) ?? []
  // Through the URL parser, so that the entry is spelled as the hosts it is compared with.
  if (written === '' || !URL.canParse(`http://${written}`)) return undefined
  const port = digits === undefined ? undefined : Number(digits)
  if (port !== undefined && (port === 0 || port > 65_535)) return undefined
  const host = new URL(`http://${written}`).hostname.replace(/\.$/, '').replace(/^\[(.*)\]$/, '$1')
  const version = isIP(host)
  if (version === 0) return { host, port }
  const range = new BlockList()
  range.addAddress(host, version === 4 ? 'ipv4' : 'ipv6')
  return { range, port }
}

function holds(range: BlockList, address: string): boolean {
  const plain = withoutZone(address)
  return range.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4')
}
