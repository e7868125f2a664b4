/** The pages at the end of a connection, good or bad, in words for the person who sees them. */
import { html } from './html.ts'
import { renderPage } from './page.ts'

const messages = {
  connected: {
    status: 200,
    title: 'Connected',
    text: 'Your account is connected. You can close this page and go back to where you came from.',
  },
  denied: {
    status: 200,
    title: 'Not connected',
    text: 'Access was not given, so nothing was connected. If that was not your intention, ask for a new link.',
  },
  failed: {
    status: 502,
    title: 'Not connected',
    text: 'The app did not confirm the connection. Please ask for a new link and try again.',
  },
  unknown: {
    status: 404,
    title: 'This link does not work',
    text: 'The link is not complete, or it was never valid. Please ask for a new one.',
  },
  expired: {
    status: 410,
    title: 'This link has expired',
    text: 'Links work for ten minutes. Please ask for a new one.',
  },
  used: {
    status: 410,
    title: 'This link has been used',
    text: 'Each link works once. If your account is not connected yet, please ask for a new one.',
  },
  unavailable: {
    status: 410,
    title: 'This connection is not available',
    text: 'The app that sent you here has switched this connection off. Please ask its owner.',
  },
  over: {
    status: 400,
    title: 'This sign-in is over',
    text: 'It was completed before, or it took longer than ten minutes. If your account is not connected yet, please ask for a new link.',
  },
  'other-browser': {
    status: 403,
    title: 'Please start again',
    text: 'This sign-in was started in another browser, so nothing was connected. Open the link you were given in this browser, and only if you asked for it yourself.',
  },
  'other-site': {
    status: 403,
    title: 'Please start again',
    text: 'The form was sent from another site. Open the link you were given and fill it in there.',
  },
  'too-often': {
    status: 429,
    title: 'Opened too often',
    text: 'This link was opened too many times. Please ask for a new one.',
  },
  broken: {
    status: 500,
    title: 'Something went wrong',
    text: 'The connection could not be started. Please try again, or ask the owner of the app that sent you here.',
  },
} as const satisfies Record<string, { status: number; title: string; text: string }>

export type Message = keyof typeof messages

/** A page with one message, and the status that goes with it. */
export function messagePage(message: Message, toolkit = ''): { status: number; body: string } {
  const { status, title, text } = messages[message]
  const heading = message === 'connected' && toolkit !== '' ? `${toolkit} connected` : title
  const content = html`<h1>${heading}</h1>
    <p class="soft">${text}</p>`
  return { status, body: renderPage({ title: heading, logo: toolkit, content }) }
}
