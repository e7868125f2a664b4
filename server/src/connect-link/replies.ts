/** Answers to a connecting browser: a page with a message, the form, or the way back to the app. */
import type { FastifyReply } from 'fastify'
import type { ConnectedAccount } from '../connected-accounts/connected-accounts.ts'
import { usableCallback, withOutcome } from './callback-url.ts'
import { messagePage, type Message, type MessagePage } from './message-page.ts'
import { pageHeaders } from './page.ts'
import { imagesOf, type View } from './view.ts'

export function showMessage(
  reply: FastifyReply,
  view: View,
  message: Message,
  options: Omit<MessagePage, 'view'> = {},
) {
  const { status, body } = messagePage(message, { view, ...options })
  return reply
    .code(status)
    .headers(pageHeaders({ images: imagesOf(view) }))
    .send(body)
}

type Outcome = Extract<Message, 'connected' | 'denied' | 'failed'>

/** Sends the browser back to the project's page, or says how it went when there is none. */
export function leave(
  reply: FastifyReply,
  view: View,
  account: ConnectedAccount,
  { toolkit, outcome }: { toolkit: string; outcome: Outcome },
) {
  const back = wayBack(view, account, outcome === 'connected')
  if (back === undefined) return showMessage(reply, view, outcome, { toolkit })
  return reply.headers(pageHeaders()).redirect(back.href, 303)
}

/** The project's page, told how it went; undefined when it named none that a browser may be sent to by now. */
export function wayBack(
  { config }: View,
  { id, callbackUrl }: ConnectedAccount,
  connected: boolean,
): MessagePage['way'] {
  const page = usableCallback(callbackUrl, config?.allowed_callback_origins)
  if (page === undefined) return undefined
  return { to: 'back', href: withOutcome(page, connected ? 'success' : 'failed', id) }
}
