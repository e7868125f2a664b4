import type { UsageSource } from '../db/usage-source.ts'
import { toolExecutionLogs as logs } from './logs.table.ts'

/** Every execution leaves one row, so the rows are the count. */
export const toolCallUsage: UsageSource = {
  settled: ({ executionLog }) => executionLog.settled(),
  unit: 'call',
  table: logs,
  projectId: logs.projectId,
  userId: logs.userId,
  sessionId: logs.sessionId,
  at: logs.createdAt,
  groups: {
    tool_slug: logs.tool,
    toolkit_slug: logs.toolkit,
    user_id: logs.userId,
    session_id: logs.sessionId,
    connected_account_id: logs.connectedAccountId,
    auth_config_id: logs.authConfigId,
    status: logs.status,
    project_id: logs.projectId,
  },
  defaultGroup: 'tool_slug',
}
