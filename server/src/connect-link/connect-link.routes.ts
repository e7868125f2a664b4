/** The operation that makes connect links. */
import { z } from 'zod'
import { findAuthConfig } from '../auth-configs/auth-configs.ts'
import { Alias, UserId } from '../connected-accounts/connected-accounts.contract.ts'
import { Sharing, SharingInput } from '../connected-accounts/sharing.ts'
import { nothing, operation, type Operation } from '../http/operation.ts'
import { publicOrigin } from '../http/public-url.ts'
import { completeAuth } from './auth-sessions.ts'
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

const CompleteAuth = z.strictObject({
  session_uri: z.string().min(1, 'must not be empty').max(256, 'must have at most 256 characters'),
  user_id: UserId,
})

const CompletedAuth = z.object({
  connected_account_id: z.string(),
  toolkit_slug: z.string(),
  /** Where the browser may go on to; null when the connection was made without a callback URL. */
  redirect_url: z.string().nullable(),
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
  operation({
    method: 'POST',
    path: '/connected_accounts/complete_auth',
    operationId: 'postConnectedAccountsCompleteAuth',
    tag: 'Connected Accounts',
    summary: 'Confirm whose browser made a connection, where the project has an OAuth callback verifier',
    access: 'project',
    rateClass: 'standard',
    audit: 'connected_account.confirmed',
    params: nothing,
    query: nothing,
    body: CompleteAuth,
    success: { status: 200, body: CompletedAuth },
    errors: [400, 401, 403, 404, 500],
    handler: async ({ deps, principal: { projectId }, body }) => {
      const { account, redirectUrl } = await completeAuth(deps, projectId, {
        sessionUri: body.session_uri,
        userId: body.user_id,
      })
      return { connected_account_id: account.id, toolkit_slug: account.toolkit, redirect_url: redirectUrl }
    },
  }),
]
