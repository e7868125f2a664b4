import { index, jsonb, pgTable, text, timestamp } from '../db/columns.ts'

/** What went wrong when an agent's code called tools through the command line client, as that client reports it. */
export const codactFailures = pgTable(
  'codact_failures',
  {
    id: text('id').primaryKey(),
    projectId: text('project_id').notNull(),
    memberId: text('member_id').notNull(),
    failureType: text('failure_type').notNull(),
    toolkit: text('toolkit'),
    tool: text('tool'),
    toolVersion: text('tool_version'),
    /** Context and session as the client sent them, bounded and without values whose names say secret. */
    report: jsonb('report').$type<object>().notNull(),
    requestId: text('request_id'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('codact_failures_project').on(table.projectId, table.createdAt)],
)
