import { index, integer, pgTable, primaryKey, text, timestamp } from '../db/columns.ts'

/** How often a tool ran after another in one session of a project, both with success. */
export const toolSequences = pgTable(
  'tool_sequences',
  {
    projectId: text('project_id').notNull(),
    tool: text('tool').notNull(),
    nextTool: text('next_tool').notNull(),
    count: integer('count').notNull(),
    lastSeenAt: timestamp('last_seen_at', { withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.projectId, table.tool, table.nextTool] }),
    index('tool_sequences_last_seen').on(table.lastSeenAt),
  ],
)

/** How the calls of a tool ended in a project: a kind of outcome, never an argument, a result or a message. */
export const toolOutcomes = pgTable(
  'tool_outcomes',
  {
    projectId: text('project_id').notNull(),
    tool: text('tool').notNull(),
    /** `success`, or a kind of failure: see `outcome-kind.ts`. */
    kind: text('kind').notNull(),
    count: integer('count').notNull(),
    lastSeenAt: timestamp('last_seen_at', { withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.projectId, table.tool, table.kind] }),
    index('tool_outcomes_last_seen').on(table.lastSeenAt),
  ],
)
