/** Step "validate arguments": nothing that a tool's schema does not allow goes further. */
import { ApiError } from '../../http/errors.ts'
import { isObject, own, type Bag } from '../request/outgoing-request.ts'
import { explainErrors, unknownName } from './explain-error.ts'
import { normalizeArguments, type Normalized } from './normalize-arguments.ts'
import { validatorOf, type Schema } from './validator.ts'

export interface ToolSchema {
  slug: string
  version: string
  input: Schema
}

/**
 * The arguments as the request builder may use them, and what was repaired in them.
 * @throws {ApiError} ToolArgumentsInvalid with one line for each wrong argument. A name that the schema does
 * not know is wrong too, unless the schema has `additionalProperties` (`true` or a schema): the argument would
 * be dropped, and the call would do something else than was asked.
 */
export function validateArguments(tool: ToolSchema, given: Readonly<Bag>): Normalized {
  const validator = validatorOf(`${tool.slug}@${tool.version}`, tool.input)
  const normalized = normalizeArguments(given, validator.schema)
  const { args } = normalized
  const lines = unknownNames(args, validator.schema)
  lines.push(...explainErrors(validator.check(args), validator.schema))
  if (lines.length === 0) return normalized
  throw new ApiError('ToolArgumentsInvalid', `Invalid arguments for ${tool.slug}: ${lines.join('; ')}`, {
    errors: lines,
  })
}

function unknownNames(args: Bag, schema: Schema): string[] {
  const open = own(schema, 'additionalProperties')
  if (open !== undefined || own(schema, 'patternProperties') !== undefined) return []
  const properties = own(schema, 'properties')
  const known = isObject(properties) ? properties : {}
  const unknown = Object.keys(args).filter((name) => !Object.hasOwn(known, name))
  return unknown.slice(0, 20).map((name) => `${name.slice(0, 64)}: ${unknownName(name, schema)}`)
}
