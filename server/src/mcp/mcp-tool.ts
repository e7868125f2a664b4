/** A tool of the catalog as MCP describes tools. */
import type { Tool } from '@modelcontextprotocol/server'
import type { CatalogTool, HintTag } from '@patchbay/catalog'

/** Every tool answers in this shape; what `data` holds is the provider's, and promised by nobody. */
const outputSchema: Tool['outputSchema'] = {
  type: 'object',
  properties: {
    data: { type: 'object', description: 'What the tool gave' },
    error: { type: ['string', 'null'], description: 'What went wrong; null when nothing did' },
    successful: { type: 'boolean' },
    next: { type: 'object', description: 'Its arguments read the next page' },
  },
  required: ['data', 'error', 'successful'],
}

/** By the tool that they were made of, which lives as long as it is kept in memory. */
const described = new WeakMap<CatalogTool, Tool>()

export function toMcpTool(tool: CatalogTool): Tool {
  const before = described.get(tool)
  if (before) return before
  const made = describe(tool)
  described.set(tool, made)
  return made
}

function describe(tool: CatalogTool): Tool {
  const has = (tag: HintTag) => tool.tags.includes(tag)
  return {
    name: tool.slug,
    title: tool.name,
    description: tool.description,
    inputSchema: tool.input as Tool['inputSchema'],
    outputSchema,
    annotations: {
      title: tool.name,
      readOnlyHint: has('readOnlyHint'),
      destructiveHint: has('destructiveHint'),
      idempotentHint: has('idempotentHint'),
      openWorldHint: has('openWorldHint'),
    },
  }
}
