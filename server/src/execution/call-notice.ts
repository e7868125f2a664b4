/** What happens in a call that who waits for it may want to know before it ends. */

export type CallNotice = { tool?: string } & (
  | { event: 'retry'; message: string; attempt: number; wait_ms: number; provider_status: number | null }
  | { event: 'arguments_repaired'; message: string; repairs: readonly string[] }
  | { event: 'approval_required'; message: string; approval_id: string }
  | { event: 'result_offloaded'; message: string; file_path: string; size: number }
)

/** Is told of what happens. Nothing in it is a secret: all of it is in the answer, or is a number. */
export type OnNotice = (notice: CallNotice) => void
