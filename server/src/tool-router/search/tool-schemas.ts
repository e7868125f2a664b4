/** The definitions of the tools of an answer, within a budget: the best with their schemas, the rest as references. */
import { details, trimSchema } from './trim-schema.ts'
import { shortText } from './plain-text.ts'
import type { AnswerTool } from './tool-facts.ts'

export interface ToolDefinition {
  toolkit: string
  tool_slug: string
  description: string
  input_schema?: Record<string, unknown>
  hasFullSchema: boolean
  schemaRef?: {
    tool: 'COMPOSIO_GET_TOOL_SCHEMAS'
    args: { tool_slugs: string[] }
    message?: string
  }
}

const longestDescription = 240
const longestRelated = 90
/** Share of the room that the first tool may take while others wait. */
const firstShare = 0.6
const mostNamed = 8

/**
 * @param primary tools whose schemas are shown as far as there is room, best first.
 * @param room characters of JSON that all definitions may take; references are given in any case.
 * @param wanted names of arguments that the use cases speak of.
 */
export function toolDefinitions(
  primary: readonly AnswerTool[],
  related: readonly AnswerTool[],
  room: number,
  wanted: (name: string) => boolean,
): Record<string, ToolDefinition> {
  const references = related.map((tool) => [tool.slug, referenceTo(tool, longestRelated)] as const)
  let left = room - JSON.stringify(Object.fromEntries(references)).length
  const definitions: [string, ToolDefinition][] = []
  for (const [at, tool] of primary.entries()) {
    const waiting = primary.length - at - 1
    const share = waiting > 0 ? Math.max(left * firstShare, left - waiting * roomOfReference) : left
    const definition = largestWithin(tool, share, wanted)
    left -= JSON.stringify(definition).length
    definitions.push([tool.slug, definition])
  }
  return Object.fromEntries([...definitions, ...references])
}

/** Characters of a primary tool without a schema. */
const roomOfReference = 450

function largestWithin(tool: AnswerTool, room: number, wanted: (name: string) => boolean): ToolDefinition {
  for (const detail of details) {
    const definition = describe(tool, detail, wanted)
    if (JSON.stringify(definition).length <= room) return definition
  }
  return referenceTo(tool, longestDescription, 'Call this before you execute the tool.')
}

function describe(
  tool: AnswerTool,
  detail: (typeof details)[number],
  wanted: (name: string) => boolean,
): ToolDefinition {
  const { schema, leftOut } = trimSchema(tool.input, detail, wanted)
  const common = {
    toolkit: tool.toolkit,
    tool_slug: tool.slug,
    description: shortText(tool.description, longestDescription),
    input_schema: schema,
  }
  if (leftOut.length === 0) return { ...common, hasFullSchema: true }
  const named = leftOut.slice(0, mostNamed).join(', ')
  const more = leftOut.length > mostNamed ? ` and ${leftOut.length - mostNamed} more` : ''
  return {
    ...common,
    hasFullSchema: false,
    schemaRef: reference(tool.slug, `Shortened: enough for most calls. Left out or cut: ${named}${more}.`),
  }
}

function referenceTo(tool: AnswerTool, longest: number, message?: string): ToolDefinition {
  return {
    toolkit: tool.toolkit,
    tool_slug: tool.slug,
    description: shortText(tool.description, longest),
    hasFullSchema: false,
    schemaRef: reference(tool.slug, message),
  }
}

function reference(slug: string, message?: string) {
  return {
    tool: 'COMPOSIO_GET_TOOL_SCHEMAS' as const,
    args: { tool_slugs: [slug] },
    ...(message !== undefined && { message }),
  }
}
