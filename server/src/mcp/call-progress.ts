/** What a client is told while a call is under way. */
import type { ServerContext } from '@modelcontextprotocol/server'

const everyMs = 2_000

/**
 * Runs a call; a client that asked for progress is told every two seconds for how many it has been running, so that
 * neither it nor a proxy gives up on a slow provider.
 */
export async function withProgress<T>({ mcpReq }: ServerContext, run: () => Promise<T>): Promise<T> {
  const { _meta: meta } = mcpReq
  const progressToken = meta?.progressToken
  if (progressToken === undefined) return run()
  const started = performance.now()
  const timer = setInterval(() => {
    const progress = Math.round((performance.now() - started) / 1000)
    const message = `Waiting for the provider, ${progress} s`
    mcpReq
      .notify({ method: 'notifications/progress', params: { progressToken, progress, message } })
      .catch(() => clearInterval(timer))
  }, everyMs)
  try {
    return await run()
  } finally {
    clearInterval(timer)
  }
}
