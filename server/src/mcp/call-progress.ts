/** What a client is told while a call is under way. */
import type { ServerContext } from '@modelcontextprotocol/server'

const everyMs = 2_000
/** Output is gathered for so long before it is told. */
const gatherMs = 200
/** Longest text of one notification; of more, the end is told. */
const longest = 4_000

/** Takes output of the call as it comes. */
export type TellOutput = (text: string) => void

/**
 * Runs a call. A client that asked for progress is told what code prints as it prints it, and every two seconds for
 * how many the call has been running, so that neither it nor a proxy gives up on a slow provider.
 */
export async function withProgress<T>(
  { mcpReq }: ServerContext,
  run: (tellOutput: TellOutput | undefined) => Promise<T>,
): Promise<T> {
  const { _meta: meta } = mcpReq
  const progressToken = meta?.progressToken
  if (progressToken === undefined) return run(undefined)
  const started = performance.now()
  let [last, pending, isOver] = [0, '', false]
  let gathering: NodeJS.Timeout | undefined
  const stop = () => {
    isOver = true
    clearInterval(timer)
    clearTimeout(gathering)
  }
  const notify = (message: string) => {
    // The protocol wants every notification to say more than the one before.
    last = Math.max(last + 0.001, Math.round(performance.now() - started) / 1000)
    mcpReq
      .notify({ method: 'notifications/progress', params: { progressToken, progress: last, message } })
      .catch(stop)
  }
  const tellPending = () => {
    gathering = undefined
    notify(pending)
    pending = ''
  }
  const timer = setInterval(() => {
    if (!gathering) notify(`Running for ${Math.round((performance.now() - started) / 1000)} s`)
  }, everyMs)
  try {
    return await run((text) => {
      if (isOver) return
      pending = (pending + text).slice(-longest)
      gathering ??= setTimeout(tellPending, gatherMs)
    })
  } finally {
    stop()
  }
}
