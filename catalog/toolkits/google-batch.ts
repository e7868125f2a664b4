/** Tools that are one request of a batchUpdate, as Sheets and Docs take changes. */
import type { ScopeRequirements } from '../src/manifest/manifest.ts'
import { inPath } from './parameters.ts'

type Schema = Record<string, unknown>

export interface Change {
  name: string
  description: string
  tags: string[]
  /** By argument: its schema, and its place in the request. */
  fields: Record<string, readonly [schema: Schema, place: string]>
  required: string[]
  /** What the request says where no argument says otherwise. */
  fixed?: Record<string, string>
}

interface Thing {
  /** Of its tools: `GOOGLEDOCS`. */
  prefix: string
  /** The argument with its id, and the path that ends with it. */
  id: { name: string; schema: Schema; path: string }
  scopes: ScopeRequirements
}

const someReplies = { type: 'array', items: { type: 'object', additionalProperties: true } }

/** Makes tools that change one kind of thing: `change('ADD_SHEET', 'addSheet', …)`. */
export function changing({ prefix, id, scopes }: Thing) {
  return (slug: string, request: string, { fields, required, fixed, ...about }: Change) => {
    const entries = Object.entries(fields)
    return {
      slug: `${prefix}_${slug}`,
      ...about,
      scopes,
      input: {
        type: 'object' as const,
        properties: {
          [id.name]: id.schema,
          ...Object.fromEntries(entries.map(([name, [schema]]) => [name, schema])),
        },
        required: [id.name, ...required],
      },
      output: { type: 'object' as const, properties: { replies: someReplies } },
      exec: {
        kind: 'http' as const,
        method: 'POST' as const,
        path: `${id.path}/{${id.name}}:batchUpdate`,
        ...(fixed && { body: { requests: [{ [request]: fixed }] } }),
        parameters: [
          ...inPath(id.name),
          ...entries.map(([name, [, place]]) => ({
            name,
            in: 'body' as const,
            wire: `requests.0.${request}.${place}`,
          })),
        ],
      },
    }
  }
}
