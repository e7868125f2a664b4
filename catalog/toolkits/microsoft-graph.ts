/** How the tools of Microsoft Graph are written. */
import type { HttpExec, JsonSchema, ScopeRequirements, ToolkitInput } from '../src/manifest/manifest.ts'
import { call, type Call } from './calls.ts'
import { destroys, reads, replaces, writes } from './parameters.ts'
import { text, texts, whole } from './schemas.ts'

export const graphHttp: ToolkitInput['http'] = {
  base_url: 'https://graph.microsoft.com/v1.0',
  error_paths: ['error.message', 'error.code', 'error_description'],
}

export const graphGuide = 'https://learn.microsoft.com/en-us/graph/auth-v2-user'

export const graphUser: ToolkitInput['current_user'] = { method: 'GET', path: '/me' }

/** One of these permissions is enough: first the narrow one, then wider ones that include it. */
export const anyOf = (...scopes: string[]): ScopeRequirements => ({ all_of: [{ any_of: scopes }] })

type Tool = ToolkitInput['tools'][number]

/** OData options have a `$` on the wire; names of the others are camelCase there. */
const options = new Set(['top', 'skip', 'filter', 'orderby', 'select', 'expand', 'search'])
const wireNames: Readonly<Record<string, string>> = {
  skip_token: '$skiptoken',
  delta_token: '$deltatoken',
}
const styles = { orderby: 'comma', select: 'comma', expand: 'comma' } as const

/** `me` is the connected person and their own drive; anything else names one. */
const routes: Readonly<Record<string, Record<string, string>>> = {
  user_id: { me: 'me', '*': 'users/{}' },
  drive_id: { me: 'me/drive', '*': 'drives/{}' },
}

const tagsOf = { GET: reads, HEAD: reads, POST: writes, PUT: replaces, PATCH: replaces, DELETE: destroys }

export type GraphCall = Call & { slug: string; call: `${HttpExec['method']} ${string}` }

/** A tool of Graph; wire names and routes follow from the names of its arguments. */
export function graphTool({ slug, call: target, ...its }: GraphCall): Tool {
  const [method, path] = splitTarget(target)
  const named = Object.keys({ ...its.query, ...its.body }).map((name) => [name, wireName(name)] as const)
  const wire = { ...Object.fromEntries(named.filter(([name, wire]) => name !== wire)), ...its.wire }
  const tool = call(slug, method, path, tagsOf[method], { ...its, wire, style: { ...styles, ...its.style } })
  if (tool.exec.kind !== 'http') return tool
  const parameters = tool.exec.parameters?.map((parameter) =>
    parameter.in === 'path' && Object.hasOwn(routes, parameter.name)
      ? { ...parameter, routes: routes[parameter.name] }
      : parameter,
  )
  return { ...tool, exec: { ...tool.exec, parameters } }
}

function wireName(name: string): string {
  if (options.has(name)) return `$${name}`
  return wireNames[name] ?? name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}

function splitTarget(target: GraphCall['call']): [HttpExec['method'], string] {
  const space = target.indexOf(' ')
  return [target.slice(0, space) as HttpExec['method'], target.slice(space + 1)]
}

export const userId = text(
  'Whose: "me" for the connected person, else the id or address of a user that the connection may act for.',
  { default: 'me', examples: ['me', 'ann@contoso.com'] },
)
export const driveId = text('Drive: "me" for the own OneDrive, else the id of a drive.', { default: 'me' })
export const top = (most: number, more: JsonSchema = {}) =>
  whole(`How many on a page, at most ${most}.`, { minimum: 1, maximum: most, ...more })
export const skip = whole('How many to pass over.', { minimum: 0 })
export const select = texts('Only these fields, in the spelling of the answer; all usual ones if left out.')
export const filter = (example: string) => text(`OData filter, such as ${example}.`, { examples: [example] })
export const orderby = (example: string) => texts(`Order, such as ${example}.`)
export const skipToken = text('Where to go on: the $skiptoken of @odata.nextLink of the previous answer.')
export const deltaToken = text(
  'Where the last look ended: the token in @odata.deltaLink of an earlier answer. Leave out at first.',
)

/** Output of a Graph list; @odata.nextLink, a name that models refuse in schemas, comes beside it. */
export const page = (item: JsonSchema) => ({
  type: 'object' as const,
  properties: { value: { type: 'array', items: item } },
})
