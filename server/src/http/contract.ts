/** Building blocks of request contracts: how clients of this API write lists, flags and pages in a query. */
import { z } from 'zod'
import { idPrefixes, isId, type IdKind } from '../db/ids.ts'
import { ApiError } from './errors.ts'

/** `key=` and `key=null` mean that the parameter was left out. */
function absent(value: unknown): unknown {
  return value === '' || value === 'null' ? undefined : value
}

/** A string parameter that may be left out. */
export const queryString = z.preprocess(absent, z.string().optional())

/**
 * `a,b`, `key=a&key=b` or both: the non-empty values, or undefined when there are none. `key[name]=value` is no
 * list and is left for the array to refuse.
 */
export function queryList<T extends z.ZodType>(item: T) {
  return z.preprocess((value) => {
    if (value === undefined || value === null) return undefined
    const values: unknown[] = Array.isArray(value) ? value : [value]
    if (!values.every((part) => typeof part === 'string')) return value
    const parts = values.flatMap((part) => part.split(','))
    const given = parts.map((part) => part.trim()).filter((part) => part !== '' && part !== 'null')
    return given.length > 0 ? given : undefined
  }, z.array(item).optional())
}

/** `true` or `false`, in any case; `1` and `0` too. */
export const queryFlag = z.preprocess(
  (value) => {
    const given = absent(value)
    if (typeof given !== 'string') return given
    const text = given.toLowerCase()
    if (text === 'true' || text === '1') return true
    if (text === 'false' || text === '0') return false
    return given
  },
  z.boolean({ error: 'must be true or false' }).optional(),
)

/** Page size; a larger one than `most` is cut to it, since SDKs send 9999 for "all". */
export function queryLimit(most: number, usual: number) {
  return z
    .preprocess(
      absent,
      z.coerce
        .number({ error: 'must be a number' })
        .int('must be a whole number')
        .min(1, 'must be at least 1')
        .default(usual)
        .transform((limit) => Math.min(limit, most)),
    )
    .meta({ type: 'integer', minimum: 1, maximum: most, default: usual })
}

/** A moment in a body, in whole epoch milliseconds. */
export const epochMilliseconds = z
  .number({ error: 'must be epoch milliseconds' })
  .min(0, 'must not be negative')
  .max(8.64e15, 'must be a moment that a calendar has')
  .transform(Math.trunc)

/** An id of this kind in the path or the query. */
export function idOf(kind: IdKind) {
  return z
    .string()
    .refine((value) => isId(kind, value), { error: `must be an id that starts with ${idPrefixes[kind]}` })
}

/** A page of a list, as the contract counts them. */
export interface Page<T> {
  items: T[]
  next_cursor: string | null
  total_pages: number
  current_page: number
  total_items: number
}

/** The contract of a page. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    next_cursor: z.string().nullable(),
    total_pages: z.number(),
    current_page: z.number(),
    total_items: z.number(),
  })
}

/** The largest page that any list gives. */
const largestPage = 1000

export interface PageRequest {
  /** First row, counted from 0. */
  offset: number
  limit: number
  page: number
}

/**
 * Which rows a cursor and a limit ask for. The cursor is the base64 of `page:limit`; the limit in it wins, so
 * that pages stay aligned when a client sends both.
 * @throws {ApiError} BadRequest for a cursor that this server did not make.
 */
export function pageRequest(cursor: string | undefined, limit: number): PageRequest {
  if (cursor === undefined) return { offset: 0, limit, page: 1 }
  const match = /^(\d{1,9}):(\d{1,5})$/.exec(Buffer.from(cursor, 'base64').toString('latin1'))
  const page = Number(match?.[1])
  const size = Number(match?.[2])
  if (!match || page < 1 || size < 1 || size > largestPage) {
    throw new ApiError('BadRequest', 'cursor is not one that this server returned', {
      errors: ['cursor: not a cursor of this list'],
      suggestedFix:
        'Pass next_cursor of the previous page unchanged, or leave cursor out for the first page.',
    })
  }
  return { offset: (page - 1) * size, limit: size, page }
}

/** Wraps one page of rows with the counts and the cursor of the next page. */
export function pageResult<T>(items: T[], total: number, { page, limit }: PageRequest): Page<T> {
  const totalPages = Math.ceil(total / limit)
  const next = page < totalPages ? Buffer.from(`${page + 1}:${limit}`).toString('base64') : null
  return { items, next_cursor: next, total_pages: totalPages, current_page: page, total_items: total }
}

/** One page of a list that is held in memory. */
export function pageOfArray<T>(all: readonly T[], request: PageRequest): Page<T> {
  return pageResult(all.slice(request.offset, request.offset + request.limit), all.length, request)
}
