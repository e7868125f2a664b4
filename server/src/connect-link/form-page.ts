/**
 * The page of a link: who asks for which account, for which of the app's users and with which scopes; the fields to
 * fill in, if any; and the button without which nothing goes on.
 */
import type { Field } from '@patchbay/catalog'
import { emblemOf } from './brand.ts'
import { initials, pair } from './emblem.ts'
import { fieldInput, nameOf, refusedKey, type Problem } from './field-input.ts'
import { html, type Html } from './html.ts'
import { fill, fillHtml } from './languages.ts'
import { renderPage } from './page.ts'
import { frameOf, type View } from './view.ts'

/** One scope, with what it allows where the manifest has words for it. */
export interface AskedScope {
  name: string
  words: string | undefined
}

export interface FormPage {
  view: View
  toolkit: string
  /** The user of the app whose account this becomes. */
  user: string
  alias: string | null
  /** Host of the provider's own page, which follows; undefined where none does, or it is not known yet. */
  signInAt: string | undefined
  scopes: readonly AskedScope[]
  fields: readonly Field[]
  /** Values to show again; secret ones are never shown. */
  values: Readonly<Record<string, string>>
  problems: readonly Problem[]
  /** The form is followed by the provider's own page. */
  continues: boolean
  /** Proves that the form is the one this browser was given. */
  proof: string
}

/** Name of the hidden field that holds the proof. No field of a manifest begins with an underscore. */
export const proofField = '_proof'
/** Name of the buttons: `cancel` refuses, `anyway` connects with a key that the provider refused. */
export const decisionField = '_decision'

/** Renders the page. It works without scripts: labels, hints and errors are tied to their inputs. */
export function formPage(page: FormPage): string {
  const { view, toolkit, fields, problems, continues } = page
  const { words, brand } = view
  const heading = fill(words.title, { toolkit })
  const wrong = new Map(problems.map((problem) => [problem.field, problem.problem]))
  const first = problems[0]?.field ?? fields[0]?.name
  return renderPage({
    ...frameOf(view),
    title: problems.length > 0 ? fill(words.titleWithError, { title: heading }) : heading,
    emblem: pair(emblemOf(brand), initials(toolkit)),
    languages: words.languages,
    content: html`<h1>${heading}</h1>
      <p class="soft">
        ${fillHtml(words.asks, { app: brand.app === '' ? words.thisApp : html`<b>${brand.app}</b>`, toolkit })}
      </p>
      ${facts(page)} ${scopeList(page)}
      <p class="care">${brand.app === '' ? words.careUnnamed : fill(words.care, { app: brand.app })}</p>
      ${problems.length > 0 && summary(page)}
      <form method="post">
        <input type="hidden" name="${proofField}" value="${page.proof}" />
        ${fields.map((field) =>
          fieldInput(view, field, {
            toolkit,
            value: page.values[field.name],
            problem: wrong.get(field.name),
            first: field.name === first,
          }),
        )}
        <div class="actions">
          <button type="submit">${continues ? fill(words.continueTo, { toolkit }) : words.connect}</button>
          ${
            problems.some(({ problem }) => problem === refusedKey) &&
            html`<button type="submit" name="${decisionField}" value="anyway" class="quiet">
              ${words.anyway}
            </button>`
          }
          <button type="submit" name="${decisionField}" value="cancel" class="quiet" formnovalidate>
            ${words.cancel}
          </button>
        </div>
      </form>`,
  })
}

function facts({ view: { words }, user, alias, signInAt }: FormPage): Html {
  const row = (term: string, value: string) =>
    html`<div>
      <dt>${term}</dt>
      <dd>${value}</dd>
    </div>`
  return html`<dl>
    ${row(words.user, user)} ${alias !== null && row(words.alias, alias)}
    ${signInAt !== undefined && row(words.signInAt, signInAt)}
  </dl>`
}

function scopeList({ view: { words, language }, toolkit, scopes }: FormPage): Html | false {
  if (scopes.length === 0) return false
  const english = language !== 'en' && html` lang="en"`
  return html`<details>
    <summary>${words.scopes} <span class="count">(${scopes.length})</span></summary>
    <ul>
      ${scopes.map(
        ({ name, words: meaning }) =>
          html`<li>
            ${meaning !== undefined && html`<span${english}>${meaning}</span>`}<code>${name}</code>
          </li>`,
      )}
    </ul>
    <p class="hint">${fill(words.scopesHint, { toolkit })}</p>
  </details>`
}

/** Leads to the fields; what is wrong with each stands there. */
function summary({ view: { words }, fields, problems }: FormPage): Html {
  const byName = new Map(fields.map((field) => [field.name, field]))
  const links = problems.map(({ field }, index) => {
    const known = byName.get(field)
    return html`${index > 0 && ', '}<a href="#field-${field}">${known ? nameOf(words, known) : field}</a>`
  })
  return html`<p class="summary bad" role="alert">${words.check} ${links}.</p>`
}
