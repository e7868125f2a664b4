/** Walks every sealed value of the database, a page at a time, while others read and write. */
import { sql } from '../db/sql.ts'
import type { Database } from '../db/database.ts'
import type { SealContext } from '../vault/vault.ts'
import { sealedColumns, type SealedColumn } from './sealed-columns.ts'

export interface SealedValue {
  context: SealContext
  sealed: Buffer
  /** Writes another value, unless this one was replaced meanwhile. @returns whether it did. */
  replace(next: Buffer): Promise<boolean>
}

const pageSize = 500

/**
 * @param except leaves out the values of this master key; 16 hex digits.
 */
export async function* sealedValues(db: Database, except?: string): AsyncGenerator<SealedValue> {
  for (const column of sealedColumns) yield* valuesOf(db, column, except)
}

async function* valuesOf(
  db: Database,
  { table, column, id, project, version }: SealedColumn,
  except: string | undefined,
): AsyncGenerator<SealedValue> {
  const [from, sealed] = [sql.identifier(table), sql.identifier(column)]
  const names = [id].flat().map((one) => sql`${sql.identifier(one)}::text`)
  const name = sql`(${sql.join(names, sql` || ':' || `)})`
  const projectId = 'column' in project ? sql.identifier(project.column) : sql`${project.word}`
  const count = 'column' in version ? sql.identifier(version.column) : sql`${version.number}::int`
  // Bytes 2 to 9 of a sealed value name its master key.
  const wanted =
    except === undefined ? sql`true` : sql`substring(${sealed} from 2 for 8) <> decode(${except}, 'hex')`
  let after = { project: '', id: '' }
  for (;;) {
    const { rows } = await db.execute<{ id: string; project: string; version: number; sealed: Buffer }>(sql`
      select ${name} as id, ${projectId}::text as project, ${count} as version, ${sealed} as sealed
      from ${from} where ${sealed} is not null and ${wanted} 
        and (${projectId}::text, ${name}) > (${after.project}, ${after.id})
      order by ${projectId}::text, ${name} limit ${pageSize}`)
    for (const row of rows) {
      yield {
        context: { projectId: row.project, table, rowId: row.id, column, version: row.version },
        sealed: row.sealed,
        async replace(next) {
          const { rowCount } = await db.execute(sql`
            update ${from} set ${sealed} = ${next}
            where ${projectId}::text = ${row.project} and ${name} = ${row.id} and ${sealed} = ${row.sealed}`)
          return rowCount === 1
        },
      }
    }
    const last = rows.at(-1)
    if (!last) return
    after = last
  }
}
