/**
 * Once for a test run: a Postgres server in a temporary folder, with a migrated template database that every
 * test file clones, and the compiled catalog, kept between runs under `.cache`.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import type { EmbeddedPostgres } from '../src/db/embedded/embedded-postgres.ts'
import { startEmbeddedPostgres } from '../src/db/embedded/embedded-postgres.ts'
import { openDatabase } from '../src/db/database.ts'
import { migrate } from '../src/db/migrate.ts'
import { loadCatalog } from '../src/startup/catalog/load-catalog.ts'

export const templateDatabase = 'patchbay_template'

declare module 'vitest' {
  interface ProvidedContext {
    postgres: EmbeddedPostgres['connection']
    cacheDir: string
  }
}

const silent = { info() {}, warn() {}, error() {}, debug() {} }

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cacheDir = fileURLToPath(new URL('../../.cache', import.meta.url))
  const dataDir = await mkdtemp(join(tmpdir(), 'patchbay-test-'))
  const [postgres] = await Promise.all([
    startEmbeddedPostgres({ dataDir, log: silent }),
    loadCatalog(cacheDir, () => process.stdout.write('compiling the catalog for the tests\n')).then((c) =>
      c.close(),
    ),
  ])
  await makeTemplate(postgres.connection)
  project.provide('postgres', postgres.connection)
  project.provide('cacheDir', cacheDir)
  return async () => {
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function makeTemplate(connection: EmbeddedPostgres['connection']): Promise<void> {
  const admin = new pg.Client(connection)
  await admin.connect()
  await admin.query(`create database ${templateDatabase}`)
  await admin.end()
  const { pool, close } = openDatabase({ ...connection, database: templateDatabase }, () => {})
  await migrate(pool)
  await close()
}
