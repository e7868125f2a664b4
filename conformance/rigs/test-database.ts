import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

import { templateDatabase } from '../../server/test/global-setup.ts'

/**
 * A migrated, empty database of its own on the test run's Postgres, for `DATABASE_URL`. It takes 50 ms where an
 * embedded Postgres in a new folder takes 3 s, and goes with that server when the run ends.
 */
export async function newDatabaseUrl(): Promise<string> {
  const { host, port, user, database } = inject('postgres')
  const name = `conformance_${randomBytes(8).toString('hex')}`
  const admin = new pg.Client({ host, port, user, database })
  await admin.connect()
  // Cloning needs the template unused; another file may be cloning it at this moment.
  await admin.query('select pg_advisory_lock(1)')
  await admin.query(`create database ${name} template ${templateDatabase}`)
  await admin.end()
  return `postgres://${user}@localhost:${port}/${name}?host=${encodeURIComponent(host)}`
}
