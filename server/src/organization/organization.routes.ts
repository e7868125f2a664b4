/** Operations about organisations: which ones a person belongs to, and taking one over. */
import { z } from 'zod'
import { nothing, operation, type Operation } from '../http/operation.ts'
import { createClaim, redeemClaim } from './organization-claims.ts'
import { findOrganization } from './organization.ts'

const OrganizationContract = z.object({
  id: z.string(),
  name: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
})

export const organizationRoutes: readonly Operation[] = [
  operation({
    method: 'GET',
    path: '/org/list',
    operationId: 'getOrgList',
    tag: 'Organization',
    summary: 'List the organisations of the caller (command line clients)',
    access: 'user',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: nothing,
    body: nothing,
    success: {
      status: 200,
      body: z.object({
        organizations: z.array(OrganizationContract),
        next_cursor: z.string().nullable(),
        total_pages: z.number(),
        current_page: z.number(),
        total_items: z.number(),
      }),
    },
    errors: [400, 401, 500],
    // A user key belongs to one organisation.
    handler: async ({ deps, principal }) => {
      const found = await findOrganization(deps.db, principal.orgId)
      const rows = found ? [found] : []
      const organizations = rows.map(({ id, name, createdAt }) => ({
        id,
        name,
        created_at: createdAt.toISOString(),
        updated_at: createdAt.toISOString(),
      }))
      return { organizations, next_cursor: null, total_pages: 1, current_page: 1, total_items: rows.length }
    },
  }),
  operation({
    method: 'POST',
    path: '/org/clanker/create_claim',
    operationId: 'postOrgClankerCreateClaim',
    tag: 'Invite Codes',
    summary: 'Create a claim slug by which a person takes over this organisation',
    access: 'organization',
    rateClass: 'standard',
    audit: 'organization.claim_created',
    params: nothing,
    query: nothing,
    body: z.strictObject({ human_email: z.email('must be an e-mail address').max(320) }),
    success: { status: 200, body: z.object({ claim_slug: z.string(), expires_at: z.string() }) },
    errors: [400, 401, 403, 404, 409, 500],
    handler: async ({ deps, principal, body }) => {
      const { claimSlug, expiresAt } = await createClaim(deps, principal.orgId, body.human_email)
      return { claim_slug: claimSlug, expires_at: expiresAt.toISOString() }
    },
  }),
  operation({
    method: 'POST',
    path: '/org/clanker/redeem_claim',
    operationId: 'postOrgClankerRedeemClaim',
    tag: 'Invite Codes',
    summary: 'Redeem a claim slug and become the organisation’s human owner',
    access: 'user',
    rateClass: 'standard',
    audit: 'organization.claimed',
    params: nothing,
    query: nothing,
    body: z.strictObject({ claim_slug: z.string().trim().toLowerCase().min(1).max(200) }),
    success: { status: 200, body: z.object({ org_id: z.string(), org_member_id: z.string() }) },
    errors: [400, 401, 404, 409, 500],
    handler: async ({ deps, principal, body }) => {
      const { orgId, memberId } = await redeemClaim(deps, principal, body.claim_slug)
      return { org_id: orgId, org_member_id: memberId }
    },
  }),
]
