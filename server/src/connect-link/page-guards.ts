/** What stands around every page of a link: a limit for who guesses, and a page for what fails. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { RateLimiter } from '../http/rate-limit.ts'
import type { Message } from './message-page.ts'
import { showMessage } from './replies.ts'
import { viewOf } from './view.ts'

/** Addresses of links that do not exist which one caller may try in ten minutes. People mistype a few. */
export const mostGuesses = 100

/** Hooks: who tries links that do not exist is answered no more, before anything is looked up. */
export function limitGuesses({ clock }: Pick<Deps, 'clock'>) {
  const guesses = new RateLimiter(mostGuesses)
  return {
    async onRequest({ ip }: FastifyRequest) {
      if (guesses.isOver(ip, clock.now().getTime()))
        throw new ApiError('RateLimited', 'Too many links that do not exist were tried')
    },
    async onSend({ ip }: FastifyRequest, reply: FastifyReply) {
      if (reply.statusCode === 404) guesses.take(ip, clock.now().getTime())
    },
  }
}

/** What went wrong is for the log; the person is told what to do. */
export async function showError(deps: Deps, error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const status =
    error instanceof ApiError ? error.status : ((error as { statusCode?: number }).statusCode ?? 500)
  if (status >= 500) request.log.error({ err: error }, 'connect page failed')
  const message: Message = status === 429 ? 'tooOften' : 'broken'
  return showMessage(reply.code(status), await viewOf(deps, request), message).code(status)
}
