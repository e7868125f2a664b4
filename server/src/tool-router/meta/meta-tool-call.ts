import type { Deps } from '../../deps.ts'
import type { Delivery } from '../../execution/effects/delivery.ts'
import type { Effect } from '../../execution/effects/effect.ts'
import type { OnNotice } from '../../execution/call-notice.ts'
import type { CustomSet } from '../search/custom-tools.ts'
import type { SessionRow } from '../sessions.ts'

/** What every meta tool is given besides its arguments. */
export interface MetaToolCall {
  deps: Deps
  session: SessionRow
  /** Origin for links that a person opens. */
  origin: string
  /** Id of the request that asks, for the log. */
  requestId: string
  /** Told of what the call may change; there when it has an idempotency key. */
  effect?: Effect | undefined
  /** What ends a call of the agent's, by the hints of its tool. */
  signalOf?: ((tags: readonly string[]) => AbortSignal | undefined) | undefined
  /** What is known of the answer's way to the caller; there when keys are to be derived from its calls. */
  delivery?: Delivery | undefined
  /** Takes what code prints, as it prints it; the result has it, too. */
  onOutput?: ((text: string) => void) | undefined
  /** Told of what happens meanwhile. */
  notice?: OnNotice | undefined
  /** Tools that the client runs itself: to be found and described, never run here. */
  customs?: CustomSet | undefined
}
