/** Rows that count as use of the product. A feature names its own; the `usage` feature adds them up. */
import type { Column } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Deps } from '../deps.ts'

export interface UsageSource {
  /** Resolves when the table has all rows that this process has answered for. */
  settled?: (deps: Pick<Deps, 'executionLog'>) => Promise<void>
  /** What one row is: `call`, `session`. */
  unit: string
  table: PgTable
  projectId: Column
  userId: Column
  sessionId: Column
  at: Column
  /** What the rows can be grouped by, under the names that a request uses. */
  groups: Readonly<Record<string, Column>>
  /** The group of a request that names none. */
  defaultGroup: string
}
