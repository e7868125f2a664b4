/** What travels through the pipeline from "build request" to "send". */
import type { StreamedBody } from './streamed-body.ts'

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD'

/** A request to a provider. Until the credential is applied it holds none. */
export interface OutgoingRequest {
  method: HttpMethod
  url: URL
  /** Names are in lower case. */
  headers: Record<string, string>
  body?: string | Buffer | StreamedBody
}

/** Values by name without a prototype: a key such as `__proto__` is a key like any other. */
export type Bag = Record<string, unknown>

export function emptyBag(): Bag {
  return Object.create(null) as Bag
}

/** An object literal or parsed JSON object; arrays and null are not. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Own property `key`, whatever it is called. */
export function own(object: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined
}
