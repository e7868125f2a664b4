/** Operations on the toolkits that a project brings along. */
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { nothing, operation, type Operation } from '../http/operation.ts'
import { CustomToolkitBody, idParams, ReviewBody, SyncBody, UpsertBody } from './custom-toolkits.contract.ts'
import type { Scope } from './custom-toolkits.ts'

/** Loaded when first used: the compiler is no part of a server's start. */
const rules = () => import('./custom-toolkits.ts')

const tag = 'Custom toolkits'
/** Descriptions come in the body too. */
const bodyLimit = 16 * 1024 * 1024
const errors = [400, 401, 403, 404, 413, 422, 429, 500, 502, 503, 504]

const common = { tag, access: 'project', rateClass: 'standard', query: nothing, errors } as const
const success = { status: 200, body: CustomToolkitBody } as const

/** Handlers get the project's view; names are checked against what is shipped. */
function scopeOf(deps: Deps, projectId: string): Scope {
  return { deps, base: deps.base ?? deps, projectId }
}

export const customToolkitRoutes: readonly Operation[] = [
  operation({
    ...common,
    method: 'POST',
    path: '/custom/toolkits/upsert',
    operationId: 'postCustomToolkitsUpsert',
    summary: 'Make a toolkit of an API description or an MCP server',
    audit: 'custom_toolkit.changed',
    params: nothing,
    body: UpsertBody,
    bodyLimit,
    success,
    handler: async ({ deps, principal, body }) => {
      const { upsertToolkit, presentCustomToolkit } = await rules()
      const row = await upsertToolkit(scopeOf(deps, principal.projectId), body)
      return presentCustomToolkit(row, body.preview !== true)
    },
  }),
  operation({
    ...common,
    method: 'POST',
    path: '/custom/toolkits/sync',
    operationId: 'postCustomToolkitsSync',
    summary: 'Read the source of a toolkit again',
    audit: 'custom_toolkit.changed',
    params: nothing,
    body: SyncBody,
    bodyLimit,
    success,
    handler: async ({ deps, principal, body }) => {
      const { syncToolkit, presentCustomToolkit } = await rules()
      return presentCustomToolkit(await syncToolkit(scopeOf(deps, principal.projectId), body), true)
    },
  }),
  operation({
    ...common,
    method: 'GET',
    path: '/custom/toolkits',
    operationId: 'getCustomToolkits',
    summary: 'List the toolkits that the project brought along',
    audit: 'none',
    params: nothing,
    body: nothing,
    success: { status: 200, body: z.object({ items: z.array(CustomToolkitBody) }) },
    handler: async ({ deps, principal }) => {
      const { listRows, presentCustomToolkit } = await rules()
      const rows = await listRows(scopeOf(deps, principal.projectId))
      return { items: rows.map((row) => presentCustomToolkit(row, true)) }
    },
  }),
  operation({
    ...common,
    method: 'GET',
    path: '/custom/toolkits/:slug',
    operationId: 'getCustomToolkitsBySlug',
    summary: 'Get a toolkit that the project brought along, with what is held for review',
    audit: 'none',
    params: idParams,
    body: nothing,
    success,
    handler: async ({ deps, principal, params }) => {
      const { findRow, presentCustomToolkit } = await rules()
      return presentCustomToolkit(await findRow(scopeOf(deps, principal.projectId), params.slug), true)
    },
  }),
  operation({
    ...common,
    method: 'POST',
    path: '/custom/toolkits/:slug/review',
    operationId: 'postCustomToolkitsBySlugReview',
    summary: 'Approve tools that are held for review',
    audit: 'custom_toolkit.changed',
    params: idParams,
    body: ReviewBody,
    success,
    handler: async ({ deps, principal, params, body }) => {
      const { reviewToolkit, presentCustomToolkit } = await rules()
      const row = await reviewToolkit(
        scopeOf(deps, principal.projectId),
        params.slug,
        body.approve,
        body.review_token,
      )
      return presentCustomToolkit(row, true)
    },
  }),
  operation({
    ...common,
    method: 'DELETE',
    path: '/custom/toolkits/:slug',
    operationId: 'deleteCustomToolkitsBySlug',
    summary: 'Delete a toolkit that the project brought along',
    audit: 'custom_toolkit.deleted',
    params: idParams,
    body: nothing,
    success: { status: 200, body: z.object({ slug: z.string(), deleted: z.literal(true) }) },
    handler: async ({ deps, principal, params }) => {
      const { deleteToolkit } = await rules()
      await deleteToolkit(scopeOf(deps, principal.projectId), params.slug)
      return { slug: params.slug, deleted: true as const }
    },
  }),
]
