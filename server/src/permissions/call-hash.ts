import { createHash } from 'node:crypto'

/** What an approval is for: this call and no other. */
export interface HashedCall {
  tool: string
  version: string
  accountId: string | undefined
  arguments: Readonly<Record<string, unknown>>
  extra: HashedExtra
}

/** What a caller brings along besides arguments. */
export type HashedExtra = object | undefined

/**
 * Hash of a call, in hex: of the tool, its version, the account and every argument as the tool will get it. It is
 * of the arguments rather than of the request, whose boundaries and tokens differ from one time to the next.
 */
export function callHash({ tool, version, accountId, arguments: args, extra }: HashedCall): string {
  const text = JSON.stringify([tool, version, accountId ?? null, args, extra ?? null], sortedKeys)
  return createHash('sha256').update(text).digest('hex')
}

/** The order of an object's keys says nothing. */
function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
}
