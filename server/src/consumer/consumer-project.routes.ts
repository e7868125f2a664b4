/**
 * Operations by which the command line client works for the person behind a user key: which project their own
 * accounts are in, as whom, and which toolkits they have connected there.
 */
import { z } from 'zod'
import { connectedToolkits } from '../connected-accounts/connected-toolkits.ts'
import { nothing, operation, type Operation } from '../http/operation.ts'
import { findProject } from '../projects/owner-projects.ts'

const tag = 'Consumer'

/** As whom a person's own accounts are connected: one user of the project for each person. */
export const consumerUserId = (memberId: string) => `consumer-${memberId}`

export const consumerProjectRoutes: readonly Operation[] = [
  operation({
    method: 'POST',
    path: '/org/consumer/project/resolve',
    operationId: 'postOrgConsumerProjectResolve',
    tag,
    summary:
      'Get the project, and the user in it, that the person of a user key works as (command line clients)',
    access: 'user',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: nothing,
    body: z.unknown(),
    success: {
      status: 200,
      body: z.object({
        project_id: z.string(),
        project_nano_id: z.string(),
        project_name: z.string(),
        org_id: z.string(),
        project_type: z.literal('CONSUMER'),
        consumer_user_id: z.string(),
      }),
    },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal: { orgId, projectId, memberId } }) => {
      const { uuid, id, name } = await findProject(deps, orgId, projectId)
      return {
        project_id: uuid,
        project_nano_id: id,
        project_name: name,
        org_id: orgId,
        project_type: 'CONSUMER' as const,
        consumer_user_id: consumerUserId(memberId),
      }
    },
  }),
  operation({
    method: 'GET',
    path: '/org/consumer/connected_toolkits',
    operationId: 'getOrgConsumerConnectedToolkits',
    tag,
    summary: 'List the toolkits that a user has an active account of (command line clients)',
    access: 'user',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: z.object({ user_id: z.string().min(1).max(256) }),
    body: nothing,
    success: { status: 200, body: z.object({ toolkits: z.array(z.string()) }) },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, query }) => {
      const toolkits = await connectedToolkits(deps, principal.projectId, query.user_id)
      return { toolkits: [...toolkits].toSorted() }
    },
  }),
]
