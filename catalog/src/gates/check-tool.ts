/** The gates that every tool of the catalog passes. */
import { pathPlaceholders } from '../manifest/check-exec.ts'
import type { Tool } from '../manifest/manifest.ts'
import { checkToolSchema } from '../manifest/tool-schema.ts'
import { dialects, refusals, rewriteFor } from './dialects.ts'
import type { Dialect } from './dialects.ts'

export const largestInput = 16_000

export type GateResult = {
  /** What is wrong; a tool with a failure is not shipped. */
  failures: string[]
  /** Dialects in which the tool can only be used as it is, not in the vendor's stricter form. */
  flagged: Dialect[]
}

/** Checks one tool: schemas, dialects, size, and that required arguments are enough for a request. */
export function checkTool(tool: Tool): GateResult {
  const failures: string[] = []
  const flagged: Dialect[] = []
  for (const side of ['input', 'output'] as const) {
    const [problem] = checkToolSchema(tool[side])
    if (problem) failures.push(`${side}${problem.path}: ${problem.message}`)
  }
  if (JSON.stringify(tool.input).length > largestInput)
    failures.push(`an input schema of more than ${largestInput} characters`)
  for (const dialect of dialects) {
    const { schema, flags } = rewriteFor(dialect, tool.input)
    const refused = refusals(dialect, schema)
    if (flags.length > 0) flagged.push(dialect)
    else if (refused.length > 0) failures.push(`${dialect}: ${refused.join(', ')}`)
  }
  failures.push(...checkRequest(tool))
  return { failures, flagged }
}

/** Required arguments fill every place of the path, and each of them goes somewhere. */
function checkRequest({ exec, input }: Tool): string[] {
  if (exec.kind !== 'http') return []
  const failures: string[] = []
  const required = Array.isArray(input['required']) ? input['required'] : []
  const always = new Set([
    ...required,
    ...Object.keys(input.properties).filter((name) => input.properties[name]?.['default'] !== undefined),
  ])
  const filled = new Set(
    exec.parameters
      .filter((place) => place.in === 'path' && always.has(place.name))
      .map(({ name, wire }) => wire ?? name),
  )
  for (const name of pathPlaceholders(exec.path))
    if (!filled.has(name)) failures.push(`nothing fills {${name}} of the path`)
  const sent = new Set(exec.parameters.map(({ name }) => name))
  const text = JSON.stringify([exec.path, exec.query, exec.headers, exec.body])
  for (const name of Object.keys(input.properties)) {
    if (!sent.has(name) && !text.includes(`input.${name}`)) failures.push(`the argument ${name} goes nowhere`)
  }
  const places = exec.parameters.map(({ in: place, name, wire }) => `${place} ${wire ?? name}`)
  if (new Set(places).size !== places.length) failures.push('two arguments share a place in the request')
  return failures
}
