/** Who may use an account besides the user who connected it. */
import { z } from 'zod'
import { ApiError } from '../http/errors.ts'
import type { ConnectedAccountRow, SharedAcl } from './connected-accounts.table.ts'

const UserIds = z.array(z.string().min(1).max(256)).max(1000)

export const AclInput = z.strictObject({
  allow_all_users: z.boolean().optional(),
  allowed_user_ids: UserIds.optional(),
  not_allowed_user_ids: UserIds.optional(),
})
export type AclInput = z.output<typeof AclInput>

/** The `experimental` object of requests that create an account. */
export const SharingInput = z.strictObject({
  account_type: z.enum(['PRIVATE', 'SHARED']).optional(),
  acl_config_for_shared: AclInput.optional(),
})
export type SharingInput = z.output<typeof SharingInput>

/** The `experimental` object of responses. */
export const Sharing = z.object({
  account_type: z.enum(['PRIVATE', 'SHARED']),
  acl_config_for_shared: z
    .object({
      allow_all_users: z.boolean(),
      allowed_user_ids: z.array(z.string()),
      not_allowed_user_ids: z.array(z.string()),
    })
    .optional(),
})

type SharingColumns = Pick<ConnectedAccountRow, 'accountType' | 'sharedAcl'>

/** Columns for a new account; private unless asked. @throws {ApiError} AclOnlyForShared. */
export function readSharing(input: SharingInput | undefined): SharingColumns {
  const accountType = input?.account_type ?? 'PRIVATE'
  if (accountType === 'SHARED') {
    return { accountType, sharedAcl: mergeAcl(null, input?.acl_config_for_shared ?? {}) }
  }
  if (input?.acl_config_for_shared) throw aclOnlyForShared()
  return { accountType, sharedAcl: null }
}

/** The access list after a change; lists that the change leaves out stay. */
export function mergeAcl(current: SharedAcl | null, change: AclInput): SharedAcl {
  return {
    allow_all_users: change.allow_all_users ?? current?.allow_all_users ?? false,
    allowed_user_ids: change.allowed_user_ids ?? current?.allowed_user_ids ?? [],
    not_allowed_user_ids: change.not_allowed_user_ids ?? current?.not_allowed_user_ids ?? [],
  }
}

export function presentSharing({ accountType, sharedAcl }: SharingColumns): z.input<typeof Sharing> {
  return { account_type: accountType, ...(sharedAcl && { acl_config_for_shared: sharedAcl }) }
}

/**
 * Whether a user may use an account: its owner always; others only when it is shared, in this order: denied by
 * name, allowed to all, allowed by name, else denied.
 */
export function mayUse(account: SharingColumns & { userId: string }, userId: string): boolean {
  if (account.userId === userId) return true
  const acl = account.accountType === 'SHARED' ? account.sharedAcl : null
  if (!acl || acl.not_allowed_user_ids.includes(userId)) return false
  return acl.allow_all_users || acl.allowed_user_ids.includes(userId)
}

/** The SDKs recognise this failure by its wording. */
export function aclOnlyForShared(): ApiError {
  return new ApiError('AclOnlyForShared', 'acl_config_for_shared is only valid on SHARED connected accounts')
}
