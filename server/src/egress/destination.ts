/** A URL reduced to what decides where a connection goes. */
import { isIP } from 'node:net'
import { domainToASCII } from 'node:url'
import { EgressError } from './egress-error.ts'

const LONGEST_URL = 32_768

export interface Destination {
  /** Normalised; without fragment, and without the dot that may end a host name. */
  url: URL
  scheme: 'http' | 'https'
  /** Lower case, IDNA-encoded, IPv6 without brackets. */
  host: string
  port: number
  /** The host is an IP address, in whatever spelling the URL had it. */
  isAddress: boolean
  /** What messages call it: host and port as the caller gave them, but not those that a redirect gave. */
  name: string
}

/**
 * Parses a URL as browsers do (WHATWG), which turns every odd spelling of an address (octal, hex, one number,
 * full-width digits) into the plain one before anything is judged.
 * @throws {EgressError} `bad_request`; other schemes than http and https are `destination_refused`.
 */
export function parseDestination(given: string | URL, name?: string): Destination {
  const text = String(given)
  if (text.length > LONGEST_URL) throw new EgressError('bad_request', 'The URL is too long')
  const url = URL.parse(text)
  if (url === null) throw new EgressError('bad_request', 'The URL is not valid')
  const scheme = url.protocol.slice(0, -1)
  if (scheme !== 'http' && scheme !== 'https') {
    throw new EgressError('destination_refused', 'Only http and https URLs can be called')
  }
  if (url.username !== '' || url.password !== '') {
    throw new EgressError('bad_request', 'The URL must not carry a user name or password')
  }
  url.hash = ''
  if (url.hostname.endsWith('.')) url.hostname = url.hostname.slice(0, -1)
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const port = url.port === '' ? (scheme === 'http' ? 80 : 443) : Number(url.port)
  return { url, scheme, host, port, isAddress: isIP(host) !== 0, name: name ?? `"${url.host}"` }
}

/**
 * Whether the host is one of `patterns`: `api.example.com` means that host, `*.example.com` every host below
 * example.com but not itself. Ports do not matter here.
 */
export function hostMatches({ host, isAddress }: Destination, patterns: readonly string[]): boolean {
  for (const pattern of patterns) {
    if (pattern.startsWith('*.')) {
      const parent = domainToASCII(pattern.slice(2))
      if (!isAddress && parent !== '' && host.endsWith(`.${parent}`)) return true
    } else if (host === pattern || host === domainToASCII(pattern)) return true
  }
  return false
}
