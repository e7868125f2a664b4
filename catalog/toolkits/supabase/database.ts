/** The database of a project. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, inPath, inQuery, reads } from '../parameters.ts'
import { anything, byRef, ref, text } from './inputs.ts'
import { all } from './scopes.ts'

export const databaseTools = [
  {
    slug: 'SUPABASE_BETA_RUN_SQL_QUERY',
    aliases: ['SUPABASE_RUN_SQL_QUERY'],
    name: 'Run SQL',
    description:
      'Run SQL on the database of a project as its owner and get the rows. It can change and drop anything: set read_only for questions, and see the tables with a query on information_schema first.',
    tags: ['openWorldHint', 'destructiveHint'],
    important: true,
    scopes: all('database:write'),
    input: {
      type: 'object',
      properties: {
        ref,
        query: {
          type: 'string',
          minLength: 1,
          description:
            'The SQL; several statements are separated by semicolons and only the last one returns rows.',
          examples: ["select table_name from information_schema.tables where table_schema = 'public'"],
        },
        read_only: { type: 'boolean', description: 'Run as a user that can only read.' },
      },
      required: ['ref', 'query'],
    },
    output: { type: 'object', properties: { items: { type: 'array', items: anything } } },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/projects/{ref}/database/query',
      parameters: [...inPath('ref'), ...inBody('query', 'read_only')],
    },
  },
  {
    slug: 'SUPABASE_GENERATE_TYPE_SCRIPT_TYPES',
    name: 'Generate TypeScript types',
    description: 'Get the tables, views and functions of the database as TypeScript types.',
    tags: reads,
    important: true,
    scopes: all('database:read'),
    input: {
      type: 'object',
      properties: {
        ref,
        included_schemas: {
          type: 'string',
          description: 'Schemas, separated by commas; public if left out.',
        },
      },
      required: ['ref'],
    },
    output: { type: 'object', properties: { types: text } },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/projects/{ref}/types/typescript',
      parameters: [...inPath('ref'), ...inQuery('included_schemas')],
    },
  },
  {
    slug: 'SUPABASE_GETS_PROJECT_S_POSTGRES_CONFIG',
    name: 'Get Postgres settings',
    description: 'Read the Postgres settings that were changed for a project.',
    tags: reads,
    scopes: all('database:read'),
    input: byRef,
    output: { type: 'object', properties: { max_connections: { type: 'integer' }, statement_timeout: text } },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/projects/{ref}/config/database/postgres',
      parameters: inPath('ref'),
    },
  },
  {
    slug: 'SUPABASE_GETS_PROJECT_S_POSTGREST_CONFIG',
    name: 'Get REST settings',
    description: 'Read how the REST API of a project is set up: exposed schemas and row limit.',
    tags: reads,
    scopes: all('rest:read'),
    input: byRef,
    output: {
      type: 'object',
      properties: { db_schema: text, max_rows: { type: 'integer' }, db_extra_search_path: text },
    },
    exec: { kind: 'http', method: 'GET', path: '/projects/{ref}/postgrest', parameters: inPath('ref') },
  },
  {
    slug: 'SUPABASE_LISTS_ALL_BACKUPS',
    name: 'List backups',
    description: 'List the backups of the database, and whether recovery to a point in time is on.',
    tags: reads,
    scopes: all('database:read'),
    input: byRef,
    output: {
      type: 'object',
      properties: {
        region: text,
        pitr_enabled: { type: 'boolean' },
        walg_enabled: { type: 'boolean' },
        backups: { type: 'array', items: anything },
      },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/projects/{ref}/database/backups',
      parameters: inPath('ref'),
    },
  },
] satisfies ToolkitInput['tools']
