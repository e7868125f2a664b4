/** The outcome of a call as MCP answers it. */
import type { CallToolResult } from '@modelcontextprotocol/server'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { toAgentFailure } from '../tool-router/session-execute.ts'

export interface Outcome {
  data: Record<string, unknown>
  error: string | null
  /** What was repaired in the arguments, a line each. */
  repairs?: readonly string[] | undefined
}

const internalFailure: Outcome = { data: {}, error: 'Something went wrong on our side. Try again.' }

/** What goes wrong comes back as a result with `isError`, which a model reads; protocol errors it does not. */
export async function toolResult(
  { log }: Pick<Deps, 'log'>,
  run: () => Promise<Outcome>,
): Promise<CallToolResult> {
  const { data, error, repairs = [] } = await run().catch((thrown: unknown) => failureOf(log, thrown))
  const result = { data, error, successful: error === null }
  return {
    content: [{ type: 'text', text: JSON.stringify(result) }],
    structuredContent: result,
    isError: error !== null,
    ...(repairs.length > 0 && { _meta: { 'patchbay/repairs': repairs } }),
  }
}

function failureOf(log: Deps['log'], thrown: unknown): Outcome {
  if (thrown instanceof ApiError && thrown.status < 500) return toAgentFailure(thrown)
  log.error({ err: thrown }, 'an MCP tool call failed')
  return internalFailure
}
