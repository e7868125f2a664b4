/** Organisations and their people. */
import { and, asc, eq } from '../db/sql.ts'
import type { Database } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { members, organizations, type MemberRow, type OrganizationRow } from './organization.table.ts'

export type { MemberRow, OrganizationRow } from './organization.table.ts'

/** Whether this database has been set up. */
export async function anyOrganization(db: Database): Promise<boolean> {
  const rows = await db.select({ id: organizations.id }).from(organizations).limit(1)
  return rows.length > 0
}

/** Makes an organisation and returns its id. */
export async function createOrganization(db: Database, name: string): Promise<string> {
  const id = newId('organization')
  await db.insert(organizations).values({ id, name })
  return id
}

/** Adds a person and returns the member id. */
export async function createMember(
  db: Database,
  member: Omit<MemberRow, 'id' | 'createdAt'>,
): Promise<string> {
  const id = newId('member')
  await db.insert(members).values({ ...member, id })
  return id
}

/** The organisation of this id. */
export async function findOrganization(db: Database, id: string): Promise<OrganizationRow | undefined> {
  const [row] = await db.select().from(organizations).where(eq(organizations.id, id))
  return row
}

/** A person of this organisation. */
export async function findMember(db: Database, orgId: string, id: string): Promise<MemberRow | undefined> {
  const [row] = await db
    .select()
    .from(members)
    .where(and(eq(members.orgId, orgId), eq(members.id, id)))
  return row
}

/** Who was there first: the person that an organisation key acts for. */
export async function oldestMember(db: Database, orgId: string): Promise<MemberRow | undefined> {
  const [row] = await db
    .select()
    .from(members)
    .where(eq(members.orgId, orgId))
    .orderBy(asc(members.createdAt), asc(members.id))
    .limit(1)
  return row
}
