/** The picture at the top of a page: who connects what, or how it went. Readers skip it; the heading says the same. */
import { html, type Html } from './html.ts'

/** Paths in a square of 24, drawn in the colour of the text. */
const strokes = {
  good: 'M5 12.5l4.5 4.5L19 7.5',
  bad: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  note: 'M12 5v8.5M12 18.5v.01',
} as const

/** `good`: done. `bad`: tried and failed. `note`: nothing was tried, and a new link helps. */
export type Mark = keyof typeof strokes

/** A check, a cross or an exclamation mark, each in a circle of its colour. */
export function mark(name: Mark): Html {
  return html`<svg class="mark ${name}" viewBox="0 0 24 24" aria-hidden="true">
    <path d="${strokes[name]}" />
  </svg>`
}

/** As many colours as the style has classes for. */
const tints = 6

/** The first letters of a name, in place of a logo that would have to be loaded; the same name has one colour. */
export function initials(name: string): Html {
  const letters = Array.from(name.trim() || 'P').slice(0, 2)
  const sum = letters.reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0)
  return html`<div class="logo tint${sum % tints}" aria-hidden="true">${letters.join('')}</div>`
}

/** The two that are to be connected, side by side. */
export function pair(left: Html, right: Html): Html {
  return html`<div class="pair" aria-hidden="true">
    ${left}<svg class="joint" viewBox="0 0 24 24"><path d="M4 12h.01M12 12h.01M20 12h.01" /></svg>${right}
  </div>`
}
