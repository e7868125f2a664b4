/** Tells of the writes of a pool's own connections, so that no row is used that this process itself has changed. */
import pg from 'pg'
import { type Changes, type WatchedTable, watchedTables } from './changes.ts'

const written = new RegExp(
  `\\b(?:insert\\s+into|update|delete\\s+from|truncate)\\s+(?:only\\s+)?(?:"?public"?\\.)?"?(${watchedTables.join('|')})\\b`,
  'gi',
)

const nothing: ReadonlySet<WatchedTable> = new Set()
/** Statements are built once each and come again and again; the longest lists make new ones. */
const known = new Map<string, ReadonlySet<WatchedTable>>()
const mostKnown = 1_000

/** The watched tables that a statement names as its target, in a `with` too. */
export function tablesWritten(statement: string): ReadonlySet<WatchedTable> {
  // Most statements are a select, which writes nothing.
  if (/^\s*select\b/i.test(statement)) return nothing
  const before = known.get(statement)
  if (before) return before
  const tables = look(statement)
  if (known.size >= mostKnown) known.clear()
  known.set(statement, tables)
  return tables
}

function look(statement: string): Set<WatchedTable> {
  const tables = new Set<WatchedTable>()
  for (const [, table] of statement.matchAll(written))
    for (const watched of watchedTables) if (watched === table?.toLowerCase()) tables.add(watched)
  return tables
}

/** Notes each write before its caller hears that it is done: a transaction's at its commit. */
export function watchWrites(client: pg.PoolClient, changes: Changes): void {
  const { prototype } = pg.Client as unknown as { prototype: { query: (...args: unknown[]) => unknown } }
  const query = (...args: unknown[]): unknown => prototype.query.apply(client, args)
  const inTransaction = new Set<WatchedTable>()
  let isTransaction = false

  function done(text: string, tables: ReadonlySet<WatchedTable>): void {
    if (/^\s*(?:commit|end|rollback)\s*;?\s*$/i.test(text)) {
      // After a rollback too: whether a commit that failed was one, nobody knows.
      isTransaction = false
      changes.noteOwn(inTransaction)
      inTransaction.clear()
    } else if (isTransaction) for (const table of tables) inTransaction.add(table)
    else changes.noteOwn(tables)
  }

  function watched(...args: unknown[]): unknown {
    const text = textOf(args[0])
    if (/^\s*(?:begin|start\s+transaction)\b/i.test(text)) isTransaction = true
    const tables = tablesWritten(text)
    const mayEnd = isTransaction && /^\s*(?:commit|end|rollback)/i.test(text)
    if (tables.size === 0 && !mayEnd) return query(...args)
    const callback = args.at(-1)
    if (typeof callback === 'function') {
      return query(...args.slice(0, -1), (...results: unknown[]) => {
        done(text, tables)
        callback(...results)
      })
    }
    const result = query(...args)
    if (!(result instanceof Promise)) return result
    return result.finally(() => done(text, tables))
  }

  client.query = watched as typeof client.query
}

function textOf(statement: unknown): string {
  if (typeof statement === 'string') return statement
  const isConfig = typeof statement === 'object' && statement !== null && 'text' in statement
  return isConfig && typeof statement.text === 'string' ? statement.text : ''
}
