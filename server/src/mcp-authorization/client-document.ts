/** Fetching a client id metadata document: the one call that the authorization server makes, through egress. */
import { EgressError, type Egress } from '../egress/egress.ts'

/** Documents are small; the draft asks for no more than this. */
const mostBytes = 16 * 1024
const timeouts = { connectMs: 2_000, headersMs: 4_000, totalMs: 5_000 }

/** `fetch` as the library calls it: a GET without redirects. @throws {TypeError} as `fetch` does when it fails. */
export function fetchThrough(egress: Egress): (url: string | URL) => Promise<Response> {
  return async (url) => {
    try {
      const { status, headers, body } = await egress.request({
        url: String(url),
        method: 'GET',
        headers: { accept: 'application/json' },
        maxRedirects: 0,
        maxResponseBytes: mostBytes,
        timeouts,
      })
      const cacheControl = headers['cache-control']
      return new Response(new Uint8Array(body), {
        status,
        headers: {
          'content-type': String(headers['content-type'] ?? ''),
          ...(cacheControl !== undefined && { 'cache-control': String(cacheControl) }),
        },
      })
    } catch (error) {
      if (error instanceof EgressError) throw new TypeError('fetch failed', { cause: error })
      throw error
    }
  }
}
