/** HTML made from templates that escape what they are given. */

/** Markup that may be put into a page as it is. Only `html` makes it. */
class Html {
  readonly markup: string

  constructor(markup: string) {
    this.markup = markup
    Object.freeze(this)
  }
}

export type { Html }

/** What a template may contain: text is escaped; a list is joined; `false`, null and undefined leave nothing. */
export type HtmlValue = Html | string | number | false | null | undefined | readonly HtmlValue[]

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
}

/**
 * A template whose values cannot become markup: html`<p title="${name}">${text}</p>`. Values are safe between
 * tags and in quoted attributes. They are not in a script, a style, an unquoted attribute, or an `href`: a link's
 * address goes through `webAddress` first.
 */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let markup = parts[0] ?? ''
  for (const [index, value] of values.entries()) markup += markupOf(value) + (parts[index + 1] ?? '')
  return new Html(markup)
}

/** The address when it is http(s), else undefined: `javascript:` in a link would run in our page. */
export function webAddress(address: string | undefined): string | undefined {
  const url = URL.parse(address ?? '')
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined
}

function markupOf(value: HtmlValue): string {
  if (value instanceof Html) return value.markup
  if (Array.isArray(value)) return value.map(markupOf).join('')
  if (value === false || value === null || value === undefined) return ''
  return String(value).replaceAll(/[&<>"'`]/g, (character) => entities[character] ?? '')
}
