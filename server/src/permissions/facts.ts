/** What permissions need to know about a call, in one read. */
import { anyAnswer, stateOfTool } from '../consumer/consumer-permissions.ts'
import type { Database } from '../db/database.ts'
import { builtOnce } from '../db/prepared.ts'
import { sql } from '../db/sql.ts'
import type { Deps } from '../deps.ts'
import { tracksTaint } from '../projects/project-config.ts'
import { sessionAnswers, sessionTaints } from './approvals.table.ts'
import { guardsInUse } from './guards-in-use.ts'
import type { GuardedCall } from './guarded-call.ts'
import type { Facts } from './judge.ts'
import { permissionPolicies } from './policies.table.ts'
import { noAccount } from './session-permissions.ts'

/** The chain that a person is shown is of so many calls; the first ones say where it began. */
const longestChain = 20

const nothing: Facts = { policies: [], person: undefined, answers: {}, taints: [], tracksTaint: false }

/** Reads them, in one statement; in none, where neither the session nor the project has anything to say. */
export async function readFacts(
  deps: Pick<Deps, 'db'>,
  call: Pick<GuardedCall, 'projectId' | 'sessionId' | 'permissions' | 'tool' | 'accountId'>,
): Promise<Facts> {
  const isAsked = call.permissions !== undefined
  if (isAsked || (await guardsInUse(deps.db, call.projectId, () => usesGuards(deps, call.projectId))))
    return readAll(deps, call)
  return nothing
}

async function usesGuards({ db }: Pick<Deps, 'db'>, projectId: string): Promise<boolean> {
  const project = sql`${projectId}::text`
  const [row] = await db
    .select({
      inUse: sql<boolean>`${tracksTaint(project)} or exists (${anyAnswer(project)})
        or exists (select from ${permissionPolicies} where project_id = ${project} and is_enabled)`,
    })
    .from(sql`(select 1) as once`)
  return row?.inUse ?? true
}

async function readAll(
  { db }: Pick<Deps, 'db'>,
  call: Pick<GuardedCall, 'projectId' | 'sessionId' | 'tool' | 'accountId'>,
): Promise<Facts> {
  const [row] = await statementOf(db).execute({
    project: call.projectId,
    session: call.sessionId ?? '',
    tool: call.tool,
    account: call.accountId ?? noAccount,
  })
  return {
    policies: row?.policies ?? [],
    person: row?.person ?? undefined,
    answers: row?.answers ?? {},
    taints: row?.taints ?? [],
    tracksTaint: row?.tracksTaint ?? false,
  }
}

type Row = { [K in keyof Facts]: Facts[K] | null }

function prepareStatement(db: Database) {
  const [project, session, tool, account] = ['project', 'session', 'tool', 'account'].map(
    (name) => sql`${sql.placeholder(name)}::text`,
  )
  if (!project || !session || !tool || !account) throw new Error('four names give four placeholders')
  const policies = sql`select json_agg(json_build_object('id', id, 'name', name, 'effect', effect, 'match', match) order by priority, created_at, id)
    from ${permissionPolicies} where project_id = ${project} and is_enabled`
  const answers = sql`select json_object_agg(asker, answer) from ${sessionAnswers}
    where project_id = ${project} and session_id = ${session} and tool = ${tool} and account = ${account}`
  const taints = sql`select json_agg(origin order by created_at) from (
      select origin, created_at from ${sessionTaints} where project_id = ${project} and session_id = ${session}
      order by created_at limit ${sql.raw(String(longestChain))}
    ) as first_ones`
  return db
    .select({
      policies: sql<Row['policies']>`(${policies})`,
      person: sql<Row['person']>`(${stateOfTool(project, account, tool)})`,
      answers: sql<Row['answers']>`(${answers})`,
      taints: sql<Row['taints']>`case when ${tracksTaint(project)} then (${taints}) end`,
      tracksTaint: sql<Row['tracksTaint']>`${tracksTaint(project)}`,
    })
    .from(sql`(select 1) as once`)
    .prepare('read_permission_facts')
}

const statementOf = builtOnce(prepareStatement)
