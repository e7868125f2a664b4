/** The picture at the top of a page: the toolkit's initials, or how it went. */
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

/** The first letters of a name, in place of a logo that would have to be loaded. */
export function initials(name: string): Html {
  const letters = Array.from(name.trim() || 'P').slice(0, 2)
  return html`<div class="logo" aria-hidden="true">${letters.join('')}</div>`
}
