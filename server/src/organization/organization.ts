/** Organisations and their people. */
import type { Database } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { members, organizations, type MemberRow } from './organization.table.ts'

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
