import { index, integer, jsonb, pgTable, text, timestamp, unique } from '../db/columns.ts'
import { projects } from '../projects/projects.table.ts'

type Schema = Record<string, unknown>

/** Code for the workbench that a user's agent saved. It runs with that user's accounts, and nobody else's. */
export const recipes = pgTable(
  'recipes',
  {
    id: text('id').primaryKey(),
    projectId: text('project_id')
      .notNull()
      .references(() => projects.id),
    userId: text('user_id').notNull(),
    /** Name to run it by: `RECIPE_…`. */
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    description: text('description').notNull(),
    code: text('code').notNull(),
    inputSchema: jsonb('input_schema').$type<Schema>().notNull(),
    outputSchema: jsonb('output_schema').$type<Schema>(),
    /** Values for required inputs that a run leaves out. */
    defaults: jsonb('defaults').$type<Record<string, unknown>>().notNull(),
    /** Counts changes, from 1. */
    version: integer('version').notNull().default(1),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    unique('recipes_slug').on(table.projectId, table.userId, table.slug),
    index('recipes_user').on(table.projectId, table.userId, table.createdAt),
  ],
)

export type RecipeRow = typeof recipes.$inferSelect

/** A recipe without its code, which may be long. */
export type RecipeHead = Omit<RecipeRow, 'code'>
