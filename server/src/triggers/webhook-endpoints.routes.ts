/** Operations on the endpoints of OAuth apps. */
import { z } from 'zod'
import { idOf, queryString } from '../http/contract.ts'
import { nothing, operation, type Operation } from '../http/operation.ts'
import { publicOrigin } from '../http/public-url.ts'
import type { Deps } from '../deps.ts'
import {
  configureEndpoint,
  findEndpoint,
  listEndpoints,
  makeAppEndpoint,
  maskedFields,
  openSecrets,
  type WebhookEndpointRow,
} from './webhook-endpoints.ts'

const tag = 'Webhook Endpoints'
const Id = z.object({ nano_id: idOf('webhookEndpoint') })
const Data = z.strictObject({ data: z.record(z.string(), z.string().min(1).max(8_192)) })

const Endpoint = z.object({
  id: z.string(),
  toolkit_slug: z.string(),
  client_id: z.string().nullable(),
  webhook_url: z.string(),
  data: z.record(z.string(), z.string()).nullable(),
  created_at: z.string(),
})

function present(
  deps: Pick<Deps, 'vault' | 'catalog' | 'config'>,
  row: WebhookEndpointRow,
): z.input<typeof Endpoint> {
  return {
    id: row.id,
    toolkit_slug: row.toolkit,
    client_id: row.clientId,
    webhook_url: openSecrets(deps, row).url,
    data: maskedFields(deps, row),
    created_at: row.createdAt.toISOString(),
  }
}

const shared = { tag, access: 'project', rateClass: 'standard' } as const

export const webhookEndpointRoutes: readonly Operation[] = [
  operation({
    ...shared,
    method: 'POST',
    path: '/webhook_endpoints',
    operationId: 'postWebhookEndpoints',
    summary: 'Create webhook endpoint',
    audit: 'webhook_endpoint.created',
    params: nothing,
    query: nothing,
    body: z.strictObject({ toolkit_slug: z.string().min(1).max(200), client_id: z.string().min(1).max(500) }),
    success: { status: 201, body: Endpoint },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, body, request }) => {
      const origin = publicOrigin(deps.env.publicUrl, request)
      const { row } = await makeAppEndpoint(
        deps,
        origin,
        principal.projectId,
        body.toolkit_slug,
        body.client_id,
      )
      return present(deps, row)
    },
  }),
  operation({
    ...shared,
    method: 'GET',
    path: '/webhook_endpoints',
    operationId: 'getWebhookEndpoints',
    summary: 'List webhook endpoints',
    audit: 'none',
    params: nothing,
    query: z.object({ toolkit_slug: queryString }),
    body: nothing,
    success: {
      status: 200,
      body: z.object({
        items: z.array(
          z.object({ id: z.string(), toolkit_slug: z.string(), client_id: z.string().nullable() }),
        ),
      }),
    },
    errors: [401, 500],
    handler: async ({ deps, principal, query }) => {
      const rows = await listEndpoints(deps, principal.projectId, query.toolkit_slug)
      return {
        items: rows.map(({ id, toolkit, clientId }) => ({ id, toolkit_slug: toolkit, client_id: clientId })),
      }
    },
  }),
  operation({
    ...shared,
    method: 'GET',
    path: '/webhook_endpoints/:nano_id',
    operationId: 'getWebhookEndpointsByNanoId',
    summary: 'Get webhook endpoint',
    audit: 'none',
    params: Id,
    query: nothing,
    body: nothing,
    success: { status: 200, body: Endpoint },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, params }) =>
      present(deps, await findEndpoint(deps, principal.projectId, params.nano_id)),
  }),
  operation({
    ...shared,
    method: 'POST',
    path: '/webhook_endpoints/:nano_id',
    operationId: 'postWebhookEndpointsByNanoId',
    summary: 'Put webhook endpoint configuration',
    audit: 'webhook_endpoint.updated',
    params: Id,
    query: nothing,
    body: Data,
    success: { status: 200, body: Endpoint },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, params, body }) =>
      present(deps, await configureEndpoint(deps, principal.projectId, params.nano_id, body.data, 'replace')),
  }),
  operation({
    ...shared,
    method: 'PATCH',
    path: '/webhook_endpoints/:nano_id',
    operationId: 'patchWebhookEndpointsByNanoId',
    summary: 'Update webhook endpoint configuration',
    audit: 'webhook_endpoint.updated',
    params: Id,
    query: nothing,
    body: Data,
    success: { status: 200, body: Endpoint },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, params, body }) =>
      present(deps, await configureEndpoint(deps, principal.projectId, params.nano_id, body.data, 'merge')),
  }),
]
