/** The pages at the end of a connection, good or bad, in words for the person who sees them. */
import { mark, type Mark } from './emblem.ts'
import { html } from './html.ts'
import { renderPage } from './page.ts'

interface Words {
  status: number
  mark: Mark
  title: string
  text: string
}

/** `{toolkit}` stands for the toolkit's name; only the first three are told with one. */
const messages = {
  connected: {
    status: 200,
    mark: 'good',
    title: '{toolkit} connected',
    text: 'All done. You can close this page and go back to where you came from.',
  },
  denied: {
    status: 200,
    mark: 'note',
    title: '{toolkit} not connected',
    text: 'Access was not given, so nothing was connected. If you change your mind, ask for a new link.',
  },
  failed: {
    status: 502,
    mark: 'bad',
    title: '{toolkit} not connected',
    text: '{toolkit} did not confirm the connection. Please ask for a new link and try again.',
  },
  unknown: {
    status: 404,
    mark: 'note',
    title: 'This link does not work',
    text: 'It may be incomplete, or too old. Please check that you opened all of it, or ask for a new one.',
  },
  expired: {
    status: 410,
    mark: 'note',
    title: 'This link has expired',
    text: 'Links work for ten minutes. Please ask for a new one.',
  },
  used: {
    status: 410,
    mark: 'note',
    title: 'This link has been used',
    text: 'Each link works once. If your account is not connected yet, please ask for a new one.',
  },
  unavailable: {
    status: 410,
    mark: 'note',
    title: 'This connection is not available',
    text: 'The app that sent you here has switched it off. Please ask its owner.',
  },
  over: {
    status: 400,
    mark: 'note',
    title: 'This sign-in is over',
    text: 'It was completed before, or it took longer than ten minutes. If your account is not connected yet, please ask for a new link.',
  },
  'other-browser': {
    status: 403,
    mark: 'note',
    title: 'Please start again',
    text: 'This sign-in was started in another browser, so nothing was connected. Open the link you were given in this browser, but only if you asked for it yourself.',
  },
  'other-site': {
    status: 403,
    mark: 'note',
    title: 'Please start again',
    text: 'The form was sent from another site. Open the link you were given and fill it in there.',
  },
  'too-often': {
    status: 429,
    mark: 'note',
    title: 'Opened too often',
    text: 'This link was opened too many times. Please ask for a new one.',
  },
  broken: {
    status: 500,
    mark: 'bad',
    title: 'Something went wrong',
    text: 'The connection could not be started. Please try again, or ask the owner of the app that sent you here.',
  },
} as const satisfies Record<string, Words>

export type Message = keyof typeof messages

/** A page with one message, and the status that goes with it. */
export function messagePage(message: Message, toolkit = 'Account'): { status: number; body: string } {
  const words = messages[message]
  const named = (line: string) => line.replaceAll('{toolkit}', () => toolkit)
  const title = named(words.title)
  const content = html`<h1>${title}</h1>
    <p class="soft">${named(words.text)}</p>`
  return { status: words.status, body: renderPage({ title, emblem: mark(words.mark), content }) }
}
