/**
 * Step "guard destination": a stored credential goes only to hosts that belong to its toolkit. These are the
 * origin of the account's base URL, and the manifest's `allow_hosts` over https on the usual port. Whether the
 * address itself may be reached at all (private networks, schemes) is for `egress/` to say.
 */
import type { CatalogToolkit } from '@patchbay/catalog'
import { ApiError } from '../http/errors.ts'

/** Where the credential of one account may go. */
export interface Binding {
  /** Origin of the account's base URL: scheme, host and port. */
  origin: string
  /** Host names, or `*.example.com` for its subdomains. */
  hosts: readonly string[]
}

/** The binding of a toolkit whose API is at `baseUrl`. */
export function bindingOf(toolkit: Pick<CatalogToolkit, 'http'>, baseUrl: URL): Binding {
  return { origin: baseUrl.origin, hosts: toolkit.http.allow_hosts }
}

/** Whether the credential may be sent to this URL. */
export function isBound(url: URL, binding: Binding): boolean {
  if (url.username !== '' || url.password !== '') return false
  if (url.origin === binding.origin) return true
  // `port` is empty exactly when it is the scheme's own.
  if (url.protocol !== 'https:' || url.port !== '') return false
  return binding.hosts.some((host) => hostMatches(url.hostname, host.toLowerCase()))
}

/** @throws {ApiError} DestinationRefused, naming the hosts that are allowed. */
export function guardDestination(url: URL, binding: Binding): void {
  if (isBound(url, binding)) return
  const allowed = [binding.origin, ...binding.hosts].join(', ')
  throw new ApiError(
    'DestinationRefused',
    `The credential of this account may not be sent to ${url.origin}; allowed are ${allowed}`,
  )
}

function hostMatches(hostname: string, pattern: string): boolean {
  if (!pattern.startsWith('*.')) return hostname === pattern
  return hostname.length > pattern.length - 1 && hostname.endsWith(pattern.slice(1))
}
