/** The words of the page on which a person lets an MCP client in. */
import { initials, mark } from '../connect-link/emblem.ts'
import { html } from '../connect-link/html.ts'
import { renderPage } from '../connect-link/page.ts'

export interface Consent {
  /** As the client calls itself: nobody has checked it. */
  clientName: string
  /** Where the browser goes afterwards, which tells a person more than the name. */
  redirectHost: string
  /** What the client wants to use. */
  resource: string
  /** Whether the browser has shown a key already. */
  isKnown: boolean
  problem?: string | undefined
}

/** Renders the page. It works without scripts. */
export function consentPage({ clientName, redirectHost, resource, isKnown, problem }: Consent): string {
  const title = `Let ${clientName} in?`
  return renderPage({
    title,
    emblem: initials(clientName),
    content: html`<h1>${title}</h1>
      <p class="soft">
        <b>${clientName}</b> asks to use the ${resource}: it could list its tools and call them, with the
        accounts that are connected there.
      </p>
      <p class="soft">
        If you agree, you go on to <b>${redirectHost}</b>. Agree only if you started this yourself in an app
        that you trust; anyone can give an app this name.
      </p>
      ${problem !== undefined && html`<p class="summary bad" role="alert" id="problem">${problem}</p>`}
      <form method="post">
        <input type="hidden" name="decision" value="allow" />
        ${
          !isKnown &&
          html`<div>
            <label for="key">Project key (ak_…) or user key (uak_…)</label>
            <input
              id="key"
              name="key"
              type="password"
              autocomplete="off"
              required
              ${problem !== undefined && html`aria-invalid="true" aria-describedby="problem"`}
            />
            <p class="hint">It shows that the project is yours. ${clientName} does not get to see it.</p>
          </div>`
        }
        <button type="submit">Allow</button>
      </form>
      <form method="post">
        <input type="hidden" name="decision" value="deny" />
        <button type="submit" class="quiet">Do not allow</button>
      </form>`,
  })
}

/** A request that cannot go on. */
export function refusedPage(reason: string): string {
  const title = 'This cannot go on'
  return renderPage({
    title,
    emblem: mark('note'),
    content: html`<h1>${title}</h1>
      <p class="soft">
        The app that sent you here made a request that is not valid: ${reason}. Start again from that app.
      </p>`,
  })
}
