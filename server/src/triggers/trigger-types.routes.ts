/** Operations that read the trigger types. */
import { z } from 'zod'
import { pageOf, queryLimit, queryList, queryString } from '../http/contract.ts'
import { nothing, operation, type Operation } from '../http/operation.ts'
import { ToolkitVersions } from '../tools/toolkit-versions.ts'
import { presentTriggerType, TriggerTypeContract } from './present-trigger-type.ts'
import { findTriggerType, listTriggerTypes, triggerSlugs } from './trigger-types.ts'

const tag = 'Triggers'
const reading = {
  method: 'GET',
  tag,
  access: 'project',
  rateClass: 'standard',
  audit: 'none',
  body: nothing,
  errors: [400, 401, 404, 500],
} as const

export const triggerTypeRoutes: readonly Operation[] = [
  operation({
    ...reading,
    path: '/triggers_types',
    operationId: 'getTriggersTypes',
    summary: 'List trigger types',
    params: nothing,
    query: z.object({
      toolkit_slugs: queryList(z.string()),
      toolkit_versions: ToolkitVersions,
      limit: queryLimit(1000, 20),
      cursor: queryString,
    }),
    success: { status: 200, body: pageOf(TriggerTypeContract) },
    handler: ({ deps, query }) => {
      const page = listTriggerTypes(deps, query)
      return { ...page, items: page.items.map(presentTriggerType) }
    },
  }),
  operation({
    ...reading,
    path: '/triggers_types/list/enum',
    operationId: 'getTriggersTypesListEnum',
    summary: 'List trigger type enums',
    params: nothing,
    query: nothing,
    success: { status: 200, body: z.array(z.string()) },
    handler: ({ deps }) => triggerSlugs(deps),
  }),
  operation({
    ...reading,
    path: '/triggers_types/:slug',
    operationId: 'getTriggersTypesBySlug',
    summary: 'Get trigger type by slug',
    params: z.object({ slug: z.string() }),
    query: z.object({ toolkit_versions: ToolkitVersions }),
    success: { status: 200, body: TriggerTypeContract },
    handler: ({ deps, params, query }) =>
      presentTriggerType(findTriggerType(deps, params.slug, query.toolkit_versions)),
  }),
]
