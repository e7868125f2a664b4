/** A provider that answers some requests and keeps the others waiting, to see whether their caller leaves. */
import type { IncomingMessage } from 'node:http'
import { listen, type LoopbackServer } from '../rigs/listen.ts'

export interface HangingProvider extends LoopbackServer {
  /** Resolves when the next request that waits has come; call it before that. */
  reached(): Promise<void>
  /** Resolves when the request that came last and waits has lost its caller. */
  dropped(): Promise<void>
}

/** @param answer the body for a request; undefined keeps it waiting */
export async function startHangingProvider(
  answer: (request: IncomingMessage) => object | undefined,
): Promise<HangingProvider> {
  let dropped: Promise<void> = Promise.resolve()
  let arrived: () => void = () => {}
  const provider = await listen((request, response) => {
    const body = answer(request)
    if (body) {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
      return
    }
    dropped = new Promise((resolve) => response.once('close', () => resolve()))
    arrived()
  })
  return {
    ...provider,
    reached: () => new Promise((resolve) => (arrived = resolve)),
    dropped: () => dropped,
  }
}
