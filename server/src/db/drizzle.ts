/**
 * drizzle-orm, loaded as CommonJS.
 *
 * For every ES module of a package, Node 24 parses the package's whole package.json, and drizzle-orm's is 179 kB
 * for a hundred modules: 0.6 s, a third of the server's start. Its CommonJS files have the ending .cjs, which
 * needs no look at package.json. The query operators are in `sql.ts`, the column types in `columns.ts`.
 */
import { createRequire } from 'node:module'
import type * as Orm from 'drizzle-orm'
import type * as NodePostgres from 'drizzle-orm/node-postgres'
import type * as Migrator from 'drizzle-orm/node-postgres/migrator'
import type * as Core from 'drizzle-orm/pg-core'

const require = createRequire(import.meta.url)

export const orm = require('drizzle-orm') as typeof Orm
export const core = require('drizzle-orm/pg-core') as typeof Core
export const { drizzle } = require('drizzle-orm/node-postgres') as typeof NodePostgres
export const { migrate } = require('drizzle-orm/node-postgres/migrator') as typeof Migrator
