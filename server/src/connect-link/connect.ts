/** The two ends of a connection: its account becomes ACTIVE, or FAILED. */
import { recordCredentialEvent } from '../audit/audit.ts'
import {
  activateAccount,
  failAccount,
  type ConnectedAccount,
} from '../connected-accounts/connected-accounts.ts'
import type { Completed } from '../connected-accounts/obtain-tokens.ts'
import { readUserInfoSoon } from '../connected-accounts/read-user-info.job.ts'
import type { Deps } from '../deps.ts'
import { consumeLinksOf } from './connect-link.ts'
import { oauthStates } from './connect-link.table.ts'
import { statesOf } from './stored-state.ts'

/** Makes an account ACTIVE. @returns undefined when it was deleted or got other credentials meanwhile. */
export async function connect(
  deps: Deps,
  account: ConnectedAccount,
  { values, tokenExpiresAt }: Completed,
): Promise<ConnectedAccount | undefined> {
  return deps.db.transaction(async (tx) => {
    const inside = { ...deps, db: tx }
    const connected = await activateAccount(inside, account, values, tokenExpiresAt)
    if (!connected) return undefined
    await endAttempts(inside, account)
    await recordCredentialEvent(inside, 'credential.connected', connected)
    await readUserInfoSoon(inside, connected)
    return connected
  })
}

/** Ends an attempt to connect: the account fails, and its links are used up. */
export async function refuseConnection(
  deps: Pick<Deps, 'db' | 'clock'>,
  account: ConnectedAccount,
  reason: string,
): Promise<void> {
  await failAccount(deps, account, reason)
  await endAttempts(deps, account)
}

/** The links of the account are used up, and the verifiers of other attempts are of no more use. */
export async function endAttempts(
  deps: Pick<Deps, 'db' | 'clock'>,
  account: ConnectedAccount,
): Promise<void> {
  await consumeLinksOf(deps, account)
  await deps.db.delete(oauthStates).where(statesOf(account))
}
