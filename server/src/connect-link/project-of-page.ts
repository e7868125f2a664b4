/** Pages carry no key: the project whose toolkits they show is that of their link or of their state. */
import { withProjectToolkits } from '../custom-toolkits/project-deps.ts'
import { eq } from '../db/sql.ts'
import type { Deps } from '../deps.ts'
import { connectLinks, oauthStates } from './connect-link.table.ts'

/** The deps of the project that a link belongs to; unchanged for a link that does not exist. */
export async function depsOfLink(deps: Deps, token: string): Promise<Deps> {
  const [row] = await deps.db
    .select({ projectId: connectLinks.projectId })
    .from(connectLinks)
    .where(eq(connectLinks.tokenHash, deps.vault.hashToken(token)))
  return row ? withProjectToolkits(deps, row.projectId) : deps
}

/** The deps of the project whose authorization a state belongs to. */
export async function depsOfState(deps: Deps, state: string): Promise<Deps> {
  const [row] = await deps.db
    .select({ projectId: oauthStates.projectId })
    .from(oauthStates)
    .where(eq(oauthStates.stateHash, deps.vault.hashToken(state)))
  return row ? withProjectToolkits(deps, row.projectId) : deps
}
