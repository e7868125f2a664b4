import type { RunResult } from './run-tool.ts'
import { retryAfterMs } from './retry.ts'

/** What a failed result says for its reader to act on: `data.failure`, the same through REST, sessions and MCP. */

export type FailureKind =
  | 'validation'
  | 'auth'
  | 'scope'
  | 'not_found'
  | 'conflict'
  | 'rate_limit'
  | 'policy'
  | 'provider_error'
  | 'provider_down'
  | 'timeout'
  | 'outcome_unknown'

export interface FailureNote {
  kind: FailureKind
  /** The same call may succeed later, and repeating it does nothing twice. */
  retryable: boolean
  /** Seconds to wait first, where the provider says. */
  retry_after: number | null
  provider_status: number | null
  provider_message: string | null
  suggested_fix: string
  /** The tool that tells whether a call whose outcome is unknown took effect. */
  verify_with?: string
}

interface Meaning {
  kind: FailureKind
  retryable?: boolean
  fix: string
}

const byStatus: Readonly<Record<number, Meaning>> = {
  400: {
    kind: 'validation',
    fix: 'Correct the arguments as the provider’s message says; GET /api/v3.1/tools/TOOL shows what it takes.',
  },
  401: {
    kind: 'auth',
    fix: 'Have the user connect the account again: POST /api/v3.1/connected_accounts/link gives a link.',
  },
  403: {
    kind: 'scope',
    fix: 'The account may not do this: connect it again with the scopes that TOOL needs (POST /api/v3.1/connected_accounts/link), or use another account.',
  },
  404: {
    kind: 'not_found',
    fix: 'Check the ids in the arguments; look the thing up with a listing tool first.',
  },
  409: { kind: 'conflict', fix: 'Read the current state first, then decide whether TOOL is still needed.' },
  410: { kind: 'not_found', fix: 'It is gone at the provider; look for another one.' },
  412: { kind: 'conflict', fix: 'Read the current state first, then call TOOL with it.' },
  422: {
    kind: 'validation',
    fix: 'Correct the arguments as the provider’s message says; GET /api/v3.1/tools/TOOL shows what it takes.',
  },
  429: { kind: 'rate_limit', retryable: true, fix: 'Wait, then call TOOL again with the same arguments.' },
}
const isDown: Meaning = { kind: 'provider_down', fix: 'The provider has trouble; try TOOL again later.' }
const isLate: Meaning = {
  kind: 'timeout',
  fix: 'Call TOOL again, and ask for less if it may: fewer items a page, fewer fields, or a narrower filter.',
}
const other: Meaning = {
  kind: 'provider_error',
  fix: 'Read the provider’s message and change the arguments of TOOL accordingly.',
}

const noAnswer: ReadonlySet<FailureKind> = new Set(['provider_down', 'timeout'])

/**
 * The note on a refusal of the provider, or on its silence.
 * @param isRead the tool only reads, so that repeating it does nothing twice.
 */
export function noteFailure(slug: string, isRead: boolean, result: RunResult): FailureNote {
  const { upstreamStatus: status, retryAfter, error, notSent, timedOut } = result
  const known = timedOut ? isLate : status === undefined ? undefined : byStatus[status]
  const { kind, retryable = false, fix } = known ?? ((status ?? 500) >= 500 ? isDown : other)
  const wait = retryAfterMs(retryAfter)
  return {
    kind,
    retryable: retryable || (noAnswer.has(kind) && (isRead || notSent === true)),
    retry_after: wait === undefined ? null : Math.ceil(wait / 1_000),
    provider_status: status ?? null,
    provider_message: error,
    suggested_fix: fix.replaceAll('TOOL', slug),
  }
}
