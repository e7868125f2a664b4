import type { UsageSource } from '../db/usage-source.ts'
import { toolRouterSessions as sessions } from './tool-router.table.ts'

/** Sessions that were made; one that was deleted since still counts. */
export const sessionUsage: UsageSource = {
  unit: 'session',
  table: sessions,
  projectId: sessions.projectId,
  userId: sessions.userId,
  sessionId: sessions.id,
  at: sessions.createdAt,
  groups: { user_id: sessions.userId, session_id: sessions.id, project_id: sessions.projectId },
  defaultGroup: 'user_id',
}
