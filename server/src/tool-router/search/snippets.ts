/** Python for the workbench, made from the schemas of the tool at hand: how to read all pages of a list. */
import type { JsonSchema } from '@patchbay/catalog'
import type { AnswerTool } from './tool-facts.ts'

/** Words of a use case that is about many things at once. */
const bulk =
  /\b(?:all|every|each|bulk|export|count|total|hundreds|thousands|csv|report|summar\w+|analy[sz]\w+)\b/i

const cursorInputs = [
  'page_token',
  'pageToken',
  'cursor',
  'start_cursor',
  'after',
  'offset',
  'starting_after',
]
const cursorOutputs = /^(?:next_?page_?token|next_?cursor|next_?page|cursor|offset|after)$/i

/** A snippet for the first tool that reads page by page, where the use case is about many things. */
export function snippetsFor(
  tools: readonly AnswerTool[],
  useCase: string,
): { description: string; code: string }[] {
  if (!bulk.test(useCase)) return []
  for (const tool of tools) {
    const paging = pagingOf(tool)
    if (paging)
      return [{ description: `Read all pages of ${tool.slug}`, code: pagingCode(tool.slug, paging) }]
  }
  return []
}

interface Paging {
  /** Argument that takes the mark of the next page. */
  input: string
  /** Where the result has it. */
  output: readonly string[]
  /** List of the items in the result. */
  items: string
}

function pagingOf({ input, output }: AnswerTool): Paging | undefined {
  const argument = cursorInputs.find((name) => Object.hasOwn(input.properties, name))
  if (argument === undefined) return undefined
  const items = Object.entries(output.properties).find(([, schema]) => schema['type'] === 'array')?.[0]
  const mark = findMark(output.properties, 2)
  return items !== undefined && mark ? { input: argument, output: mark, items } : undefined
}

function findMark(properties: Record<string, JsonSchema>, depth: number): string[] | undefined {
  for (const [name, schema] of Object.entries(properties)) {
    if (cursorOutputs.test(name)) return [name]
    const nested = schema['properties']
    if (depth <= 0 || typeof nested !== 'object' || nested === null) continue
    const found = findMark(nested as Record<string, JsonSchema>, depth - 1)
    if (found) return [name, ...found]
  }
  return undefined
}

function pagingCode(slug: string, { input, output, items }: Paging): string {
  const text = (name: string) => JSON.stringify(name)
  const path = output.map((name, at) => `.get(${text(name)}${at < output.length - 1 ? ', {}' : ''})`).join('')
  return [
    'items, args = [], {}  # put the other arguments here',
    'while True:',
    `    result, error = run_composio_tool(${text(slug)}, args)`,
    '    if error: raise RuntimeError(error)',
    '    data = result.get("data", result)',
    `    items += data.get(${text(items)}) or []`,
    `    mark = data${path}`,
    '    if not mark: break',
    `    args[${text(input)}] = mark`,
  ].join('\n')
}
