import { sql } from '../db/sql.ts'
import {
  bigserial,
  boolean,
  foreignKey,
  index,
  integer,
  pgTable,
  text,
  timestamp,
  unique,
} from '../db/columns.ts'
import { sealed } from '../db/sealed.ts'
import { projects } from '../projects/projects.table.ts'

export const webhookVersions = ['V1', 'V2', 'V3'] as const

/** Where a project hears of events. One a project. */
export const webhookSubscriptions = pgTable(
  'webhook_subscriptions',
  {
    id: text('id').primaryKey(),
    projectId: text('project_id')
      .notNull()
      .unique()
      .references(() => projects.id),
    webhookUrl: text('webhook_url').notNull(),
    version: text('version', { enum: webhookVersions }).notNull(),
    enabledEvents: text('enabled_events').array().notNull(),
    /** Deliveries about the same thing are sent one after the other. */
    isOrdered: boolean('is_ordered').notNull().default(false),
    /** `{ current, previous? }`, sealed together. */
    secrets: sealed('secrets').notNull(),
    secretsVersion: integer('secrets_version').notNull(),
    /** Until when deliveries are signed with the previous secret too. */
    previousSecretUntil: timestamp('previous_secret_until', { withTimezone: true }),
    /** Why nothing is sent at present; null while it is. */
    pausedReason: text('paused_reason'),
    /** Since when nothing but failures came back; null after a success. */
    failingSince: timestamp('failing_since', { withTimezone: true }),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [unique('webhook_subscriptions_project_id').on(table.projectId, table.id)],
)

/** One event on its way to a subscription. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    /** Sent as webhook-id with every attempt. */
    id: text('id').primaryKey(),
    projectId: text('project_id').notNull(),
    subscriptionId: text('subscription_id').notNull(),
    /** Counts deliveries in the order of their events. */
    position: bigserial('position', { mode: 'number' }).notNull(),
    eventId: text('event_id').notNull(),
    eventType: text('event_type').notNull(),
    /** What the event is about; order is kept within it. */
    subjectId: text('subject_id').notNull(),
    status: text('status', { enum: ['pending', 'delivered', 'dead'] })
      .notNull()
      .default('pending'),
    attempts: integer('attempts').notNull().default(0),
    nextAttemptAt: timestamp('next_attempt_at', { withTimezone: true }).notNull(),
    /** Until when one process has this delivery to itself, by the database's clock. */
    leasedUntil: timestamp('leased_until', { withTimezone: true }),
    /** Status of the receiver's last answer. */
    lastStatus: integer('last_status'),
    lastError: text('last_error'),
    /** The beginning of the receiver's last answer. */
    lastBody: text('last_body'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
    deliveredAt: timestamp('delivered_at', { withTimezone: true }),
  },
  (table) => [
    foreignKey({
      name: 'webhook_deliveries_subscription',
      columns: [table.projectId, table.subscriptionId],
      foreignColumns: [webhookSubscriptions.projectId, webhookSubscriptions.id],
    }).onDelete('cascade'),
    unique('webhook_deliveries_event').on(table.subscriptionId, table.eventId),
    index('webhook_deliveries_due')
      .on(table.nextAttemptAt)
      .where(sql`${table.status} = 'pending'`),
    index('webhook_deliveries_order')
      .on(table.subscriptionId, table.subjectId, table.position)
      .where(sql`${table.status} = 'pending'`),
    index('webhook_deliveries_subject').on(table.subjectId, table.createdAt),
    index('webhook_deliveries_age').on(table.createdAt),
    index('webhook_deliveries_of_event').on(table.eventId),
    index('webhook_deliveries_list').on(table.projectId, table.createdAt),
  ],
)

export type WebhookSubscriptionRow = typeof webhookSubscriptions.$inferSelect
export type WebhookDeliveryRow = typeof webhookDeliveries.$inferSelect
