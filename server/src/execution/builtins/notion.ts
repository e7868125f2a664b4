/** Notion: what is read of more than one answer, or named otherwise than Notion names it. */
import { isObject } from '../request/outgoing-request.ts'
import { invalidArgument, objectsOf, type Builtin } from './builtin.ts'

const objectOf: Readonly<Record<string, string>> = { pages: 'page', databases: 'database' }

/** Pages and databases as a short list: what each is, its title, where it is. */
export const fetchData: Builtin = async function fetchData(call) {
  const { fetch_type, query, page_size, start_cursor } = call.arguments
  const value = objectOf[String(fetch_type)]
  const filter = value === undefined ? undefined : { property: 'object', value }
  const answer = await call.request({
    method: 'POST',
    path: '/search',
    body: { query, filter, page_size, start_cursor },
  })
  return {
    results: objectsOf(answer['results']).map((each) => ({
      id: each['id'],
      type: each['object'],
      title: titleOf(each),
      url: each['url'],
      last_edited_time: each['last_edited_time'],
      parent: each['parent'],
    })),
    has_more: answer['has_more'],
    next_cursor: answer['next_cursor'],
  }
}

/** A database has its title at the top, a page in that one of its properties which is of this type. */
function titleOf({ title, properties }: Record<string, unknown>): string {
  return plainText(title ?? titleProperty(properties)?.['title'])
}

function titleProperty(properties: unknown): Record<string, unknown> | undefined {
  if (!isObject(properties)) return undefined
  return Object.values(properties)
    .filter(isObject)
    .find(({ type }) => type === 'title')
}

const plainText = (parts: unknown) =>
  objectsOf(parts)
    .map(({ plain_text }) => String(plain_text ?? ''))
    .join('')

/** One column of a database by its id, as the API or a link writes it, or by its name. */
export const databaseProperty: Builtin = async function databaseProperty(call) {
  const { database_id, property_id } = call.arguments
  const { properties } = await call.request({
    method: 'GET',
    path: '/databases/{database_id}',
    values: { database_id },
  })
  const columns = isObject(properties) ? Object.values(properties).filter(isObject) : []
  const isIt = (name: unknown) => name === property_id || decoded(name) === property_id
  const column = columns.find(({ id }) => isIt(id)) ?? columns.find(({ name }) => name === property_id)
  if (column !== undefined) return column
  const there = columns.map(({ id, name }) => `${JSON.stringify(name)} (${String(id)})`).slice(0, 30)
  throw invalidArgument('property_id', `the database has no such column; it has ${there.join(', ')}`)
}

/** Notion gives ids of columns escaped, as in `%3AaB`. */
function decoded(id: unknown): unknown {
  try {
    return decodeURIComponent(String(id))
  } catch {
    return id
  }
}
