/** Finding today's id of a thing by the UUID that older clients kept. */
import { z } from 'zod'
import { authConfigIdOf } from '../auth-configs/auth-configs.ts'
import { accountIdOf } from '../connected-accounts/connected-accounts.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { instanceIdOf } from '../triggers/triggers.ts'
import { nothing, operation, type Operation } from '../http/operation.ts'

type FindId = (deps: Pick<Deps, 'db'>, projectId: string, uuid: string) => Promise<string | undefined>

const findId: Record<'CONNECTED_ACCOUNT' | 'AUTH_CONFIG' | 'TRIGGER_INSTANCE', FindId> = {
  CONNECTED_ACCOUNT: accountIdOf,
  AUTH_CONFIG: authConfigIdOf,
  TRIGGER_INSTANCE: instanceIdOf,
}

export const migrationRoutes: readonly Operation[] = [
  operation({
    method: 'GET',
    path: '/migration/get-nanoid',
    operationId: 'getMigrationGetNanoid',
    tag: 'Migration',
    summary: 'Get NanoId from UUID',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: z.object({
      uuid: z.uuid('must be a UUID'),
      type: z.enum(['CONNECTED_ACCOUNT', 'AUTH_CONFIG', 'TRIGGER_INSTANCE']),
    }),
    body: nothing,
    success: { status: 200, body: z.object({ nanoid: z.string() }) },
    errors: [400, 401, 404, 410, 500],
    handler: async ({ deps, principal, query: { uuid, type } }) => {
      const nanoid = await findId[type](deps, principal.projectId, uuid)
      if (nanoid === undefined) {
        throw new ApiError('MigrationIdNotFound', `uuid: no ${type} of this project has the UUID ${uuid}`)
      }
      return { nanoid }
    },
  }),
]
