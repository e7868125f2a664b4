/** OAuth 2 endpoints from the pinned package that collects them, by the provider's name there. */
import { isJson, jsonAt, own, textAt } from '../compile/openapi.ts'
import { fetchPackage } from './fetch-package.ts'
import type { FetchOptions } from './fetch-package.ts'
import type { PublishedPackage } from './packages.ts'
import { readTarball } from './read-tar.ts'

export type Endpoints = { authorize_url: string; token_url: string; scope_separator: string }

/** Rows of the package that are known to be out of date, or name another product than the toolkit of that slug. */
const stale = new Set([
  'slack',
  'facebook',
  'instagram',
  'salesforce',
  'visualstudio',
  'wikimedia',
  'mastodon',
])

/** Reads the table. Rows with placeholders, OAuth 1, or addresses that are not https are left out. */
export async function readEndpoints(
  pinned: PublishedPackage,
  options: FetchOptions,
): Promise<ReadonlyMap<string, Endpoints>> {
  const endpoints = new Map<string, Endpoints>()
  await readTarball(await fetchPackage(pinned, options), {
    wanted: (path) => path === 'package/config/oauth.json',
    signal: options.signal,
    onFile: ({ bytes }) => {
      const table: unknown = JSON.parse(bytes?.toString('utf8') ?? '{}')
      if (!isJson(table)) return
      for (const name of Object.keys(table)) {
        const row = jsonAt(table, name)
        const authorize = textAt(row, 'authorize_url')
        const token = textAt(row, 'access_url')
        if (own(row, 'oauth') !== 2 || !isFixed(authorize) || !isFixed(token) || stale.has(name)) continue
        endpoints.set(name, {
          authorize_url: authorize,
          token_url: token,
          scope_separator: textAt(row, 'scope_delimiter') ?? ' ',
        })
      }
    },
  })
  return endpoints
}

const isFixed = (url: string | undefined): url is string =>
  url !== undefined && url.startsWith('https://') && !/[[\]{}]/.test(url)
