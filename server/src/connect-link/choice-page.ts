/** The page on which a user chooses what to connect: a list of buttons, and a search where the list is long. */
import { emblemOf } from './brand.ts'
import { decisionField, proofField } from './form-page.ts'
import { html, type Html } from './html.ts'
import { fill, fillHtml } from './languages.ts'
import { renderPage } from './page.ts'
import { frameOf, type View } from './view.ts'

export interface ChoicePage {
  view: View
  user: string
  toolkits: readonly { slug: string; name: string; isConnected: boolean }[]
  /** How many matched; more than are shown where the page has no room for all. */
  total: number
  /** What was looked for; undefined where so few are offered that there is no search. */
  search: string | undefined
  proof: string
}

/** Name of the buttons: each chooses a toolkit. */
export const toolkitField = '_toolkit'

/** Renders the page. It works without scripts. */
export function choicePage(page: ChoicePage): string {
  const { view, toolkits, total, search, user } = page
  const { words, brand } = view
  return renderPage({
    ...frameOf(view),
    title: words.choose,
    emblem: emblemOf(brand),
    languages: words.languages,
    content: html`<h1>${words.choose}</h1>
      <p class="soft">
        ${fillHtml(words.asksChoice, { app: brand.app === '' ? words.thisApp : html`<b>${brand.app}</b>` })}
      </p>
      <dl>
        <div>
          <dt>${words.user}</dt>
          <dd>${user}</dd>
        </div>
      </dl>
      <p class="care">${brand.app === '' ? words.careUnnamed : fill(words.care, { app: brand.app })}</p>
      ${search !== undefined && searchForm(view, search)}
      ${toolkits.length === 0 && html`<p class="soft" role="status">${words.noneFound}</p>`}
      <form method="post">
        <input type="hidden" name="${proofField}" value="${page.proof}" />
        <div class="actions">
          ${toolkits.map((toolkit) => choice(view, toolkit))}
          <button type="submit" name="${decisionField}" value="cancel" class="quiet">${words.cancel}</button>
        </div>
        ${
          total > toolkits.length &&
          html`<p class="hint">
            ${fill(words.moreFound, { shown: String(toolkits.length), total: String(total) })}
          </p>`
        }
      </form>`,
  })
}

function choice({ words }: View, { slug, name, isConnected }: ChoicePage['toolkits'][number]): Html {
  return html`<button type="submit" name="${toolkitField}" value="${slug}" class="choice">
    ${name}${isConnected && html` <span class="count">${words.isConnected}</span>`}
  </button>`
}

function searchForm({ words, language }: View, search: string): Html {
  return html`<form method="get" role="search">
    <input type="hidden" name="lang" value="${language}" />
    <div>
      <label for="search">${words.findApp}</label>
      <input id="search" type="search" name="q" value="${search}" maxlength="100" autocomplete="off" />
    </div>
    <button type="submit" class="quiet">${words.search}</button>
  </form>`
}
