/**
 * Claims: an organisation that an agent set up with its organisation key can be taken over by one person.
 *
 * unclaimed → claim made (valid for 7 days, several may be open) → redeemed: the person is a member and the
 * organisation's human owner, and no further claim can be made or redeemed.
 */
import { and, eq, gt, isNull, sql } from '../db/sql.ts'
import { newWords } from '../db/words.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { createMember, findMember } from './organization.ts'
import { organizationClaims } from './organization-claims.table.ts'
import { organizations, members } from './organization.table.ts'

type ClaimDeps = Pick<Deps, 'db' | 'vault' | 'clock'>

const validForMs = 7 * 24 * 3_600_000

/**
 * Makes a claim slug of four words for one person. It can be read only now.
 * @throws {ApiError} AlreadyClaimed
 */
export async function createClaim(
  { db, vault, clock }: ClaimDeps,
  orgId: string,
  humanEmail: string,
): Promise<{ claimSlug: string; expiresAt: Date }> {
  await refuseClaimed({ db }, orgId)
  const claimSlug = newWords(4)
  const expiresAt = new Date(clock.now().getTime() + validForMs)
  await db.insert(organizationClaims).values({
    slugHash: vault.hashApiKey(claimSlug),
    orgId,
    humanEmail: humanEmail.toLowerCase(),
    expiresAt,
  })
  return { claimSlug, expiresAt }
}

/**
 * Redeems a claim for the person behind a user key: whose address the claim names joins the organisation as an
 * administrator and becomes its human owner.
 * @throws {ApiError} ClaimNotFound, the same for a wrong, expired or used slug and for another person's;
 *   AlreadyClaimed when another claim was redeemed first.
 */
export async function redeemClaim(
  { db, vault, clock }: ClaimDeps,
  caller: { orgId: string; memberId: string },
  claimSlug: string,
): Promise<{ orgId: string; memberId: string }> {
  const person = await findMember(db, caller.orgId, caller.memberId)
  if (!person) throw new ApiError('Unauthorized', 'Invalid API key')
  return db.transaction(async (tx) => {
    const [claim] = await tx
      .update(organizationClaims)
      .set({ redeemedAt: clock.now() })
      .where(
        and(
          eq(organizationClaims.slugHash, vault.hashApiKey(claimSlug)),
          eq(organizationClaims.humanEmail, person.email.toLowerCase()),
          isNull(organizationClaims.redeemedAt),
          gt(organizationClaims.expiresAt, clock.now()),
        ),
      )
      .returning({ orgId: organizationClaims.orgId })
    if (!claim) throw new ApiError('ClaimNotFound', 'claim_slug: there is no such claim for you to redeem')
    await tx.execute(
      sql`select 1 from ${organizations} where ${organizations.id} = ${claim.orgId} for update`,
    )
    await refuseClaimed({ db: tx }, claim.orgId)
    const memberId = await memberWith({ db: tx }, claim.orgId, person)
    await tx.update(organizations).set({ humanOwnerId: memberId }).where(eq(organizations.id, claim.orgId))
    return { orgId: claim.orgId, memberId }
  })
}

async function memberWith(
  { db }: Pick<Deps, 'db'>,
  orgId: string,
  { email, name }: { email: string; name: string },
): Promise<string> {
  const [known] = await db
    .select({ id: members.id })
    .from(members)
    .where(and(eq(members.orgId, orgId), eq(members.email, email)))
  return known?.id ?? createMember(db, { orgId, email, name, role: 'ADMIN' })
}

async function refuseClaimed({ db }: Pick<Deps, 'db'>, orgId: string): Promise<void> {
  const [row] = await db
    .select({ owner: organizations.humanOwnerId })
    .from(organizations)
    .where(eq(organizations.id, orgId))
  if (row?.owner == null) return
  throw new ApiError('AlreadyClaimed', 'This organisation has been claimed already', {
    headers: { 'x-should-retry': 'false' },
  })
}
