import { callHash, type HashedExtra } from './call-hash.ts'
import type { SessionPermissions } from './session-permissions.ts'

/** A call as permissions look at it: resolved, with its account, its arguments validated. */
export interface GuardedCall {
  projectId: string
  /** Session it is made in. */
  sessionId: string | undefined
  /** What that session says; absent, everything is allowed that nobody else asks about. */
  permissions: SessionPermissions | undefined
  userId: string | undefined
  toolkit: string
  /** Slug, or `PROXY`. */
  tool: string
  version: string
  /** All that the tool is called by, for policies. */
  names: readonly string[]
  tags: readonly string[]
  accountId: string | undefined
  arguments: Readonly<Record<string, unknown>>
  extra: HashedExtra
  /** Whether it may carry something out, should the session have read content of others. */
  carriesOut: boolean
}

/** The hash that an approval of the call binds to. */
export function hashOf({ tool, version, accountId, arguments: args, extra }: GuardedCall): string {
  return callHash({ tool, version, accountId, arguments: args, extra })
}
