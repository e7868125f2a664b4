/** The query operators. */
import { orm } from './drizzle.ts'

import type { SQL } from 'drizzle-orm'

export type { SQL, SQLWrapper } from 'drizzle-orm'

export const {
  and,
  arrayOverlaps,
  asc,
  count,
  desc,
  eq,
  getTableColumns,
  gt,
  ilike,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  ne,
  not,
  or,
  sql,
} = orm

/** A moment in whole epoch milliseconds as a timestamp of Postgres; what Date can hold, Postgres can. */
export function fromEpoch(milliseconds: number): SQL {
  return sql`to_timestamp(${milliseconds}::double precision / 1000)`
}

/** A LIKE pattern for texts that hold this one; `%`, `_` and `\` mean themselves. */
export function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, (mark) => `\\${mark}`)}%`
}
