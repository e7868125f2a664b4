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
  /** Arguments of the call that reads the next page. */
  next?: { arguments: Record<string, unknown> } | undefined
  /** It is the answer of the same call before. */
  isReplay?: boolean | undefined
  /** Nothing was sent, and where the data comes from instead. */
  simulated?: true
  simulated_from?: 'recording' | 'example'
  recorded_at?: string
}

const internalFailure: Outcome = { data: {}, error: 'Something went wrong on our side. Try again.' }

/** What goes wrong comes back as a result with `isError`, which a model reads; protocol errors it does not. */
export async function toolResult(
  { log }: Pick<Deps, 'log'>,
  run: () => Promise<Outcome>,
): Promise<CallToolResult> {
  const outcome = await run().catch((thrown: unknown) => failureOf(log, thrown))
  const {
    data,
    error,
    repairs = [],
    next,
    isReplay = false,
    simulated,
    simulated_from,
    recorded_at,
  } = outcome
  const result = {
    data,
    error,
    successful: error === null,
    ...(next && { next }),
    ...(simulated && { simulated, simulated_from, recorded_at }),
  }
  const meta = {
    ...(repairs.length > 0 && { 'patchbay/repairs': repairs }),
    ...(isReplay && { 'patchbay/replayed': true }),
  }
  return {
    content: [{ type: 'text', text: JSON.stringify(result) }],
    structuredContent: result,
    isError: error !== null,
    ...(Object.keys(meta).length > 0 && { _meta: meta }),
  }
}

/** The key of a client that has one of its own for a call: `_meta["patchbay/idempotency-key"]`. */
export function keyOfMeta(meta: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const key = meta?.['patchbay/idempotency-key']
  return typeof key === 'string' ? key : undefined
}

function failureOf(log: Deps['log'], thrown: unknown): Outcome {
  if (thrown instanceof ApiError && thrown.status < 500) return toAgentFailure(thrown)
  log.error({ err: thrown }, 'an MCP tool call failed')
  return internalFailure
}
