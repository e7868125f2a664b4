/** The query operators. */
import { orm } from './drizzle.ts'

export type { SQL } from 'drizzle-orm'

export const { and, asc, count, desc, eq, gt, ilike, inArray, isNull, lt, lte, or, sql } = orm
