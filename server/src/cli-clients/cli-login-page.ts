/** The words of the page on which a person lets a command line client in. */
import { mark } from '../connect-link/emblem.ts'
import { html } from '../connect-link/html.ts'
import { renderPage } from '../connect-link/page.ts'
import type { CliSessionRow } from './cli-sessions.ts'

/** Renders the form. It works without scripts. */
export function loginPage({ code, source, scope }: CliSessionRow, problem?: string): string {
  const title = 'Let your command line in?'
  const wanted = scope === 'user' ? 'User key (uak_…)' : 'Project key (ak_…) or user key (uak_…)'
  return renderPage({
    title,
    emblem: mark('note'),
    content: html`<h1>${title}</h1>
      <p class="soft">
        A command line client${source !== null && html` that calls itself <b>${source}</b>`} asks for a key of
        its own. The code of this login is <b>${code}</b>.
      </p>
      <p class="care">
        Go on only if you started this login yourself a moment ago. If somebody sent you here, close the page.
      </p>
      ${problem !== undefined && html`<p class="summary bad" role="alert" id="problem">${problem}</p>`}
      <form method="post">
        <div>
          <label for="key">${wanted}</label>
          <input
            id="key"
            name="key"
            type="password"
            autocomplete="off"
            required
            ${problem !== undefined && html`aria-invalid="true" aria-describedby="problem"`}
          />
          <p class="hint">The client gets another key with the same rights, which can be revoked alone.</p>
        </div>
        <button type="submit">Let it in</button>
      </form>`,
  })
}

const endings = {
  linked: {
    title: 'Your command line is in',
    emblem: () => mark('good'),
    text: 'You can close this page and go back to your terminal.',
  },
  over: {
    title: 'This login is over',
    emblem: () => mark('note'),
    text: 'It does not exist, or it was made more than ten minutes ago. Start the login again in your terminal.',
  },
} as const

/** Renders what there is to say when nothing is left to do here. */
export function endPage(ending: keyof typeof endings): string {
  const { title, emblem, text } = endings[ending]
  const content = html`<h1>${title}</h1>
    <p class="soft">${text}</p>`
  return renderPage({ title, emblem: emblem(), content })
}
