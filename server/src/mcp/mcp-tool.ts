/** A tool of the catalog as MCP describes tools. */
import type { Tool } from '@modelcontextprotocol/server'
import type { CatalogTool, HintTag } from '@patchbay/catalog'

export function toMcpTool(tool: CatalogTool): Tool {
  const has = (tag: HintTag) => tool.tags.includes(tag)
  return {
    name: tool.slug,
    title: tool.name,
    description: tool.description,
    inputSchema: tool.input as Tool['inputSchema'],
    annotations: {
      title: tool.name,
      readOnlyHint: has('readOnlyHint'),
      destructiveHint: has('destructiveHint'),
      idempotentHint: has('idempotentHint'),
      openWorldHint: has('openWorldHint'),
    },
  }
}
