/** What a person approves of a remote tool. */
import { createHash } from 'node:crypto'

/** A tool as an MCP server lists it. */
export interface RemoteTool {
  name: string
  title?: string | undefined
  description?: string | undefined
  inputSchema: unknown
  outputSchema?: unknown
  annotations?: Readonly<Record<string, unknown>> | undefined
}

/** SHA-256 of everything of a definition that can reach a model; the order of keys does not matter. */
export function fingerprint(remote: RemoteTool): string {
  const { name, title, description, inputSchema, outputSchema, annotations } = remote
  const definition = { name, title, description, inputSchema, outputSchema, annotations }
  return createHash('sha256').update(JSON.stringify(definition, sortKeys)).digest('hex')
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
