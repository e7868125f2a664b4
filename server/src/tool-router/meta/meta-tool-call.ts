import type { Deps } from '../../deps.ts'
import type { SessionRow } from '../sessions.ts'

/** What every meta tool is given besides its arguments. */
export interface MetaToolCall {
  deps: Deps
  session: SessionRow
  /** Origin for links that a person opens. */
  origin: string
}
