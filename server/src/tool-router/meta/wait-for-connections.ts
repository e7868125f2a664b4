import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { connectionStatuses } from '../search/connection-statuses.ts'
import { ToolkitList } from './manage-connections.ts'
import type { MetaToolCall } from './meta-tool-call.ts'

export const WaitForConnectionsInput = z.object({
  toolkits: ToolkitList,
  mode: z.enum(['any', 'all']).default('all'),
  /** Seconds to wait at most. */
  timeout_seconds: z.number().min(0).max(55).default(50),
})

type Input = z.output<typeof WaitForConnectionsInput>

const pollMs = 1000

/**
 * COMPOSIO_WAIT_FOR_CONNECTIONS: returns when the accounts are connected or the time is up; below the minute
 * after which clients give a request up.
 */
export async function waitForConnections(
  { deps, session }: MetaToolCall,
  { toolkits, mode, timeout_seconds }: Input,
) {
  const slugs = [...new Set(toolkits.map((slug) => slug.toLowerCase()))]
  const deadline = Date.now() + timeout_seconds * 1000
  for (;;) {
    const statuses = await connectionStatuses(deps, session, slugs)
    const connected = statuses.filter((status) => status.has_active_connection).length
    const done = mode === 'any' ? connected > 0 : connected === slugs.length
    if (done || Date.now() + pollMs > deadline) {
      return {
        all_connected: connected === slugs.length,
        timed_out: !done,
        results: Object.fromEntries(statuses.map((status) => [status.toolkit, status])),
      }
    }
    await sleep(pollMs)
  }
}
