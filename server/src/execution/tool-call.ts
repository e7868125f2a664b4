/** What is asked of the pipeline, and what it answers. */
import type { OnNotice } from './call-notice.ts'
import type { CustomAuthParams, CustomConnectionData } from './custom-auth-contract.ts'
import type { SessionPermissions } from '../permissions/check-call.ts'
import type { Recording } from './recording/recording.ts'
import type { Effect } from './effects/effect.ts'
import type { FreeText } from './text/ask-model.ts'
import type { ProxyBody } from './proxy-contract.ts'

/** Whose account a call may use; all that is given has to hold. */
export interface AccountChoice {
  projectId: string
  userId?: string | undefined
  connectedAccountId?: string | undefined
  /** Only accounts of this auth config. */
  authConfigId?: string | undefined
  /** Only these accounts: the ones that a session pins. */
  accountIds?: readonly string[] | undefined
  /** Origin under which the caller reaches this server, for links to files. */
  origin?: string | undefined
  /** Id of the request that asks, for the log. */
  requestId?: string | undefined
  /** Ends the requests to the provider: nobody waits for the answer. */
  signal?: AbortSignal | undefined
}

export interface ToolCall extends AccountChoice {
  /** Nothing is sent; the answer says what would have been. */
  isPreview?: boolean | undefined
  /** Slug or alias. */
  tool: string
  /** A version of the toolkit; absent, `latest` and `00000000_00` mean the newest. */
  version?: string | undefined
  arguments: Readonly<Record<string, unknown>>
  /** What the arguments are to be read from, instead. */
  text?: FreeText | undefined
  /** JSONPath of the part of the result that is wanted. */
  select?: string | undefined
  /** Tokens that the result may have, about. */
  maxTokens?: number | undefined
  customAuthParams?: CustomAuthParams | undefined
  customConnectionData?: CustomConnectionData | undefined
  /** Origin under which the user's browser reaches this server; without it no link to connect again is given. */
  linkOrigin?: string | undefined
  /** Told of what the call may change; there when it has an idempotency key. */
  effect?: Effect | undefined
  /** Told of what happens meanwhile. */
  notice?: OnNotice | undefined
  /** The exchanges with the provider are kept with the log, for `simulation` later. */
  isRecorded?: boolean | undefined
  /** Nothing is sent: the call is answered from what was recorded, or made up. */
  simulation?: Simulation | undefined
  /** Tool router session that the call belongs to, for the log. */
  sessionId?: string | undefined
  /** What that session says of its agent's calls. */
  permissions?: SessionPermissions | undefined
}

/** Where simulated calls find what was recorded of a tool, oldest first. */
export interface Simulation {
  recordingsOf(tool: string): Promise<readonly Recording[]>
}

/** A recorded answer, or one made up after the tool's output schema. */
export type Simulated = { from: 'recording'; recorded_at: string } | { from: 'example' }

/** The answer of an execution, as the contract has it. A provider's refusal is a result, not an exception. */
export interface ExecutionResult {
  data: Record<string, unknown>
  error: string | null
  successful: boolean
  log_id: string
  session_info: null
  /** Arguments of the call that reads the next page, where there is one. */
  next?: { arguments: Record<string, unknown> } | undefined
  /** Nothing was sent: where the data comes from. */
  simulatedFrom?: Simulated | undefined
  /** It is the answer of the same call before. Travels as a header, too. */
  isReplay?: boolean | undefined
  /** What was repaired in the arguments, a line each. Not in the contract: it travels as a header. */
  repairs: readonly string[]
}

/** A proxy call: the body of the operation as it came, and whose account. */
export interface ProxyCall extends AccountChoice, Omit<ProxyBody, 'connected_account_id'> {
  sessionId?: string | undefined
  permissions?: SessionPermissions | undefined
}
