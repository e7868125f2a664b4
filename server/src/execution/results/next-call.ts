/**
 * `next`: the arguments of the call that reads the next page. From the manifest's pagination where it has one; else
 * from the `Link` header, or from what the answer itself says in one of the usual places. Where nothing says that
 * there is more, there is no `next`: a model that is sent on in vain goes on for ever.
 */
import type { CatalogTool } from '@patchbay/catalog'
import { isObject, own, type Bag } from '../request/outgoing-request.ts'
import { valueAt } from '../response/upstream-error.ts'

interface Answered {
  tool: Pick<CatalogTool, 'input' | 'pagination' | 'tags'> & Partial<Pick<CatalogTool, 'exec'>>
  /** As the call was made. */
  args: Readonly<Bag>
  data: Record<string, unknown>
  /** The answer's `Link` header. */
  link: string | undefined
}

/** Arguments of the next page; undefined at the end, and for a tool that has no pages. */
export function nextCall(answered: Answered): Bag | undefined {
  const changes = declared(answered) ?? linked(answered) ?? usual(answered)
  if (!changes) return undefined
  const next = { ...answered.args, ...changes }
  return Object.entries(changes).some(([name, value]) => answered.args[name] !== value) ? next : undefined
}

function declared({ tool, args, data, link }: Answered): Bag | undefined {
  const { pagination, input } = tool
  switch (pagination?.kind) {
    case undefined:
      return undefined
    case 'cursor': {
      const cursor = valueAt(data, pagination.cursor)
      const isLast = pagination.more !== undefined && valueAt(data, pagination.more) === false
      return !isLast && isCursor(cursor) ? { [pagination.argument]: cursor } : undefined
    }
    case 'page': {
      const page = numberOf(args[pagination.argument]) ?? pagination.first
      const last = pagination.total_pages && numberOf(valueAt(data, pagination.total_pages))
      const isLast =
        typeof last === 'number'
          ? page >= last - 1 + pagination.first
          : isShort(pagination, input, args, data)
      return isLast ? undefined : { [pagination.argument]: page + 1 }
    }
    case 'offset': {
      const count = countAt(data, pagination.items)
      const offset = (numberOf(args[pagination.argument]) ?? 0) + (count ?? 0)
      const total = pagination.total && numberOf(valueAt(data, pagination.total))
      const isLast =
        !count || (typeof total === 'number' ? offset >= total : isShort(pagination, input, args, data))
      return isLast ? undefined : { [pagination.argument]: offset }
    }
    case 'link_header':
      return fromUrl(nextLink(link), tool)
    case 'next_url':
      return fromUrl(valueAt(data, pagination.url), tool)
  }
}

const linked = ({ tool, link }: Answered) => fromUrl(nextLink(link), tool)

/** Arguments that take a cursor, and where answers have it. */
const cursors: readonly (readonly [argument: RegExp, answers: readonly string[]])[] = [
  [/^(?:page_?token)$/i, ['nextPageToken', 'next_page_token']],
  [
    /^(?:cursor|start_cursor|next_cursor|page_cursor|after|next_token)$/i,
    [
      'next_cursor',
      'nextCursor',
      'response_metadata.next_cursor',
      'pagination.next_cursor',
      'meta.next_cursor',
      'paging.next.after',
      'pageInfo.endCursor',
      'next_token',
      'nextToken',
    ],
  ],
]

/** Where nothing is declared: a cursor that only a further page has, or `has_more` beside the last item's id. */
function usual({ tool, data }: Answered): Bag | undefined {
  if (tool.pagination) return undefined
  const names = Object.keys(propertiesOf(tool.input))
  const hasMore = data['has_more'] ?? data['hasMore'] ?? valueAt(data, 'pageInfo.hasNextPage')
  if (hasMore === false) return undefined
  for (const [argument, answers] of cursors) {
    const name = names.find((one) => argument.test(one))
    if (name === undefined) continue
    const cursor = answers.map((path) => valueAt(data, path)).find(isCursor)
    if (cursor !== undefined) return { [name]: cursor }
  }
  const list = data['data']
  const last = Array.isArray(list) ? list.at(-1) : undefined
  const id = isObject(last) ? last['id'] : undefined
  return hasMore === true && names.includes('starting_after') && isCursor(id)
    ? { starting_after: id }
    : undefined
}

/** The next page's address in a `Link` header (RFC 8288). */
export function nextLink(link: string | undefined): string | undefined {
  for (const part of link?.slice(0, 8_192).split(/,\s*(?=<)/) ?? []) {
    const [, url, params = ''] = /^\s*<([^>]*)>(.*)$/s.exec(part) ?? []
    // Sentry links to a next page when there is none, too, and says so.
    if (/;\s*results="false"/i.test(params)) continue
    if (url !== undefined && /;\s*rel="?(?:[\w-]+ )*next\b/i.test(params)) return url
  }
  return undefined
}

/** The parameters of a URL that are arguments of the tool, in the type that the schema has. */
function fromUrl(url: unknown, { input, exec }: Answered['tool']): Bag | undefined {
  if (typeof url !== 'string' || !URL.canParse(url, 'https://relative.invalid')) return undefined
  const properties = propertiesOf(input)
  const parameters = exec?.kind === 'http' ? exec.parameters.filter(({ in: place }) => place === 'query') : []
  const wires = new Map(parameters.map(({ name, wire }) => [wire ?? name, name]))
  const entries = [...new URL(url, 'https://relative.invalid').searchParams].flatMap(
    ([wire, text]): [string, unknown][] => {
      const name = wires.get(wire) ?? wire
      const property = own(properties, name)
      const type = isObject(property) ? property['type'] : undefined
      if (type === 'integer' || type === 'number')
        return text.trim() === '' || Number.isNaN(Number(text)) ? [] : [[name, Number(text)]]
      if (type === 'boolean') return [[name, text === 'true']]
      return type === 'string' ? [[name, text]] : []
    },
  )
  return entries.length > 0 ? Object.fromEntries(entries) : undefined
}

/** A page with fewer items than were asked for is the last; one whose size nobody said is, when it is empty. */
function isShort(
  { items, size_argument: size }: { items?: string | undefined; size_argument?: string | undefined },
  input: CatalogTool['input'],
  args: Readonly<Bag>,
  data: Record<string, unknown>,
): boolean {
  const count = countAt(data, items)
  if (count === undefined || count === 0) return true
  const property = size === undefined ? undefined : own(propertiesOf(input), size)
  const asked =
    size === undefined
      ? undefined
      : numberOf(args[size] ?? (isObject(property) ? property['default'] : undefined))
  return asked !== undefined && count < asked
}

function countAt(data: Record<string, unknown>, path: string | undefined): number | undefined {
  const list = valueAt(data, path === undefined || path === '' ? 'items' : path)
  return Array.isArray(list) ? list.length : undefined
}

const isCursor = (value: unknown) => (typeof value === 'string' && value !== '') || typeof value === 'number'
const numberOf = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined)

function propertiesOf(input: CatalogTool['input']): Readonly<Bag> {
  const properties = own(input, 'properties')
  return isObject(properties) ? properties : {}
}
