/** A copy of a Notion page, for which Notion has no call. */
import { isObject } from '../request/outgoing-request.ts'
import { invalidArgument, objectsOf, textOf, type Builtin, type BuiltinCall } from './builtin.ts'
import { appendBlocks, isHosted, readBlocks, textAgain, type LeftOut } from './notion-blocks.ts'

type Bag = Record<string, unknown>

/** Reads everything before it writes; a copy that fails on the way is moved to the trash. */
export const duplicatePage: Builtin = async function duplicatePage(call) {
  const { page_id } = call.arguments
  const source = await call.request({ method: 'GET', path: '/pages/{page_id}', values: { page_id } })
  const parent = parentOf(call, source)
  const leftOut: LeftOut[] = []
  const blocks = call.arguments['include_blocks'] === false ? [] : await readBlocks(call, page_id, leftOut)
  const { icon, cover } = source
  const body = {
    parent,
    properties: propertiesOf(call, source, 'database_id' in parent),
    ...(isObject(icon) && !isHosted(icon) && { icon }),
    ...(isObject(cover) && !isHosted(cover) && { cover }),
  }
  const page = await call.request({ method: 'POST', path: '/pages', body })
  try {
    await appendBlocks(call, page['id'], blocks)
  } catch (error) {
    await discard(call, page['id'])
    throw error
  }
  return { ...page, left_out: leftOut }
}

/** The failure that led here is the one to tell. */
async function discard(call: BuiltinCall, page_id: unknown): Promise<void> {
  const request = { path: '/pages/{page_id}', values: { page_id }, body: { archived: true } }
  await call.request({ method: 'PATCH', ...request }).catch(() => undefined)
}

const plain = (id: unknown) => String(id).replaceAll('-', '').toLowerCase()

function parentOf(call: BuiltinCall, source: Bag): { page_id: unknown } | { database_id: unknown } {
  const own = isObject(source['parent']) ? source['parent'] : {}
  const { database_id, page_id } = own
  const wanted = textOf(call.arguments, 'parent_id')
  if (database_id !== undefined && (wanted === undefined || plain(wanted) === plain(database_id)))
    return { database_id }
  if (wanted !== undefined) return { page_id: wanted }
  if (page_id !== undefined) return { page_id }
  throw invalidArgument(
    'parent_id',
    'the page is not in another page or database; name the page to copy it to',
  )
}

/** In the same database the values of its columns too; elsewhere there is only a title. */
function propertiesOf(call: BuiltinCall, { properties }: Bag, isRow: boolean): Bag {
  const given = textOf(call.arguments, 'title')
  const all = Object.entries(isObject(properties) ? properties : {}).flatMap(([name, property]) =>
    isObject(property) ? [{ name, property }] : [],
  )
  const own = all.find(({ property }) => property['type'] === 'title')
  const title = given === undefined ? textAgain(own?.property['title']) : [{ text: { content: given } }]
  if (!isRow) return { title: { title } }
  const values = all.flatMap(({ name, property }) => {
    const value = valueAgain(property)
    return value === undefined ? [] : [[name, { [String(property['type'])]: value }]]
  })
  return { ...Object.fromEntries(values), [own?.name ?? 'title']: { title } }
}

const asTheyAre = new Set(['number', 'date', 'checkbox', 'url', 'email', 'phone_number'])

/** A value as a request takes it; undefined where it is empty, or reckoned by Notion. */
function valueAgain(property: Bag): unknown {
  const type = String(property['type'])
  const value = property[type]
  if (value === null) return undefined
  if (asTheyAre.has(type)) return value
  if (type === 'rich_text') return textAgain(value)
  if ((type === 'select' || type === 'status') && isObject(value)) return { name: value['name'] }
  if (type === 'multi_select') return objectsOf(value).map(({ name }) => ({ name }))
  if (type === 'people' || type === 'relation') return objectsOf(value).map(({ id }) => ({ id }))
  if (type === 'files') return objectsOf(value).filter((each) => !isHosted(each))
  return undefined
}
