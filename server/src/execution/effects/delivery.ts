/** Whether the answer of a request reached its caller, as far as a server can see. */
import type { FastifyReply, FastifyRequest } from 'fastify'

export interface Delivery {
  /** The client says that it repeats a request of its own accord. */
  isRetry: boolean
  /** Calls back when the whole answer has been handed to a connection that was open until then. */
  onDelivered: (listener: () => void) => void
}

/** The official clients count their attempts in a header. */
const retryHeader = 'x-stainless-retry-count'

/** What is known of the delivery of a reply. */
export function deliveryOf(
  { headers }: Pick<FastifyRequest, 'headers'>,
  { raw }: Pick<FastifyReply, 'raw'>,
): Delivery {
  let isGone = false
  raw.once('close', () => (isGone = true))
  return {
    isRetry: Number(headers[retryHeader] ?? 0) > 0,
    onDelivered: (listener) => raw.once('finish', () => isGone || listener()),
  }
}
