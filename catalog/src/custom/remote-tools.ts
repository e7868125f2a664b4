/** The tools that an MCP server lists → the tools of a toolkit. Names and texts are the server's: not to be trusted. */
import { compactSchema } from '../compile/ladder.ts'
import { isJson, type Json } from '../compile/openapi.ts'
import { plainText, shorten } from '../compile/prose.ts'
import { hintTags, type Tool } from '../manifest/manifest.ts'
import { toolPrefix } from '../manifest/parse-manifest.ts'
import { fingerprint, type RemoteTool } from './fingerprint.ts'

const maxCharacters = 12_000
const longestSlug = 64

/** One tool for each that is listed, in the order of their names, so that slugs do not depend on the server's. */
export function remoteTools(toolkit: string, listed: readonly RemoteTool[]): Tool[] {
  const taken = new Set<string>()
  return listed
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((remote) => toTool(remote, freeSlug(toolPrefix(toolkit), remote.name, taken)))
}

function toTool(remote: RemoteTool, slug: string): Tool {
  const name = shorten(plainText(remote.title ?? remote.name), 100) || remote.name.slice(0, 100)
  return {
    slug,
    aliases: [],
    name,
    description: shorten(plainText(remote.description ?? ''), 1_000) || `${name}.`,
    tags: hintTags.filter((hint) => remote.annotations?.[hint] === true),
    important: false,
    deprecated: false,
    no_auth: false,
    scopes: null,
    input: objectSchema(remote.inputSchema),
    output: { type: 'object', properties: {} },
    exec: { kind: 'mcp', tool: remote.name, fingerprint: fingerprint(remote) },
  }
}

/** The schema in the dialect of tools; references stay within it. */
function objectSchema(schema: unknown): Tool['input'] {
  if (!isJson(schema)) return { type: 'object', properties: {} }
  const compact = compactSchema(schema, { ...schema, type: 'object' }, maxCharacters)
  const properties: Record<string, Json> = {}
  for (const [name, property] of Object.entries(isJson(compact['properties']) ? compact['properties'] : {})) {
    if (isJson(property)) properties[name] = property
  }
  const required = Array.isArray(compact['required']) ? compact['required'] : []
  const known = required.filter((name) => typeof name === 'string' && Object.hasOwn(properties, name))
  const isOpen = schema['additionalProperties'] === true || Object.keys(properties).length === 0
  return {
    type: 'object',
    properties,
    ...(known.length > 0 && { required: known }),
    ...(isOpen && { additionalProperties: true }),
  }
}

function freeSlug(prefix: string, name: string, taken: Set<string>): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
  const base = `${prefix}${words.toUpperCase() || 'TOOL'}`.slice(0, longestSlug - 4).replace(/_+$/, '')
  let slug = base
  for (let number = 2; taken.has(slug); number += 1) slug = `${base}_${number}`
  taken.add(slug)
  return slug
}
