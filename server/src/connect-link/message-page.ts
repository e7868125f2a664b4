/** The pages at the end of a connection, good or bad, in words for the person who sees them. */
import { mark, type Mark } from './emblem.ts'
import { html } from './html.ts'
import { fill, type Words } from './languages.ts'
import { renderPage } from './page.ts'
import { frameOf, type View } from './view.ts'

type Titled<Key> = Key extends `${infer Name}Title`
  ? `${Name}Text` extends keyof Words
    ? Name
    : never
  : never
/** Every message has a title and a text in each language. */
export type Message = Titled<keyof Words>

const answers: Readonly<Record<Message, { status: number; mark: Mark }>> = {
  connected: { status: 200, mark: 'good' },
  denied: { status: 200, mark: 'note' },
  notChosen: { status: 200, mark: 'note' },
  failed: { status: 502, mark: 'bad' },
  unreachable: { status: 502, mark: 'note' },
  unknown: { status: 404, mark: 'note' },
  expired: { status: 410, mark: 'note' },
  used: { status: 410, mark: 'note' },
  unavailable: { status: 410, mark: 'note' },
  over: { status: 400, mark: 'note' },
  otherBrowser: { status: 403, mark: 'note' },
  noCookie: { status: 403, mark: 'note' },
  otherSite: { status: 403, mark: 'note' },
  tooOften: { status: 429, mark: 'note' },
  broken: { status: 500, mark: 'bad' },
}

export interface MessagePage {
  view: View
  toolkit?: string | undefined
  /** Where the person can go on: back to the app, or once more to the same page. */
  way?: { to: 'back' | 'again'; href: string } | undefined
}

/** A page with one message, and the status that goes with it. */
export function messagePage(
  message: Message,
  { view, toolkit = '', way }: MessagePage,
): { status: number; body: string } {
  const { words, brand } = view
  const title = fill(words[`${message}Title`], { toolkit })
  const label = way && wayLabel(view, way.to)
  const content = html`<h1>${title}</h1>
    <p class="soft">${fill(words[`${message}Text`], { toolkit, app: brand.app })}</p>
    ${way && html`<a class="button" href="${way.href}">${label}</a>`}`
  const { status, mark: name } = answers[message]
  return { status, body: renderPage({ ...frameOf(view), title, emblem: mark(name), content }) }
}

function wayLabel({ words, brand: { app } }: View, to: 'back' | 'again'): string {
  if (to === 'again') return words.again
  return app === '' ? words.backUnnamed : fill(words.back, { app })
}
