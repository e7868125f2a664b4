/** What is known of a described toolkit beyond its description, and is laid over it at the build. */
import { existsSync, readFileSync } from 'node:fs'
import type { Tool, Toolkit } from '../manifest/manifest.ts'
import { maxSlug } from '../compile/slug.ts'
import { toolPrefix } from '../manifest/parse-manifest.ts'

export type Adaptation = {
  /** Another address of the API that the hand-kept toolkit calls; the description has this one. */
  base?: string
  /** Arguments in the query that the credential takes the place of. */
  filled?: readonly string[]
  /** The toolkit with the same tools under another prefix, whose alias table is this one's too. */
  namedLike?: string
}

const adaptations: Readonly<Record<string, Adaptation>> = {
  slackbot: { namedLike: 'slack' },
  trello: { base: 'https://trello.com/1', filled: ['key', 'token'] },
  twitter: { base: 'https://api.twitter.com/2' },
  youtube: { base: 'https://youtube.googleapis.com/youtube/v3' },
}

export const adaptationOf = (toolkit: string): Adaptation => adaptations[toolkit] ?? {}

/** Names of an operation in the alias table of a toolkit that cannot be given. */
export class AliasError extends Error {
  override readonly name = 'AliasError'
}

/** The described tools without the arguments that a credential fills, under names that can be read. */
export function adapt(described: Toolkit): Toolkit {
  const { filled = [] } = adaptationOf(described.slug)
  const tools = described.tools.map((tool) => readable(withoutFilled(tool, filled)))
  return { ...described, tools }
}

function withoutFilled(tool: Tool, filled: readonly string[]): Tool {
  if (tool.exec.kind !== 'http' || filled.length === 0) return tool
  const isFilled = ({ name, in: place, wire }: (typeof tool.exec.parameters)[number]) =>
    place === 'query' && filled.includes(wire ?? name)
  const gone = new Set(tool.exec.parameters.filter(isFilled).map(({ name }) => name))
  const properties = Object.fromEntries(
    Object.entries(tool.input.properties).filter(([name]) => !gone.has(name)),
  )
  const { required, ...input } = tool.input
  const left = Array.isArray(required)
    ? required.filter((name: unknown) => typeof name === 'string' && !gone.has(name))
    : []
  return {
    ...tool,
    input: { ...input, properties, ...(left.length > 0 && { required: left }) },
    exec: { ...tool.exec, parameters: tool.exec.parameters.filter((parameter) => !isFilled(parameter)) },
  }
}

/** `GETBOARDSBYIDBOARD`, whose alias has the same letters in words, is named by the words. */
function readable(tool: Tool): Tool {
  const letters = (name: string) => name.replaceAll('_', '')
  const [better] = tool.aliases.filter(
    (alias) => letters(alias) === letters(tool.slug) && alias.length > tool.slug.length,
  )
  if (better === undefined || !/^[a-z]+[A-Z]\w*$/.test(tool.name) || tool.exec.kind !== 'http') return tool
  const words = tool.name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  const name = words.charAt(0).toUpperCase() + words.slice(1)
  const bare = tool.description === `${tool.name}.`
  return {
    ...tool,
    slug: better,
    aliases: tool.aliases.filter((alias) => alias !== better),
    name,
    description: bare ? `${name}: ${tool.exec.method} ${tool.exec.path}.` : tool.description,
  }
}

const folder = new URL('aliases/', import.meta.url)

/**
 * Gives the tools of a toolkit the names in `aliases/TOOLKIT.txt`: a line each, the name that people have in their
 * code and the tool that makes this call. Lines that begin with `#` are remarks.
 *
 * @throws AliasError when the tool is gone, the name is taken or it is not of the toolkit
 */
export function withKnownAliases(toolkit: Toolkit, text = aliasTable(toolkit.slug)): Toolkit {
  if (text === undefined) return toolkit
  const owners = new Map<string, string>()
  for (const { slug, aliases } of toolkit.tools) for (const name of [slug, ...aliases]) owners.set(name, slug)
  const added = new Map<string, string[]>()
  const prefix = toolPrefix(toolkit.slug)
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue
    const [alias = '', target = ''] = line.split(' ')
    const owner = owners.get(target)
    if (!alias.startsWith(prefix)) throw new AliasError(`${alias} is no name of ${toolkit.slug}`)
    if (owner === undefined) throw new AliasError(`${alias}: there is no tool ${target}`)
    if (owners.has(alias)) throw new AliasError(`${alias} is already a name of ${owners.get(alias) ?? ''}`)
    owners.set(alias, owner)
    added.set(owner, [...(added.get(owner) ?? []), alias])
  }
  const tools = toolkit.tools.map((tool) => ({
    ...tool,
    aliases: [...tool.aliases, ...(added.get(tool.slug) ?? [])],
  }))
  return { ...toolkit, tools }
}

/** The table of a toolkit; before it, that of the toolkit it is named like, without targets too long under its prefix. */
export function aliasTable(toolkit: string): string | undefined {
  const { namedLike } = adaptationOf(toolkit)
  const file = new URL(`${toolkit}.txt`, folder)
  const mine = existsSync(file) ? readFileSync(file, 'utf8') : undefined
  if (namedLike === undefined) return mine
  const pattern = new RegExp(`(?<!\\w)${toolPrefix(namedLike)}`, 'g')
  const lines = (aliasTable(namedLike) ?? '').replaceAll(pattern, toolPrefix(toolkit)).split('\n')
  const fitting = lines.filter((line) => line.split(' ').every((name) => name.length <= maxSlug))
  return [...fitting, mine ?? ''].join('\n')
}
