/** Blocks of Notion read as a tree, and written again elsewhere. */
import { isObject } from '../request/outgoing-request.ts'
import { invalidArgument, objectsOf, type BuiltinCall } from './builtin.ts'

type Bag = Record<string, unknown>

export interface Block {
  type: string
  /** What is under the key of its type, fit to be sent. */
  content: Bag
  children: Block[]
}

export interface LeftOut {
  id: unknown
  type: string
}

const mostBlocks = 1000
/** Most children that Notion takes in one request. */
const atOnce = 100

/** Kinds that the API makes; others, such as pages within a page, are only read. */
const makes = new Set(
  `paragraph heading_1 heading_2 heading_3 bulleted_list_item numbered_list_item to_do toggle quote callout code divider
  image video audio file pdf bookmark embed equation table table_row column_list column synced_block table_of_contents
  breadcrumb link_to_page`.split(/\s+/),
)

/** Reads all blocks below one; what could not be written again goes to `leftOut`. */
export async function readBlocks(call: BuiltinCall, id: unknown, leftOut: LeftOut[]): Promise<Block[]> {
  let seen = 0
  const below = async (parent: unknown): Promise<Block[]> => {
    const blocks: Block[] = []
    for (const block of await childrenOf(call, parent)) {
      seen += 1
      if (seen > mostBlocks) throw invalidArgument('page_id', `the page has more than ${mostBlocks} blocks`)
      const type = String(block['type'])
      const content = isObject(block[type]) ? block[type] : {}
      if (!makes.has(type) || isHosted(content)) {
        leftOut.push({ id: block['id'], type })
        continue
      }
      // What is synced from another block has that one's children by itself.
      const hasOwn = block['has_children'] === true && !isObject(content['synced_from'])
      blocks.push({ type, content: again(content), children: hasOwn ? await below(block['id']) : [] })
    }
    return blocks
  }
  return below(id)
}

/** Files that Notion keeps have links that end within the hour. */
export const isHosted = (value: unknown) =>
  isObject(value) && (value['type'] === 'file' || value['type'] === 'file_upload')

/** Content as a request takes it: without nulls, and without texts and icons that only answers have. */
function again(content: Bag): Bag {
  const kept = Object.entries(content).filter(
    ([key, value]) =>
      key !== 'children' && (value !== null || key === 'synced_from') && !(key === 'icon' && isHosted(value)),
  )
  return Object.fromEntries(
    kept.map(([key, value]) => {
      if (key === 'rich_text' || key === 'caption') return [key, textAgain(value)]
      if (key === 'cells' && Array.isArray(value)) return [key, value.map(textAgain)]
      return [key, value]
    }),
  )
}

const mentions = new Set(['user', 'page', 'database', 'date'])

/** Rich text as a request takes it; mentions that it does not take are their words. */
export function textAgain(parts: unknown): Bag[] {
  return objectsOf(parts).map((part) => {
    const { annotations, mention, plain_text } = part
    const type = String(part['type'])
    if (isObject(mention) && !mentions.has(String(mention['type'])))
      return { type: 'text', text: { content: plain_text }, annotations }
    return { type, [type]: part[type], annotations }
  })
}

/** Appends blocks with all that is below them; each request holds one level, but for what Notion makes only whole. */
export async function appendBlocks(
  call: BuiltinCall,
  parent: unknown,
  blocks: readonly Block[],
): Promise<void> {
  for (let from = 0; from < blocks.length; from += atOnce) {
    const some = blocks.slice(from, from + atOnce)
    const { results } = await call.request({
      method: 'PATCH',
      path: '/blocks/{block_id}/children',
      values: { block_id: parent },
      body: { children: some.map(sent) },
    })
    const made = objectsOf(results)
    for (const [at, block] of some.entries()) await fill(call, made[at]?.['id'], block)
  }
}

/** A table is made with its rows, a list of columns with columns that have a block each. */
function sent({ type, content, children }: Block): Bag {
  const whole = {
    table: () => children.slice(0, atOnce).map(sent),
    column_list: () => children.map(sent),
    column: () => [sent(firstOf(children) ?? blank)],
  }[type]
  return { type, [type]: whole === undefined ? content : { ...content, children: whole() } }
}

const blank: Block = { type: 'paragraph', content: { rich_text: [] }, children: [] }

/** The block that a column is made with, unless that needs children of its own at once. */
function firstOf([first]: readonly Block[]): Block | undefined {
  return first?.type === 'table' || first?.type === 'column_list' ? undefined : first
}

async function fill(call: BuiltinCall, id: unknown, { type, children }: Block): Promise<void> {
  if (children.length === 0) return
  if (type === 'table') return appendBlocks(call, id, children.slice(atOnce))
  if (type === 'column_list') {
    const made = await childrenOf(call, id)
    for (const [at, column] of children.entries()) await fill(call, made[at]?.['id'], column)
    return
  }
  const first = type === 'column' ? firstOf(children) : undefined
  if (first !== undefined && first.children.length > 0) {
    const [made] = await childrenOf(call, id)
    await fill(call, made?.['id'], first)
  }
  return appendBlocks(call, id, first === undefined ? children : children.slice(1))
}

async function childrenOf(call: BuiltinCall, block_id: unknown): Promise<Bag[]> {
  const all: Bag[] = []
  let start_cursor: unknown
  do {
    const answer = await call.request({
      method: 'GET',
      path: '/blocks/{block_id}/children',
      values: { block_id },
      query: { page_size: atOnce, start_cursor },
    })
    all.push(...objectsOf(answer['results']))
    start_cursor = answer['has_more'] === true ? answer['next_cursor'] : undefined
  } while (start_cursor && all.length <= mostBlocks)
  return all
}
