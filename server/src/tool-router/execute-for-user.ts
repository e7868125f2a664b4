/** Meta tools that are called outside of a session's own path, as providers of SDKs do that know the user alone. */
import { and, desc, eq, isNull } from '../db/sql.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { executeOnceForAgent } from './execute-for-agent.ts'
import type { MetaToolCall } from './meta/meta-tool-call.ts'
import { toolRouterSessions, type SessionRow } from './tool-router.table.ts'

export interface UserToolCall extends Omit<MetaToolCall, 'session'> {
  projectId: string
  userId: string | undefined
  slug: string
  arguments: Record<string, unknown>
}

/**
 * Runs a meta tool in the session that was made last for the user, within its limits. `key` is the request's
 * idempotency key.
 * @throws {ApiError} BadRequest without a user, or where the user has no session; ToolNotInSession.
 */
export async function executeForUser({ projectId, userId, ...call }: UserToolCall, key: string | undefined) {
  const { slug, arguments: args, ...rest } = call
  const session = userId === undefined ? undefined : await lastSession(rest.deps, projectId, userId)
  if (!session) {
    const whose = userId === undefined ? 'and user_id is missing' : `and ${userId} has none`
    throw new ApiError('BadRequest', `Tool ${slug} runs within a tool router session, ${whose}`, {
      suggestedFix:
        'Create a session for the user with POST /api/v3.1/tool_router/session, and use its execute_meta.',
    })
  }
  const { answer, isReplay } = await executeOnceForAgent({ ...rest, session }, { slug, arguments: args }, key)
  const { data, error, log_id } = answer
  return { answer: { data, error, successful: error === null, session_info: null, log_id }, isReplay }
}

async function lastSession(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  userId: string,
): Promise<SessionRow | undefined> {
  const { projectId: project, userId: user, deletedAt, createdAt } = toolRouterSessions
  const [row] = await db
    .select()
    .from(toolRouterSessions)
    .where(and(eq(project, projectId), eq(user, userId), isNull(deletedAt)))
    .orderBy(desc(createdAt), desc(toolRouterSessions.id))
    .limit(1)
  return row
}
