/** Tools whose arguments are together too large for a model: the largest are cut to their outline. */
import { textAt } from './openapi.ts'
import { shorten } from './prose.ts'
import type { Argument } from './parameters.ts'

/** Characters of JSON of all arguments of a tool. */
export const largestTool = 12_000

/** The arguments with the largest schemas opened, one after the other, until all fit; the order stays. */
export function slimArguments(list: readonly Argument[]): Argument[] {
  const sizes = list.map(({ schema }) => JSON.stringify(schema).length)
  let total = sizes.reduce((sum, size) => sum + size + 40, 0)
  const slim = [...list]
  const largestFirst = [...list.keys()].toSorted((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0))
  for (const index of largestFirst) {
    const argument = slim[index]
    if (total <= largestTool || !argument) break
    const opened = { ...argument, schema: outline(argument.schema) }
    total -= (sizes[index] ?? 0) - JSON.stringify(opened.schema).length
    slim[index] = opened
  }
  return total <= largestTool ? slim : slim.map(brief)
}

/** Hundreds of small arguments: it is their texts that are too long together. */
function brief(argument: Argument): Argument {
  const { description, ...rest } = argument.schema
  if (typeof description !== 'string' || argument.schema['file_uploadable'] === true) return argument
  const text = shorten(description, 100)
  return { ...argument, schema: text === '' ? rest : { ...rest, description: text } }
}

/** Type and description; what is inside is left to the caller, as the provider documents it. */
function outline(schema: Argument['schema']): Argument['schema'] {
  const { type } = schema
  const description = textAt(schema, 'description')
  const kinds = Array.isArray(type) ? type : [type]
  return {
    ...(type === undefined ? {} : { type }),
    ...(description === undefined ? {} : { description }),
    ...(kinds.includes('object') ? { additionalProperties: true, properties: {} } : {}),
    ...(kinds.includes('array') ? { items: {} } : {}),
    ...(schema['file_uploadable'] === true ? schema : {}),
  }
}
