/** What a built-in tool is: a function for what a declarative call cannot do. It never sees a credential. */
import { ApiError } from '../../http/errors.ts'
import type { CallFiles } from '../files/call-files.ts'
import { OpenedFile } from '../files/opened-file.ts'
import type { EncodedBody } from '../request/body.ts'
import { isObject, type Bag, type HttpMethod } from '../request/outgoing-request.ts'

export interface BuiltinRequest {
  method: HttpMethod
  /** Path below the toolkit's base URL; `{name}` is filled from `values`, as one segment. */
  path: string
  values?: Readonly<Bag>
  /** Arrays repeat the name; null and undefined are left out. */
  query?: Readonly<Bag>
  headers?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  body?: unknown
  /** Sent as it is, instead of `body`. */
  raw?: EncodedBody
  /** The path begins at the origin of the base URL: where some providers take uploads. */
  atOrigin?: boolean
  /** Most bytes of the answer, where it may be longer than those of other tools. */
  mostBytes?: number
}

export interface BuiltinCall {
  /** Storage for files of the answer; file arguments are opened already. */
  files?: CallFiles | undefined
  /** Valid by the tool's schema. */
  arguments: Readonly<Bag>
  now: Date
  /**
   * The guarded, authenticated send of the pipeline; gives the answer's JSON object.
   * @throws {UpstreamFailure} when the provider refuses, which ends the call with the provider's error.
   */
  request(request: BuiltinRequest): Promise<Bag>
}

export type Builtin = (call: BuiltinCall) => Promise<Record<string, unknown>>

/** Arguments that the schema allows and the provider would not. */
export function invalidArgument(name: string, problem: string): ApiError {
  const line = `${name}: ${problem}`
  return new ApiError('ToolArgumentsInvalid', `Invalid arguments: ${line}`, { errors: [line] })
}

/** A file argument; undefined when it is missing. */
export function fileOf(args: Readonly<Bag>, name: string): OpenedFile | undefined {
  const value = args[name]
  return value instanceof OpenedFile ? value : undefined
}

/** A text argument; undefined when it is missing or blank. */
export function textOf(args: Readonly<Bag>, name: string): string | undefined {
  const value = args[name]
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

/** A list of texts; blank ones are dropped. */
export function textsOf(args: Readonly<Bag>, name: string): string[] {
  const value = args[name]
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string' && item.trim() !== '') : []
}

/** The objects of a list in a provider's answer. */
export function objectsOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}
