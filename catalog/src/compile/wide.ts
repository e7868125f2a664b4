/** Very wide tools: required and first fields stay arguments, the rest share one open object. */
import type { Argument } from './parameters.ts'

export const maxArguments = 60
const keptArguments = 40
const namesListed = 80

/**
 * Narrows a tool of more than 60 arguments.
 *
 * The optional arguments past the fortieth, of the one place (body or query) that has most of them, become
 * `additional_fields`: an open object whose keys the request takes as they are.
 */
export function narrowArguments(list: readonly Argument[]): Argument[] {
  if (list.length <= maxArguments) return [...list]
  const place = crowdedPlace(list)
  let room = keptArguments - list.filter((argument) => argument.required).length
  const kept: Argument[] = []
  const moved: Argument[] = []
  for (const argument of list) {
    const movable = !argument.required && argument.parameter.in === place
    if (!movable || room > 0) kept.push(argument)
    else moved.push(argument)
    if (!argument.required) room -= 1
  }
  if (moved.length === 0 || kept.some(({ parameter }) => parameter.name === 'additional_fields'))
    return [...list]
  return [...kept, additionalFields(moved, place)]
}

function crowdedPlace(list: readonly Argument[]): 'body' | 'query' {
  const inBody = list.filter(({ required, parameter }) => !required && parameter.in === 'body').length
  const inQuery = list.filter(({ required, parameter }) => !required && parameter.in === 'query').length
  return inBody >= inQuery ? 'body' : 'query'
}

function additionalFields(moved: readonly Argument[], place: 'body' | 'query'): Argument {
  const names = moved.slice(0, namesListed).map(({ parameter }) => parameter.wire ?? parameter.name)
  const more = moved.length > names.length ? ` and ${moved.length - names.length} more` : ''
  const description = `Further fields of the request, by name: ${names.join(', ')}${more}.`
  return {
    schema: { type: 'object', properties: {}, additionalProperties: true, description },
    required: false,
    parameter: { name: 'additional_fields', in: place, style: 'repeat', spread: true },
  }
}
