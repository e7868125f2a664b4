/** Operations of connected accounts. */
import { z } from 'zod'
import { idOf, pageOf, queryString } from '../http/contract.ts'
import { nothing, operation, type Operation } from '../http/operation.ts'
import { publicOrigin } from '../http/public-url.ts'
import { changeAccount } from './change-account.ts'
import { findConnectedAccount, listConnectedAccounts, setAccountEnabled } from './connected-accounts.ts'
import {
  ConnectedAccount,
  CreateConnectedAccount,
  CreatedConnectedAccount,
  DeletedConnectedAccount,
  ListConnectedAccounts,
  PatchConnectedAccount,
  PatchedConnectedAccount,
  RefreshConnectedAccount,
  RefreshedConnectedAccount,
  RevokedConnectedAccount,
} from './connected-accounts.contract.ts'
import { deleteAndRevoke, revokeAccount } from './disconnect-account.ts'
import { initiateAccount, renewAccount } from './initiate-account.ts'
import { masksSecrets, presentAccounts, stateValues } from './present-connected-account.ts'
import { presentSharing } from './sharing.ts'

const tag = 'Connected Accounts'
const Id = z.object({ nanoid: idOf('connectedAccount') })

/** RFC 9745: since when the published API tells clients to use links for managed OAuth. */
const deprecatedSince = '@1778198400'

export const connectedAccountRoutes: readonly Operation[] = [
  operation({
    method: 'GET',
    path: '/connected_accounts',
    operationId: 'getConnectedAccounts',
    tag,
    summary: 'List connected accounts with optional filters',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: ListConnectedAccounts,
    body: nothing,
    success: { status: 200, body: pageOf(ConnectedAccount) },
    errors: [400, 401, 404, 422, 500],
    handler: async ({ deps, principal: { projectId }, query }) => {
      const page = await listConnectedAccounts(deps, projectId, query)
      const masked = await masksSecrets(deps, projectId)
      return { ...page, items: await presentAccounts(deps, projectId, page.items, masked) }
    },
  }),
  operation({
    method: 'POST',
    path: '/connected_accounts',
    operationId: 'postConnectedAccounts',
    tag,
    summary: 'Create a new connected account',
    access: 'project',
    rateClass: 'standard',
    audit: 'connected_account.created',
    params: nothing,
    query: nothing,
    body: CreateConnectedAccount,
    success: { status: 201, body: CreatedConnectedAccount },
    // The published contract has no status for a provider that cannot be reached.
    errors: [400, 401, 404, 500, 502],
    handler: async ({ deps, principal: { projectId }, body, request, reply }) => {
      const origin = publicOrigin(deps.env.publicUrl, request)
      const { account, authConfig, redirectUrl } = await initiateAccount(deps, projectId, body, origin)
      const masked = await masksSecrets(deps, projectId)
      // The published service refuses these by now; SDKs up to core 0.19 still send them from toolkits.authorize.
      if (authConfig.type === 'default' && redirectUrl !== null) reply.header('deprecation', deprecatedSince)
      return {
        id: account.id,
        connectionData: {
          authScheme: account.authScheme,
          val: stateValues(deps, account, { redirectUrl: redirectUrl ?? undefined, masked }),
        },
        status: account.status,
        redirect_url: redirectUrl,
        redirect_uri: redirectUrl,
        deprecated: { uuid: account.uuid, authConfigUuid: authConfig.uuid },
        experimental: presentSharing(account),
      }
    },
  }),
  operation({
    method: 'GET',
    path: '/connected_accounts/:nanoid',
    operationId: 'getConnectedAccountsByNanoid',
    tag,
    summary: 'Get connected account details by ID',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: Id,
    query: nothing,
    body: nothing,
    success: { status: 200, body: ConnectedAccount },
    errors: [400, 401, 403, 404, 500],
    handler: async ({ deps, principal: { projectId }, params: { nanoid } }) => {
      const account = await findConnectedAccount(deps, projectId, nanoid)
      const masked = await masksSecrets(deps, projectId)
      const [presented] = await presentAccounts(deps, projectId, [account], masked)
      if (!presented) throw new Error('one row makes one item')
      return presented
    },
  }),
  operation({
    method: 'DELETE',
    path: '/connected_accounts/:nanoid',
    operationId: 'deleteConnectedAccountsByNanoid',
    tag,
    summary: 'Delete a connected account',
    access: 'project',
    rateClass: 'standard',
    audit: 'connected_account.deleted',
    params: Id,
    query: nothing,
    body: nothing,
    success: { status: 200, body: DeletedConnectedAccount },
    errors: [400, 401, 403, 404, 500],
    handler: async ({ deps, principal: { projectId }, params: { nanoid } }) => {
      const { revoked } = await deleteAndRevoke(deps, projectId, nanoid)
      return { success: true as const, revoked_tokens: revoked }
    },
  }),
  operation({
    method: 'POST',
    path: '/connected_accounts/:nanoid/revoke',
    operationId: 'postConnectedAccountsByNanoidRevoke',
    tag,
    summary: 'Revoke a connected account at the provider',
    access: 'project',
    rateClass: 'standard',
    audit: 'connected_account.revoked',
    params: Id,
    query: nothing,
    body: nothing,
    success: { status: 200, body: RevokedConnectedAccount },
    errors: [400, 401, 403, 404, 409, 500],
    handler: async ({ deps, principal: { projectId }, params: { nanoid } }) => {
      const { revoked } = await revokeAccount(deps, projectId, nanoid)
      return { revoked_tokens: revoked, connected_account: { id: nanoid, status: 'REVOKED' as const } }
    },
  }),
  operation({
    method: 'PATCH',
    path: '/connected_accounts/:nanoid',
    operationId: 'patchConnectedAccountsByNanoid',
    tag,
    summary: 'Update a connected account',
    access: 'project',
    rateClass: 'standard',
    audit: 'connected_account.updated',
    params: Id,
    query: nothing,
    body: PatchConnectedAccount,
    success: { status: 200, body: PatchedConnectedAccount },
    errors: [400, 401, 403, 404, 500],
    handler: async ({ deps, principal: { projectId }, params: { nanoid }, body }) => {
      const { id, status } = await changeAccount(deps, projectId, nanoid, body)
      return { success: true as const, id, status }
    },
  }),
  operation({
    method: 'PATCH',
    path: '/connected_accounts/:nanoId/status',
    operationId: 'patchConnectedAccountsByNanoIdStatus',
    tag,
    summary: 'Enable or disable a connected account',
    access: 'project',
    rateClass: 'standard',
    audit: 'connected_account.updated',
    params: z.object({ nanoId: idOf('connectedAccount') }),
    query: nothing,
    body: z.strictObject({ enabled: z.boolean({ error: 'must be true or false' }) }),
    success: { status: 200, body: z.object({ success: z.literal(true) }) },
    errors: [400, 401, 403, 404, 500],
    handler: async ({ deps, principal: { projectId }, params: { nanoId }, body: { enabled } }) => {
      await setAccountEnabled(deps, projectId, nanoId, enabled)
      return { success: true as const }
    },
  }),
  operation({
    method: 'POST',
    path: '/connected_accounts/:nanoid/refresh',
    operationId: 'postConnectedAccountsByNanoidRefresh',
    tag,
    summary: 'Refresh authentication for a connected account',
    access: 'project',
    rateClass: 'standard',
    audit: 'connected_account.refreshed',
    params: Id,
    query: z.object({ redirect_url: queryString }),
    body: RefreshConnectedAccount,
    success: { status: 200, body: RefreshedConnectedAccount },
    // The published contract has no status for a provider that cannot be reached.
    errors: [400, 401, 403, 404, 409, 422, 500, 502],
    handler: async ({ deps, principal: { projectId }, params: { nanoid }, query, body, request }) => {
      const validate = body?.validate_credentials ?? false
      const callbackUrl = body?.redirect_url ?? query.redirect_url
      const origin = publicOrigin(deps.env.publicUrl, request)
      const { account, redirectUrl } = await renewAccount(deps, projectId, nanoid, {
        callbackUrl,
        origin,
        validate,
      })
      return { id: account.id, status: account.status, redirect_url: redirectUrl }
    },
  }),
]
