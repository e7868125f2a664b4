import type { PickedAccount } from './pick-account.ts'
import type { Recording } from './recording/recording.ts'
import type { ResolvedTool } from './resolve-tool.ts'
import type { Selection } from './results/select.ts'
import type { Channel } from './send.ts'
import type { Simulated } from './tool-call.ts'

/** What is known of a call so far, for its log row and its answer. */
export interface Progress {
  resolved?: ResolvedTool
  account?: PickedAccount | undefined
  /** Whether the project's sessions remember what they read. */
  tracksTaint?: boolean
  /** Valid arguments, and the channel whose secrets they are cleaned of. */
  sent?: { args: Readonly<Record<string, unknown>>; channel: Channel }
  /** What of the result is wanted. */
  selection?: Selection | undefined
  /** What is kept of the exchanges with the provider. */
  recording?: Recording
  /** Nothing was sent. */
  simulated?: Simulated
  /** What was repaired in the arguments. */
  repairs?: readonly string[]
}
