/** Permission rows: what a person lets agents do with an account, tool by tool, until they say otherwise. */
import { and, asc, eq, inArray, sql, type SQL } from '../db/sql.ts'
import { findConnectedAccount } from '../connected-accounts/connected-accounts.ts'
import { newId } from '../db/ids.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { findTool } from '../tools/tools.ts'
import { consumerPermissions, type ConsumerPermissionRow } from './consumer-permissions.table.ts'

export type { ConsumerPermissionRow } from './consumer-permissions.table.ts'

type PermissionDeps = Pick<Deps, 'db' | 'catalog' | 'clock'>

/** One answer of a person. */
export interface PermissionChange {
  toolSlug: string
  toolkitSlug: string
  riskGroup: ConsumerPermissionRow['riskGroup']
  state: ConsumerPermissionRow['state']
  source: ConsumerPermissionRow['source']
  permissionConfigVersion: string | null
}

/** The rows of an account, by tool. @throws {ApiError} ConnectedAccountNotFound */
export async function listPermissions(
  deps: PermissionDeps,
  projectId: string,
  accountId: string,
): Promise<ConsumerPermissionRow[]> {
  const account = await findConnectedAccount(deps, projectId, accountId)
  return deps.db
    .select()
    .from(consumerPermissions)
    .where(
      and(
        eq(consumerPermissions.projectId, projectId),
        eq(consumerPermissions.connectedAccountId, account.id),
      ),
    )
    .orderBy(asc(consumerPermissions.toolSlug))
}

/**
 * Writes rows of an account, all or none; a tool that has a row already gets the new answer. Of several changes
 * for one tool the last one holds.
 * @throws {ApiError} ConnectedAccountNotFound; BadRequest, a line for each tool that the account's toolkit lacks.
 */
export async function changePermissions(
  deps: PermissionDeps,
  projectId: string,
  accountId: string,
  changes: readonly PermissionChange[],
): Promise<ConsumerPermissionRow[]> {
  const account = await findConnectedAccount(deps, projectId, accountId)
  checkTools(deps, account.toolkit, changes)
  const last = new Map(changes.map((change) => [change.toolSlug, change]))
  const rows = [...last.values()].map((change) => ({
    ...change,
    id: newId('consumerPermission'),
    projectId,
    connectedAccountId: account.id,
  }))
  const written = await deps.db
    .insert(consumerPermissions)
    .values(rows)
    .onConflictDoUpdate({
      target: [
        consumerPermissions.projectId,
        consumerPermissions.connectedAccountId,
        consumerPermissions.toolSlug,
      ],
      set: {
        toolkitSlug: sql`excluded.toolkit_slug`,
        riskGroup: sql`excluded.risk_group`,
        state: sql`excluded.state`,
        source: sql`excluded.source`,
        permissionConfigVersion: sql`excluded.permission_config_version`,
        updatedAt: sql`now()`,
      },
    })
    .returning()
  return written.toSorted((a, b) => (a.toolSlug < b.toolSlug ? -1 : 1))
}

/** Answers of these accounts as session overrides: `TOOL:ca_…` → state. @throws ConnectedAccountNotFound */
export async function resolvePermissions(
  deps: PermissionDeps,
  projectId: string,
  accountIds: readonly string[],
): Promise<Record<string, ConsumerPermissionRow['state']>> {
  const ids = [...new Set(accountIds)]
  for (const id of ids) await findConnectedAccount(deps, projectId, id)
  if (ids.length === 0) return {}
  const rows = await deps.db
    .select()
    .from(consumerPermissions)
    .where(
      and(eq(consumerPermissions.projectId, projectId), inArray(consumerPermissions.connectedAccountId, ids)),
    )
    .orderBy(asc(consumerPermissions.connectedAccountId), asc(consumerPermissions.toolSlug))
  return Object.fromEntries(
    rows.map(({ toolSlug, connectedAccountId, state }) => [`${toolSlug}:${connectedAccountId}`, state]),
  )
}

/** Of a statement: a row for any answer that people of the project gave. */
export function anyAnswer(projectId: SQL): SQL {
  return sql`select from ${consumerPermissions} where ${consumerPermissions.projectId} = ${projectId}`
}

/** Of a statement: the person's answer for this tool of an account, as text; null when they gave none. */
export function stateOfTool(projectId: SQL, accountId: SQL, toolSlug: SQL): SQL {
  return sql`select ${consumerPermissions.state} from ${consumerPermissions} where ${consumerPermissions.projectId} = ${projectId} and ${consumerPermissions.connectedAccountId} = ${accountId} and ${consumerPermissions.toolSlug} = ${toolSlug}`
}

/** A row for a tool that does not exist would look like protection and protect nothing. */
function checkTools(deps: PermissionDeps, toolkit: string, changes: readonly PermissionChange[]): void {
  const errors = changes.flatMap(({ toolSlug, toolkitSlug }) => {
    if (toolkitSlug !== toolkit)
      return [`toolkit_slug: the account belongs to ${toolkit}, not to ${toolkitSlug}`]
    return toolkitOf(deps, toolSlug) === toolkit ? [] : [`tool_slug: ${toolkit} has no tool ${toolSlug}`]
  })
  const [first] = errors
  if (first === undefined) return
  throw new ApiError('BadRequest', `Invalid body: ${first}`, {
    errors: [...new Set(errors)],
    suggestedFix: `List the tools with GET /api/v3.1/tools?toolkit_slug=${toolkit}.`,
  })
}

function toolkitOf(deps: PermissionDeps, toolSlug: string): string | undefined {
  try {
    return findTool(deps, toolSlug).toolkit
  } catch {
    return undefined
  }
}
