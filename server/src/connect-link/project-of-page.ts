/** Pages carry no key: the project whose toolkits and name they show is that of their link or of their state. */
import { withProjectToolkits } from '../custom-toolkits/project-deps.ts'
import { eq } from '../db/sql.ts'
import type { Deps } from '../deps.ts'
import { connectLinks, oauthStates } from './connect-link.table.ts'

export interface PageProject {
  /** Of the project; the server's own where there is none. */
  deps: Deps
  projectId: string | undefined
}

/** The project that a link belongs to. */
export async function projectOfLink(deps: Deps, token: string): Promise<PageProject> {
  const [row] = await deps.db
    .select({ projectId: connectLinks.projectId })
    .from(connectLinks)
    .where(eq(connectLinks.tokenHash, deps.vault.hashToken(token)))
  return pageProject(deps, row?.projectId)
}

/** The project whose authorization a state belongs to. */
export async function projectOfState(deps: Deps, state: string): Promise<PageProject> {
  const [row] = await deps.db
    .select({ projectId: oauthStates.projectId })
    .from(oauthStates)
    .where(eq(oauthStates.stateHash, deps.vault.hashToken(state)))
  return pageProject(deps, row?.projectId)
}

async function pageProject(deps: Deps, projectId: string | undefined): Promise<PageProject> {
  return { deps: projectId === undefined ? deps : await withProjectToolkits(deps, projectId), projectId }
}
