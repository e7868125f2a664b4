import { bigint, index, pgTable, text, timestamp, unique } from '../db/columns.ts'
import { projects } from '../projects/projects.table.ts'

/** What a file is for: an argument of a tool, the answer of one, or a session's own. */
export const fileKinds = ['request', 'response', 'mount'] as const

/** Files by the key that callers know them under. The bytes are in the object storage. */
export const files = pgTable(
  'files',
  {
    id: text('id').primaryKey(),
    projectId: text('project_id')
      .notNull()
      .references(() => projects.id),
    kind: text('kind', { enum: fileKinds }).notNull(),
    /** Key on the wire (`s3key`); it begins with the project. */
    key: text('key').notNull(),
    /** Session whose mount it lies in. */
    sessionId: text('session_id'),
    toolkit: text('toolkit'),
    tool: text('tool'),
    /** Name; in a mount the path below it. */
    filename: text('filename').notNull(),
    mimetype: text('mimetype').notNull(),
    /** Of the bytes, or of those that are to come; null when nobody has said. */
    md5: text('md5'),
    /** Name in the object storage; null until the bytes are there. */
    objectName: text('object_name'),
    size: bigint('size', { mode: 'number' }),
    uploadedAt: timestamp('uploaded_at', { withTimezone: true }),
    /** Last time that somebody asked for it: what is not used goes after a while. */
    usedAt: timestamp('used_at', { withTimezone: true }).notNull().defaultNow(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    unique('files_key').on(table.projectId, table.key),
    index('files_project').on(table.projectId, table.createdAt),
    index('files_session').on(table.sessionId, table.filename),
  ],
)

export type FileRow = typeof files.$inferSelect
