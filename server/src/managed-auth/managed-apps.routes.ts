/** Operations on an organisation's OAuth apps. */
import { z } from 'zod'
import { forgetProjects } from '../custom-toolkits/project-deps.ts'
import { nothing, operation, type Operation } from '../http/operation.ts'
import { publicOrigin } from '../http/public-url.ts'
import { callbackPath } from '../connect-link/authorization.ts'
import { deleteApp, listApps, saveApp, type ManagedAppRow } from './managed-apps.ts'

const App = z.object({
  toolkit: z.string(),
  auth_scheme: z.literal('OAUTH2'),
  client_id: z.string(),
  /** Null: the toolkit's usual ones. */
  scopes: z.array(z.string()).nullable(),
  callback_url: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
})

const text = (most: number) =>
  z.string().trim().min(1, 'must not be empty').max(most, `must be at most ${most} characters`)

const AppBody = z.strictObject({
  client_id: text(2048),
  client_secret: text(16_384).optional(),
  scopes: z.array(text(512)).max(200).optional(),
})

const common = {
  tag: 'Managed auth',
  access: 'organization',
  rateClass: 'standard',
  query: nothing,
  errors: [400, 401, 404, 422, 429, 500],
} as const
const params = z.object({ toolkit: z.string().min(1).max(128) })

export const managedAppRoutes: readonly Operation[] = [
  operation({
    ...common,
    method: 'GET',
    path: '/org/managed_auth',
    operationId: 'getOrgManagedAuth',
    summary: 'List the OAuth apps that all projects of the organisation may use',
    audit: 'none',
    params: nothing,
    body: nothing,
    success: { status: 200, body: z.object({ items: z.array(App) }) },
    handler: async ({ deps, principal, request }) => {
      const rows = await listApps(deps, principal.orgId)
      const origin = publicOrigin(deps.env.publicUrl, request)
      return { items: rows.map((row) => present(row, origin)) }
    },
  }),
  operation({
    ...common,
    method: 'POST',
    path: '/org/managed_auth/:toolkit',
    operationId: 'postOrgManagedAuthByToolkit',
    summary: 'Register or replace the organisation’s OAuth app for a toolkit',
    audit: 'managed_auth.changed',
    params,
    body: AppBody,
    success: { status: 200, body: App },
    handler: async ({ deps, principal, params, body, request }) => {
      const row = await saveApp(deps, principal.orgId, params.toolkit, body)
      forgetProjects(deps)
      return present(row, publicOrigin(deps.env.publicUrl, request))
    },
  }),
  operation({
    ...common,
    method: 'DELETE',
    path: '/org/managed_auth/:toolkit',
    operationId: 'deleteOrgManagedAuthByToolkit',
    summary: 'Forget the organisation’s OAuth app for a toolkit',
    audit: 'managed_auth.deleted',
    params,
    body: nothing,
    success: { status: 200, body: z.object({ toolkit: z.string(), deleted: z.literal(true) }) },
    handler: async ({ deps, principal, params }) => {
      await deleteApp(deps, principal.orgId, params.toolkit)
      forgetProjects(deps)
      return { toolkit: params.toolkit.toLowerCase(), deleted: true as const }
    },
  }),
]

function present(row: ManagedAppRow, origin: string): z.input<typeof App> {
  return {
    toolkit: row.toolkit,
    auth_scheme: 'OAUTH2',
    client_id: row.clientId,
    scopes: row.scopes,
    callback_url: origin + callbackPath,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  }
}
