/** Reports of the command line client about tools that an agent's code named or called wrongly. */
import { newId } from '../db/ids.ts'
import { sql } from '../db/sql.ts'
import type { Deps } from '../deps.ts'
import { boundPayload } from '../logs/payload.ts'
import { codactFailures } from './codact-failures.table.ts'

export const failureTypes = ['wrong_tool_slug', 'wrong_tool_input_param'] as const

export interface CodactFailure {
  projectId: string
  memberId: string
  failureType: (typeof failureTypes)[number]
  toolkit: string | undefined
  tool: string | undefined
  toolVersion: string | undefined
  ctx: Record<string, unknown>
  session: Record<string, unknown>
  requestId: string | undefined
}

const keptForDays = 30

/** Keeps a report and returns its id. */
export async function recordCodactFailure(
  { db }: Pick<Deps, 'db'>,
  { ctx, session, ...failure }: CodactFailure,
): Promise<string> {
  const id = newId('codactFailure')
  const report = { ctx: boundPayload(ctx), session: boundPayload(session) }
  await db.insert(codactFailures).values({ ...failure, id, report })
  return id
}

/** Removes up to 5,000 reports that are older than 30 days. @returns how many */
export async function purgeCodactFailures({ db }: Pick<Deps, 'db'>): Promise<number> {
  const { rowCount } = await db.execute(sql`
    delete from codact_failures where id in (
      select id from codact_failures where created_at < now() - ${keptForDays}::int * interval '1 day' limit 5000)`)
  return rowCount ?? 0
}
