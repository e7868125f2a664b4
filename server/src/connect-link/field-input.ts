/** One field of a form: its label, its hint, what is wrong with it, and the control that fits it. */
import type { Field } from '@patchbay/catalog'
import { html, webAddress, type Html } from './html.ts'
import { fill, type Words } from './languages.ts'
import type { View } from './view.ts'

export interface Problem {
  field: string
  problem: string
}

export interface FieldState {
  toolkit: string
  value: string | undefined
  problem: string | undefined
  /** Gets the cursor when the page opens. */
  first: boolean
}

/** The problem of a key with which the provider would not say whose it is. The person may know better. */
export const refusedKey = 'refused by the provider'

/** Names that most forms use, in the language of the page. Others are as the manifest has them. */
const usualNames: Readonly<Record<string, keyof Words>> = {
  'API key': 'apiKey',
  Token: 'token',
  'User name': 'userName',
  Password: 'password',
  'Key file': 'keyFile',
  'Private key': 'privateKey',
}

export function nameOf(words: Words, { display_name }: Field): string {
  const usual = usualNames[display_name]
  return usual === undefined ? display_name : words[usual]
}

/** Renders a field. Hint and error are tied to the control, so that a screen reader says them with it. */
export function fieldInput(view: View, field: Field, state: FieldState): Html {
  const { words } = view
  const { problem, value, first } = state
  const id = `field-${field.name}`
  const described = [problem !== undefined && `${id}-error`, hasHint(field) && `${id}-hint`]
    .filter(Boolean)
    .join(' ')
  const attributes = html`id="${id}"
  name="${field.name}"${field.required && html` required`}${described !== '' && html` aria-describedby="${described}"`}${problem !== undefined && html` aria-invalid="true"`}${first && html` autofocus`}`
  return html`<div>
    <label for="${id}"
      >${nameOf(words, field)}${!field.required && html` <span class="optional">${words.optional}</span>`}</label
    >
    ${hint(view, field, id)}
    ${problem !== undefined && html`<p class="error" id="${id}-error">${sentence(words, field, state)}</p>`}
    ${control(words, field, attributes, value)}
  </div>`
}

function control(words: Words, field: Field, attributes: Html, value: string | undefined): Html {
  if (field.type === 'boolean') return choice(words, attributes, value ?? field.default)
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

function choice(words: Words, attributes: Html, value: string | undefined): Html {
  const option = (name: string, label: string) =>
    html`<option value="${name}" ${value === name && html` selected`}>${label}</option>`
  return html`<select ${attributes}>
    ${option('', '')}${option('true', words.yes)}${option('false', words.no)}
  </select>`
}

function hasHint({ description, help_url }: Field): boolean {
  return description !== '' || webAddress(help_url) !== undefined
}

/** The manifest's own sentence is English in every language. */
function hint({ words, language }: View, field: Field, id: string): Html | false {
  const help = webAddress(field.help_url)
  if (!hasHint(field)) return false
  return html`<p class="hint" id="${id}-hint">
    <span${language !== 'en' && html` lang="en"`}>${field.description}</span>${
      help !== undefined &&
      html` <a href="${help}" target="_blank" rel="noopener noreferrer">${words.help} ${words.newTab}</a>`
    }
  </p>`
}

/** `problem` is as `readConnection` words it for callers of the API. */
function sentence(words: Words, field: Field, { problem = '', toolkit }: FieldState): string {
  const about = { field: nameOf(words, field), toolkit }
  if (problem === 'required') return fill(words.enter, about)
  if (problem === 'not accepted') return fill(words.notAccepted, about)
  if (problem === refusedKey) return `${fill(words.notAccepted, about)} ${fill(words.refusedKey, about)}`
  if (problem === 'not confirmed yet') return fill(words.notConfirmed, about)
  if (problem.startsWith('must be a single line')) return fill(words.singleLine, about)
  if (problem.startsWith('longer than')) return fill(words.tooLong, about)
  return fill(words.wrong, about)
}
