/** Request and response contracts of connected accounts. */
import { z } from 'zod'
import { authModes } from '@patchbay/catalog'
import { queryLimit, queryList, queryString } from '../http/contract.ts'
import { tokenKinds } from './protocols/revocation.ts'
import { accountStatuses } from './connected-accounts.table.ts'
import { AclInput, Sharing, SharingInput } from './sharing.ts'

const Status = z.enum(accountStatuses)
const Values = z.record(z.string().max(128), z.unknown())
const Id = z.string().max(64)

/** `key=` stands for a parameter that was left out. */
const chosen = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' || value === 'null' ? undefined : value), schema.optional())

export const ListConnectedAccounts = z.object({
  toolkit_slugs: queryList(z.string().max(128)),
  statuses: queryList(Status),
  user_ids: queryList(z.string().max(256)),
  auth_config_ids: queryList(Id),
  connected_account_ids: queryList(Id),
  order_by: chosen(z.enum(['created_at', 'updated_at'])),
  order_direction: chosen(z.enum(['asc', 'desc'])),
  account_type: chosen(z.enum(['PRIVATE', 'SHARED', 'ALL'])),
  limit: queryLimit(1000, 20),
  cursor: queryString,
})
export type ListConnectedAccounts = z.output<typeof ListConnectedAccounts>

export const UserId = z.string().min(1, 'must not be empty').max(256)
export const Alias = z.string().max(128)

export const CreateConnectedAccount = z.strictObject({
  auth_config: z.strictObject({ id: z.string().min(1).max(64) }),
  connection: z.strictObject({
    state: z.strictObject({ authScheme: z.enum(authModes), val: Values }).nullish(),
    data: Values.nullish(),
    user_id: UserId.nullish(),
    alias: Alias.nullish(),
    callback_url: z.string().nullish(),
    redirect_uri: z.string().nullish(),
    deprecated_is_v1_rerouted: z.boolean().optional(),
    experimental: SharingInput.optional(),
  }),
  validate_credentials: z.boolean().optional(),
})
export type CreateConnectedAccount = z.output<typeof CreateConnectedAccount>

const State = z.object({ authScheme: z.enum(authModes), val: z.record(z.string(), z.unknown()) })

export const CreatedConnectedAccount = z.object({
  id: z.string(),
  connectionData: State,
  status: Status,
  redirect_url: z.string().nullable(),
  redirect_uri: z.string().nullable(),
  deprecated: z.object({ uuid: z.string(), authConfigUuid: z.string() }),
  experimental: Sharing,
})

export const ConnectedAccount = z.object({
  id: z.string(),
  word_id: z.string().nullable(),
  alias: z.string().nullable(),
  user_id: z.string(),
  toolkit: z.object({ slug: z.string() }),
  auth_config: z.object({
    id: z.string(),
    auth_scheme: z.enum(authModes),
    is_composio_managed: z.boolean(),
    is_disabled: z.boolean(),
    deprecated: z.object({ uuid: z.string() }),
  }),
  status: Status,
  status_reason: z.string().nullable(),
  is_disabled: z.boolean(),
  state: State,
  data: z.record(z.string(), z.unknown()),
  params: z.record(z.string(), z.unknown()),
  test_request_endpoint: z.string().optional(),
  experimental: Sharing,
  created_at: z.string(),
  updated_at: z.string(),
  deprecated: z.object({ labels: z.array(z.string()), uuid: z.string() }),
})

/** Schemes whose credentials can be replaced in place; tokens of OAuth come from the provider only. */
export const PatchConnectedAccount = z.strictObject({
  alias: Alias.optional(),
  connection: z
    .strictObject({
      state: z.strictObject({
        authScheme: z.enum([
          'BEARER_TOKEN',
          'API_KEY',
          'BASIC',
          'BASIC_WITH_JWT',
          'GOOGLE_SERVICE_ACCOUNT',
          'SERVICE_ACCOUNT',
        ]),
        val: Values,
      }),
    })
    .optional(),
  experimental: z.strictObject({ acl_config_for_shared: AclInput.optional() }).optional(),
})
export type PatchConnectedAccount = z.output<typeof PatchConnectedAccount>

export const PatchedConnectedAccount = z.object({ success: z.literal(true), id: z.string(), status: Status })

export const RefreshConnectedAccount = z
  .strictObject({ redirect_url: z.string().nullish(), validate_credentials: z.boolean().optional() })
  .nullish()

export const RefreshedConnectedAccount = z.object({
  id: z.string(),
  status: Status,
  redirect_url: z.string().nullable(),
})

export const RevokedConnectedAccount = z.object({
  /** Empty: the account was revoked already. */
  revoked_tokens: z.array(z.enum(tokenKinds)),
  connected_account: z.object({ id: z.string(), status: Status }),
})

export const DeletedConnectedAccount = z.object({
  success: z.literal(true),
  /** What the provider has revoked by now; a provider that did not answer is asked again in the background. */
  revoked_tokens: z.array(z.enum(tokenKinds)),
})
