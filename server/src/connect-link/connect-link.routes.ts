/** The operation that makes connect links. */
import { z } from 'zod'
import { findAuthConfig } from '../auth-configs/auth-configs.ts'
import { Alias, UserId } from '../connected-accounts/connected-accounts.contract.ts'
import { Sharing, SharingInput } from '../connected-accounts/sharing.ts'
import { nothing, operation, type Operation } from '../http/operation.ts'
import { publicOrigin } from '../http/public-url.ts'
import { createLink } from './connect-link.ts'

const CreateLink = z.strictObject({
  auth_config_id: z.string().min(1).max(64),
  user_id: UserId,
  alias: Alias.nullish(),
  callback_url: z.string().nullish(),
  connection_data: z.record(z.string().max(128), z.unknown()).nullish(),
  experimental: SharingInput.optional(),
})

const CreatedLink = z.object({
  link_token: z.string(),
  redirect_url: z.string(),
  expires_at: z.string(),
  connected_account_id: z.string(),
  experimental: Sharing,
})

export const connectLinkRoutes: readonly Operation[] = [
  operation({
    method: 'POST',
    path: '/connected_accounts/link',
    operationId: 'postConnectedAccountsLink',
    tag: 'Connected Accounts',
    summary: 'Create a new auth link session',
    access: 'project',
    rateClass: 'standard',
    audit: 'connected_account.linked',
    params: nothing,
    query: nothing,
    body: CreateLink,
    success: { status: 201, body: CreatedLink },
    errors: [400, 401, 404, 422, 500],
    handler: async ({ deps, principal: { projectId }, body, request }) =>
      createLink(deps, {
        projectId,
        authConfig: await findAuthConfig(deps, projectId, body.auth_config_id),
        userId: body.user_id,
        alias: body.alias ?? undefined,
        callbackUrl: body.callback_url ?? undefined,
        connectionData: body.connection_data ?? undefined,
        experimental: body.experimental,
        origin: publicOrigin(deps.env.publicUrl, request),
      }),
  }),
]
