export type HtmlForm = {
  /** As written in the page: may be relative. */
  readonly action: string
  readonly method: string
  /** Names and values of the form's `input` elements. */
  readonly fields: Readonly<Record<string, string>>
  /** What a person would read inside the form, whitespace collapsed. */
  readonly text: string
}

/** The forms of a page made by one of our stand-ins. Good for their markup only; it is no general HTML parser. */
export function htmlForms(html: string): HtmlForm[] {
  const forms: HtmlForm[] = []
  for (const [, open = '', inner = ''] of html.matchAll(/<form([^>]*)>(.*?)<\/form>/gs)) {
    const entries: [string, string][] = []
    for (const [input] of inner.matchAll(/<input[^>]*>/g)) {
      const name = attribute(input, 'name')
      if (name !== '') entries.push([name, attribute(input, 'value')])
    }
    forms.push({
      action: attribute(open, 'action'),
      method: attribute(open, 'method').toUpperCase() || 'GET',
      fields: Object.fromEntries(entries),
      text: unescapeHtml(inner.replace(/<[^>]*>/g, ' '))
        .replace(/\s+/g, ' ')
        .trim(),
    })
  }
  return forms
}

function attribute(tag: string, name: string): string {
  return unescapeHtml(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
}

/** Escapes text for HTML content and double-quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}

function unescapeHtml(text: string): string {
  return text
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&gt;/g, '>')
    .replace(/&lt;/g, '<')
    .replace(/&amp;/g, '&')
}
