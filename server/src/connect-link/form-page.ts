/** The form on which a user enters a key, a password, or where their account lives. */
import type { Field } from '@patchbay/catalog'
import { initials } from './emblem.ts'
import { html, webAddress, type Html } from './html.ts'
import { renderPage } from './page.ts'

export interface FormPage {
  toolkit: string
  project: string
  fields: readonly Field[]
  /** Values to show again; secret ones are never shown. */
  values: Readonly<Record<string, string>>
  problems: readonly { field: string; problem: string }[]
  /** The form is followed by the provider's own page. */
  continues: boolean
}

/** Renders the form. It works without scripts: labels, hints and errors are tied to their inputs. */
export function formPage(page: FormPage): string {
  const { toolkit, fields, problems, continues } = page
  const title = `Connect ${toolkit}`
  const wrong = new Map(problems.map(({ field, problem }) => [field, problem]))
  const first = problems[0]?.field ?? fields[0]?.name
  return renderPage({
    title: problems.length > 0 ? `Error: ${title}` : title,
    emblem: initials(toolkit),
    content: html` <h1>${title}</h1>
      ${introduction(page)} ${problems.length > 0 && summary(fields, page.problems)}
      <form method="post">
        ${fields.map((field) => input(field, page.values[field.name], wrong.get(field.name), field.name === first))}
        <button type="submit">${continues ? `Continue to ${toolkit}` : 'Connect'}</button>
      </form>`,
  })
}

function introduction({ toolkit, project, continues }: FormPage): Html {
  const asker = project === '' ? 'The app that sent you here' : html`<b>${project}</b>`
  return html`<p class="soft">
      ${asker} would like to use your ${toolkit} account.${continues && ` Next, you sign in at ${toolkit}.`}
    </p>
    <p class="care">Continue only if you started this yourself.</p>`
}

/** Leads to the fields; what is wrong with each stands there. */
function summary(fields: readonly Field[], problems: FormPage['problems']): Html {
  const names = new Map(fields.map(({ name, display_name }) => [name, display_name]))
  const links = problems.map(
    ({ field }, index) =>
      html`${index > 0 && ', '}<a href="#field-${field}">${names.get(field) ?? field}</a>`,
  )
  return html`<p class="summary" role="alert">Not connected yet. Please check: ${links}.</p>`
}

function input(field: Field, value: string | undefined, problem: string | undefined, first: boolean): Html {
  const id = `field-${field.name}`
  const described = [problem !== undefined && `${id}-error`, hasHint(field) && `${id}-hint`]
    .filter(Boolean)
    .join(' ')
  const attributes = html`id="${id}"
  name="${field.name}"${field.required && html` required`}${described !== '' && html` aria-describedby="${described}"`}${problem !== undefined && html` aria-invalid="true"`}${first && html` autofocus`}`
  return html`<div>
    <label for="${id}"
      >${field.display_name}${!field.required && html` <span class="optional">(optional)</span>`}</label
    >
    ${hint(field, id)}
    ${problem !== undefined && html`<p class="error" id="${id}-error">${sentence(field, problem)}</p>`}
    ${control(field, attributes, value)}
  </div>`
}

function control(field: Field, attributes: Html, value: string | undefined): Html {
  if (field.type === 'boolean') return choice(attributes, value ?? field.default)
  return field.multiline ? area(field, attributes, value) : box(field, attributes, value)
}

function area(field: Field, attributes: Html, value: string | undefined): Html {
  const shown = field.secret ? '' : (value ?? field.default ?? '')
  return html`<textarea ${attributes} rows="6" autocomplete="off" autocapitalize="off" spellcheck="false">
${shown}</textarea>`
}

function box(field: Field, attributes: Html, value: string | undefined): Html {
  const type = field.secret ? 'password' : 'text'
  const shown = field.secret ? undefined : (value ?? field.default)
  return html`<input
    ${attributes}
    type="${type}"
    ${field.type === 'number' && html` inputmode="decimal"`}
    autocomplete="off"
    autocapitalize="off"
    spellcheck="false"
    ${shown !== undefined && html` value="${shown}"`}
  />`
}

function choice(attributes: Html, value: string | undefined): Html {
  const option = (name: string, label: string) =>
    html`<option value="${name}" ${value === name && html` selected`}>${label}</option>`
  return html`<select ${attributes}>
    ${option('', '')}${option('true', 'Yes')}${option('false', 'No')}
  </select>`
}

function hasHint({ description, help_url }: Field): boolean {
  return description !== '' || webAddress(help_url) !== undefined
}

function hint(field: Field, id: string): Html | false {
  const help = webAddress(field.help_url)
  if (!hasHint(field)) return false
  return html`<p class="hint" id="${id}-hint">
    ${field.description}${help !== undefined && html` <a href="${help}" target="_blank" rel="noopener noreferrer">Where do I find it?</a>`}
  </p>`
}

function sentence({ display_name }: Field, problem: string): string {
  if (problem === 'required') return `Enter the ${display_name}.`
  return problem.startsWith('must') ? `The ${display_name} ${problem}.` : `The ${display_name} is ${problem}.`
}
