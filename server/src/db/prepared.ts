/** Statements that are built once and named: a connection parses and plans a named statement once, too. */
import type { Database } from './database.ts'

/**
 * Wraps a builder of prepared statements so that it runs once for each `Database`. Building one costs more than
 * running it. What was built for a transaction goes when the transaction does.
 */
export function builtOnce<T>(build: (db: Database) => T): (db: Database) => T {
  const built = new WeakMap<Database, T>()
  return function statementsOf(db) {
    const known = built.get(db)
    if (known !== undefined) return known
    const made = build(db)
    built.set(db, made)
    return made
  }
}
