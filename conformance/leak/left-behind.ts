/** Everything that a server leaves in its database and its data folder. */
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import pg from 'pg'

/** Every row of every table, the job queue's too, as text; large objects have none. */
export async function dumpDatabase(dataDir: string): Promise<string[]> {
  const client = new pg.Client({
    host: join(dataDir, 'run'),
    port: 5432,
    user: 'postgres',
    database: 'patchbay',
  })
  await client.connect()
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  )
  const lines: string[] = []
  for (const { name } of rows) {
    const table = await client.query<{ row: string }>(`select t::text as row from ${name} t`)
    lines.push(...table.rows.map(({ row }) => `${name} ${row}`))
  }
  await client.query('checkpoint')
  await client.end()
  return lines
}

/** The files of the data folder with their content: Postgres' own, its write-ahead log too, and everything else. */
export async function* filesOf(dataDir: string): AsyncGenerator<{ path: string; content: Buffer }> {
  // Links are not followed: the compiled catalog lies elsewhere.
  for (const entry of await readdir(dataDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    // Postgres may remove a file of its own at any moment.
    const content = await readFile(file).catch(() => undefined)
    if (content) yield { path: relative(dataDir, file), content }
  }
}
