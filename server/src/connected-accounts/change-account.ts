/** PATCH of a connected account: its alias, its credential, who may use it. */
import { findAuthConfig } from '../auth-configs/auth-configs.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { findToolkit } from '../toolkits/toolkits.ts'
import { activateAccount, findConnectedAccount, updateAccount } from './connected-accounts.ts'
import type { PatchConnectedAccount } from './connected-accounts.contract.ts'
import type { ConnectedAccountRow } from './connected-accounts.table.ts'
import { readConnection, refuseProblems, schemeOf, unknownConnectionFields } from './connection-fields.ts'
import { completeOrRefuse, type Completed } from './obtain-tokens.ts'
import { openSealed } from './sealed-credential.ts'
import { aclOnlyForShared, mergeAcl } from './sharing.ts'

type ChangeDeps = Pick<Deps, 'db' | 'vault' | 'catalog' | 'config' | 'clock' | 'egress'>

const at = 'connection.state.val'

/**
 * Changes what the request names. An empty alias clears it; a credential field set to null is removed, the ones
 * left out stay.
 * @throws {ApiError} ConnectedAccountNotFound; ConnectedAccountInvalid; ConnectedAccountAliasTaken;
 * AclOnlyForShared.
 */
export async function changeAccount(
  deps: ChangeDeps,
  projectId: string,
  id: string,
  change: PatchConnectedAccount,
): Promise<ConnectedAccountRow> {
  const account = await findConnectedAccount(deps, projectId, id)
  const acl = change.experimental?.acl_config_for_shared
  if (acl && account.accountType !== 'SHARED') throw aclOnlyForShared()
  // The provider may have to be asked, which takes too long for a transaction.
  const completed = change.connection && (await newCredential(deps, account, change.connection.state))
  await deps.db.transaction(async (tx) => {
    const inside = { ...deps, db: tx }
    await updateAccount(inside, account, {
      ...(change.alias !== undefined && { alias: change.alias.trim() || null }),
      ...(acl && { sharedAcl: mergeAcl(account.sharedAcl, acl) }),
    })
    if (completed) await replaceCredential(inside, account, completed)
  })
  return findConnectedAccount(deps, projectId, id)
}

type State = NonNullable<PatchConnectedAccount['connection']>['state']

async function newCredential(
  deps: ChangeDeps,
  account: ConnectedAccountRow,
  { authScheme, val }: State,
): Promise<Completed> {
  if (authScheme !== account.authScheme) {
    throw new ApiError(
      'ConnectedAccountInvalid',
      `connection.state.authScheme: the account's is ${account.authScheme}`,
      {
        errors: [`connection.state.authScheme: must be ${account.authScheme}`],
      },
    )
  }
  const scheme = schemeOf(findToolkit(deps, account.toolkit), account.authScheme)
  const unknown = unknownConnectionFields(scheme, val).map((field) => ({ field, problem: 'not a field' }))
  refuseProblems(unknown, at)
  const current = { ...account.publicFields, ...openSealed(deps.vault, account)?.reveal() }
  const read = readConnection(scheme, merged(current, val))
  refuseProblems(read.problems, at)
  return completeOrRefuse(deps, await findAuthConfig(deps, account.projectId, account.authConfigId), read)
}

async function replaceCredential(
  deps: Pick<ChangeDeps, 'db' | 'vault' | 'clock'>,
  account: ConnectedAccountRow,
  { values, tokenExpiresAt }: Completed,
) {
  const saved = await activateAccount(deps, account, values, tokenExpiresAt)
  if (!saved)
    throw new ApiError('ConnectedAccountInvalid', `Connected account ${account.id} was changed meanwhile`)
}

/** A synonym in the request must win over the stored name, so stored ones are only filled in where unnamed. */
function merged(current: Readonly<Record<string, string>>, val: Readonly<Record<string, unknown>>) {
  const synonyms = [
    ['generic_api_key', 'api_key'],
    ['token', 'bearer_token'],
  ] as const
  const kept = new Map<string, unknown>(Object.entries(current))
  for (const [one, other] of synonyms) {
    if (Object.hasOwn(val, other) && !Object.hasOwn(val, one)) kept.delete(one)
    if (Object.hasOwn(val, one) && !Object.hasOwn(val, other)) kept.delete(other)
  }
  return { ...Object.fromEntries(kept), ...val }
}
