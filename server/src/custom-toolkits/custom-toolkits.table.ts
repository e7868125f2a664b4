import { integer, jsonb, pgTable, primaryKey, text, timestamp } from '../db/columns.ts'
import type { Toolkit } from '@patchbay/catalog'
import { projects } from '../projects/projects.table.ts'
import type { HeldTool, Report, Settings, Source } from './custom-toolkits.contract.ts'

/** Toolkits that a project brought along: from an API description or a remote MCP server. */
export const customToolkits = pgTable(
  'custom_toolkits',
  {
    projectId: text('project_id')
      .notNull()
      .references(() => projects.id),
    slug: text('slug').notNull(),
    source: jsonb('source').$type<Source>().notNull(),
    /** What the project chose, overlay included: applied again whenever the source is read again. */
    settings: jsonb('settings').$type<Settings>().notNull(),
    /** What is served. */
    manifest: jsonb('manifest').$type<Toolkit>().notNull(),
    /** Tools of an MCP server whose definition is new or changed, as they will be once approved. */
    held: jsonb('held').$type<HeldTool[]>().notNull().default([]),
    report: jsonb('report').$type<Report>().notNull(),
    version: text('version').notNull(),
    /** Counts changes of the row. */
    revision: integer('revision').notNull().default(1),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.slug] })],
)

export type CustomToolkitRow = typeof customToolkits.$inferSelect
