import { z } from 'zod'
import { offload } from '../workbench/offload.ts'
import { mostSeconds, runInWorkbench } from '../workbench/run-in-workbench.ts'
import { sessionCalls } from '../workbench/session-calls.ts'
import type { MetaToolCall } from './meta-tool-call.ts'

/** Longest code, in characters. */
export const longestCode = 400_000

const timeout = z.number().min(1).max(mostSeconds).default(mostSeconds)

export const RemoteWorkbenchInput = z.object({
  code_to_execute: z.string().min(1).max(longestCode),
  /** Seconds. */
  timeout,
})

/** COMPOSIO_REMOTE_WORKBENCH: runs Python in the session's sandbox. */
export async function remoteWorkbench(
  call: MetaToolCall,
  { code_to_execute: code, timeout }: z.output<typeof RemoteWorkbenchInput>,
) {
  const { result } = await runInWorkbench(call, (working) =>
    working.kernel.run(code, {
      timeoutMs: timeout * 1000,
      onCall: sessionCalls(call, working),
      onOutput: call.onOutput,
    }),
  )
  return offload(call, 'workbench', result)
}

export const RemoteBashInput = z.object({ command: z.string().min(1).max(longestCode), timeout })

/** COMPOSIO_REMOTE_BASH_TOOL: runs a command in the same sandbox. */
export async function remoteBash(call: MetaToolCall, { command, timeout }: z.output<typeof RemoteBashInput>) {
  const { run, result } = await runInWorkbench(call, ({ kernel }) =>
    kernel.bash(command, { timeoutMs: timeout * 1000, onOutput: call.onOutput }),
  )
  const { stdout, stderr, error, notes } = result
  return offload(call, 'bash', {
    stdout,
    stderr,
    error,
    exit_code: run.exit ?? null,
    ...(notes && { notes }),
  })
}
