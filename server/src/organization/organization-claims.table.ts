import { index, pgTable, text, timestamp } from '../db/columns.ts'
import { organizations } from './organization.table.ts'

/** Slugs by which a person takes over an organisation that an agent set up. Kept by keyed hash. */
export const organizationClaims = pgTable(
  'organization_claims',
  {
    slugHash: text('slug_hash').primaryKey(),
    orgId: text('org_id')
      .notNull()
      .references(() => organizations.id),
    /** The only person who may redeem it, in lower case. */
    humanEmail: text('human_email').notNull(),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
    redeemedAt: timestamp('redeemed_at', { withTimezone: true }),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('organization_claims_org').on(table.orgId)],
)
