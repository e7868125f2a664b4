/** Statements that are built once and named: a connection parses and plans a named statement once, too. */
import { madeOnce } from '../made-once.ts'
import type { Database } from './database.ts'

/**
 * Wraps a builder of prepared statements so that it runs once for each `Database`. Building one costs more than
 * running it. What was built for a transaction goes when the transaction does.
 */
export function builtOnce<T>(build: (db: Database) => T): (db: Database) => T {
  return madeOnce(build)
}
