/** The frame of every page that a connecting user sees, and the headers that go with it. */
import { createHash } from 'node:crypto'
import { html, type Html, type HtmlValue } from './html.ts'

const style = `
:root { color-scheme: light dark; --ink: #1c2024; --soft: #60646c; --line: #d9d9e0; --card: #fff; --ground: #f4f4f6;
  --accent: #2f5fd0; --accent-ink: #fff; --bad: #b3261e; --bad-ground: #fdecea; --good: #17663a; --good-ground: #e3f4e9;
  --note: #7a4b00; --note-ground: #fdf0d5; }
@media (prefers-color-scheme: dark) { :root { --ink: #edeef0; --soft: #b0b4ba; --line: #43484e; --card: #1b1d20;
  --ground: #111214; --accent: #8aaaf7; --accent-ink: #0d1424; --bad: #ffb4ab; --bad-ground: #451a17;
  --good: #7fdca4; --good-ground: #17402a; --note: #f5c96b; --note-ground: #45330f; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem; background: var(--ground);
  color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 27rem; background: var(--card); border: 1px solid var(--line); border-radius: 14px;
  padding: 2rem; overflow-wrap: anywhere; }
@media (max-width: 26rem) { body { padding: 1rem; } main { padding: 1.25rem; } }
.logo { display: grid; place-items: center; width: 3rem; height: 3rem; border-radius: 10px; background: var(--ink);
  color: var(--card); font-weight: 700; }
.mark { display: block; width: 3.5rem; height: 3.5rem; padding: .875rem; border-radius: 50%; fill: none;
  stroke: currentColor; stroke-width: 2.5; stroke-linecap: round; stroke-linejoin: round; }
.good { color: var(--good); background: var(--good-ground); }
.bad { color: var(--bad); background: var(--bad-ground); }
.note { color: var(--note); background: var(--note-ground); }
h1 { font-size: 1.375rem; line-height: 1.25; margin: 1rem 0 .5rem; }
p { margin: .25rem 0 0; }
.soft, .hint { color: var(--soft); }
.soft b { color: var(--ink); }
.care { margin-top: .5rem; }
.hint, .error { font-size: .875rem; }
form { margin-top: 1.5rem; display: grid; gap: 1.125rem; }
label { display: block; font-weight: 600; }
.optional { font-weight: 400; color: var(--soft); }
input, select { width: 100%; margin-top: .375rem; padding: .625rem .75rem; font: inherit; color: inherit;
  background: var(--card); border: 1px solid var(--soft); border-radius: 8px; }
[aria-invalid=true] { border-color: var(--bad); }
.error { color: var(--bad); font-weight: 600; }
.summary { margin-top: 1.25rem; padding: .75rem 1rem; border-radius: 8px; background: var(--bad-ground); color: var(--bad); }
.summary a { color: inherit; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
button { padding: .7rem 1rem; font: inherit; font-weight: 600; border: 0; border-radius: 8px; cursor: pointer;
  background: var(--accent); color: var(--accent-ink); }
footer { margin-top: 1.75rem; font-size: .8125rem; color: var(--soft); }
`

const styleHash = createHash('sha256').update(style).digest('base64')

export interface Page {
  title: string
  /** The picture at the top; hidden from readers, so the heading says the same. */
  emblem: Html
  content: HtmlValue
}

/** A whole document. It has no script, loads nothing, and carries its style inline. */
export function renderPage({ title, emblem, content }: Page): string {
  // What was hashed must stand in the element letter for letter, so it goes in here, past the template. Values
  // cannot contain the mark: their angle brackets are escaped.
  return `<!doctype html>${frame(title, emblem, content).markup.replace('<!--style-->', `<style>${style}</style>`)}`
}

/**
 * Headers of every answer to a connecting browser.
 * @param redirects whether submitting the page's form leads to another site: browsers apply form-action to the
 * redirects that follow, too, and a provider's pages may lie on any number of hosts.
 */
export function pageHeaders({ redirects = false } = {}): Record<string, string> {
  const formAction = redirects ? "'self' https: http:" : "'self'"
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action ${formAction}; base-uri 'none'; frame-ancestors 'none'`,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'x-robots-tag': 'noindex',
    'cross-origin-opener-policy': 'same-origin',
  }
}

function frame(title: string, emblem: Html, content: HtmlValue): Html {
  return html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>${title}</title>
      <!--style-->
    </head>
    <body>
      <main>
        ${emblem} ${content}
        <footer>Patchbay</footer>
      </main>
    </body>
  </html> `
}
