/** A toolkit kept by hand, with the operations that its published description has beyond it. */
import type { Tool, Toolkit } from '../manifest/manifest.ts'
import { adaptationOf } from './adapt.ts'

export type Layered = {
  toolkit: Toolkit
  /** Operations of the description that are not taken, with the reason. */
  dropped: { operation: string; reason: string }[]
  added: number
}

/**
 * Lays the hand-kept toolkit over the described one.
 *
 * Metadata, authentication and tools of the hand-kept one stand. A described tool is taken when no hand-kept tool
 * makes the same call or has its name, and when the credential may go where it goes: to the base URL of the
 * hand-kept toolkit, or to one of its hosts. Names that a hand-kept tool has are no aliases of another.
 */
export function layer(own: Toolkit, described: Toolkit): Layered {
  const names = new Set(own.tools.flatMap(({ slug, aliases }) => [slug, ...aliases]))
  const calls = new Set(own.tools.flatMap((tool) => callOf(tool, own.http.base_url) ?? []))
  const dropped: Layered['dropped'] = []
  const added: Tool[] = []
  for (const tool of described.tools) {
    const place = placed(tool, own, described)
    const call = place && callOf(place, own.http.base_url)
    if (names.has(tool.slug)) dropped.push({ operation: tool.slug, reason: 'kept by hand under this name' })
    else if (!place)
      dropped.push({ operation: tool.slug, reason: 'at a host that the toolkit does not name' })
    else if (call !== undefined && calls.has(call)) {
      dropped.push({ operation: tool.slug, reason: 'kept by hand under another name' })
    } else added.push({ ...place, aliases: tool.aliases.filter((alias) => !names.has(alias)) })
  }
  return { toolkit: { ...own, tools: [...own.tools, ...added] }, dropped, added: added.length }
}

/** `GET api.example.com/v1/things/{}`: what two tools that make the same call have in common. */
function callOf(tool: Tool, baseUrl: string): string | undefined {
  if (tool.exec.kind !== 'http') return undefined
  const url = /^https?:/.test(tool.exec.path) ? tool.exec.path : baseUrl + tool.exec.path
  const plain = url
    .replaceAll(/\{\{[^{}]*\}\}/g, '*')
    .replaceAll(/\{[^{}]*\}/g, '{}')
    .replace(/^https?:\/\//, '')
  return `${tool.exec.method} ${plain.replace(/\/+$/, '').toLowerCase()}`
}

/**
 * The described tool as one of the hand-kept toolkit. Where the own base URL has templates (a data centre, a
 * site) the path is taken relative to it; else the address must be below the own base URL, or at a host of it.
 */
function placed(tool: Tool, own: Toolkit, described: Toolkit): Tool | undefined {
  if (tool.exec.kind !== 'http') return tool
  const { exec } = tool
  const mine = own.http.base_url.replace(/\/+$/, '')
  const absolute = /^https?:/.test(exec.path)
  if (mine.includes('{{')) {
    const path = absolute ? undefined : trimmed(mine, described.http.base_url, exec.path)
    return path === undefined ? undefined : withPath(tool, path)
  }
  const url = withOwnBase(absolute ? exec.path : described.http.base_url + exec.path, own.slug, mine)
  if (url.startsWith(`${mine}/`)) return withPath(tool, url.slice(mine.length))
  const host = /^https:\/\/([^/{}]+)/.exec(url)?.[1] ?? ''
  const own_host = /^https:\/\/([^/{}]+)/.exec(mine)?.[1] ?? ''
  const allowed = host === own_host || own.http.allow_hosts.includes(host)
  return allowed ? withPath(tool, url) : undefined
}

/** The same API under another address is called at the hand-kept one. */
function withOwnBase(url: string, toolkit: string, mine: string): string {
  const { base } = adaptationOf(toolkit)
  return base !== undefined && url.startsWith(`${base}/`) ? mine + url.slice(base.length) : url
}

/**
 * `/rest/api/3` stands in both, or only in the described base URL: it must be in the address once. Where the
 * described base URL has another path (an older version, say) there is no place for the tool.
 */
function trimmed(mine: string, base: string, path: string): string | undefined {
  const prefix = /^https?:\/\/[^/]*(\/.*)?$/.exec(base)?.[1]?.replaceAll(/\{\{[^{}]*\}\}/g, '') ?? ''
  const whole = `${prefix}${path}`
  const ending = mine.replaceAll(/\{\{[^{}]*\}\}/g, '').replace(/^https?:\/\/[^/]*/, '')
  if (ending !== '' && whole.startsWith(`${ending}/`)) return whole.slice(ending.length)
  return ending === '' || prefix === '' ? whole : undefined
}

const withPath = (tool: Tool, path: string): Tool =>
  tool.exec.kind === 'http' ? { ...tool, exec: { ...tool.exec, path } } : tool
