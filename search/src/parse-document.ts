import type { ToolDocument } from './fields.ts'

/** A value that is not a tool: it has no usable `id`. */
export class ToolDocumentError extends Error {
  override readonly name = 'ToolDocumentError'
}

type Schema = Readonly<Record<string, unknown>>

/**
 * Reads a tool from untrusted JSON. Members of a wrong type are left out; `name` falls back to `id`.
 * Throws `ToolDocumentError` for anything without a non-empty string `id`.
 */
export function parseToolDocument(value: unknown): ToolDocument {
  if (!isRecord(value)) throw new ToolDocumentError('A tool must be a JSON object')
  const id = idOf(value.id)
  if (id === undefined || id === '') throw new ToolDocumentError('A tool must have a non-empty string "id"')
  return {
    id,
    name: textOf(value.name) ?? id,
    description: textOf(value.description),
    toolkit: textOf(value.toolkit),
    toolkit_name: textOf(value.toolkit_name),
    toolkit_aliases: textsOf(value.toolkit_aliases),
    tags: textsOf(value.tags),
    parameters: wordsOrSchema(value.parameters),
    returns: wordsOrSchema(value.returns),
    path: textOf(value.path),
    group: textOf(value.group),
    important: value.important === true,
    deprecated: value.deprecated === true,
    quality: typeof value.quality === 'number' ? value.quality : undefined,
  }
}

function isRecord(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Numbers are taken for ids too; a hit gives them back as text. */
function idOf(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : textOf(value)
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function textsOf(value: unknown): string[] | undefined {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined
}

function wordsOrSchema(value: unknown): string | readonly unknown[] | Schema | undefined {
  return textOf(value) ?? (Array.isArray(value) || isRecord(value) ? value : undefined)
}
