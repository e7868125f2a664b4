/** The frame of every page that a connecting user sees, and the headers that go with it. */
import { createHash } from 'node:crypto'
import { html, type Html, type HtmlValue } from './html.ts'
import { languageNames, type Language } from './languages.ts'

const style = `
:root { color-scheme: light dark; --ink: #1c2024; --soft: #60646c; --line: #dcdce3; --card: #fff; --ground: #f2f3f6;
  --accent: #2857c5; --accent-ink: #fff; --bad: #b3261e; --bad-ground: #fdecea; --good: #17663a; --good-ground: #e3f4e9;
  --note: #7a4b00; --note-ground: #fdf0d5; }
@media (prefers-color-scheme: dark) { :root { --ink: #edeef0; --soft: #b0b4ba; --line: #3a3f45; --card: #1a1c1f;
  --ground: #0f1012; --accent: #8fb0ff; --accent-ink: #0d1424; --bad: #ffb4ab; --bad-ground: #451a17;
  --good: #7fdca4; --good-ground: #17402a; --note: #f5c96b; --note-ground: #3d2b10; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; align-content: center; justify-items: center; padding: 1.5rem;
  background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 28rem; background: var(--card); border: 1px solid var(--line); border-radius: 16px;
  padding: 2rem; overflow-wrap: anywhere; box-shadow: 0 1px 2px #0000000d, 0 8px 24px #00000012; }
.pair { display: flex; align-items: center; gap: .5rem; }
.logo { display: grid; place-items: center; width: 3rem; height: 3rem; border-radius: 12px; background: #33415c;
  color: #fff; font-weight: 700; object-fit: contain; }
img.logo { background: none; }
.tint1 { background: #6b3fa0; } .tint2 { background: #0f6b62; } .tint3 { background: #a03a4c; }
.tint4 { background: #2456b8; } .tint5 { background: #7a4a12; }
.joint { width: 1.5rem; height: 1.5rem; fill: none; stroke: var(--soft); stroke-width: 3; stroke-linecap: round; }
.mark { display: block; width: 3.5rem; height: 3.5rem; padding: .875rem; border-radius: 50%; fill: none;
  stroke: currentColor; stroke-width: 2.5; stroke-linecap: round; stroke-linejoin: round; }
.good { color: var(--good); background: var(--good-ground); }
.bad { color: var(--bad); background: var(--bad-ground); }
.note { color: var(--note); background: var(--note-ground); }
h1 { font-size: 1.375rem; line-height: 1.25; margin: 1.25rem 0 .5rem; }
p { margin: .25rem 0 0; }
.soft, .hint { color: var(--soft); }
.soft b { color: var(--ink); }
.hint, .error { font-size: .875rem; }
dl { margin: 1.25rem 0 0; border: 1px solid var(--line); border-radius: 10px; }
dl div { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); gap: .75rem; padding: .5rem .875rem; }
dl div + div { border-top: 1px solid var(--line); }
dt { color: var(--soft); } dd { margin: 0; font-weight: 600; }
dt, dd { font-size: .9375rem; }
details { margin-top: .75rem; border: 1px solid var(--line); border-radius: 10px; padding: .5rem .875rem;
  font-size: .9375rem; }
summary { cursor: pointer; font-weight: 600; border-radius: 4px; }
.count { color: var(--soft); font-weight: 400; }
details ul { margin: .5rem 0 .25rem; padding: 0; list-style: none; display: grid; gap: .375rem; }
details li { padding-left: .75rem; border-left: 3px solid var(--line); }
details code { display: block; font-size: .8125rem; color: var(--soft); }
.care { margin-top: 1.25rem; padding: .75rem 1rem; border-radius: 10px; font-size: .9375rem; color: var(--note);
  background: var(--note-ground); }
form { margin-top: 1.5rem; display: grid; gap: 1.125rem; }
label { display: block; font-weight: 600; }
.optional { font-weight: 400; color: var(--soft); }
input, select, textarea { width: 100%; margin-top: .375rem; padding: .625rem .75rem; font: inherit; color: inherit;
  background: var(--card); border: 1px solid var(--soft); border-radius: 8px; }
textarea { display: block; font: .875rem/1.4 ui-monospace, monospace; resize: vertical; }
[aria-invalid=true] { border-color: var(--bad); }
.error { color: var(--bad); font-weight: 600; }
.summary { margin-top: 1.25rem; padding: .75rem 1rem; border-radius: 10px; }
section { margin-top: 1.25rem; }
.summary a { color: inherit; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.actions { display: grid; gap: .5rem; }
button, .button { padding: .75rem 1rem; font: inherit; font-weight: 600; border: 0; border-radius: 10px; cursor: pointer;
  background: var(--accent); color: var(--accent-ink); text-align: center; text-decoration: none; }
.button { display: block; margin-top: 1.5rem; }
button:hover, .button:hover { filter: brightness(1.08); }
.choice { text-align: start; background: none; color: var(--ink); border: 1px solid var(--line); }
.quiet { background: none; color: var(--soft); border: 1px solid var(--line); }
footer { width: 100%; max-width: 28rem; margin-top: 1rem; font-size: .8125rem; color: var(--soft); }
footer ul { margin: 0 -.25rem; padding: 0; list-style: none; display: flex; flex-wrap: wrap; justify-content: center; }
footer li > * { display: inline-block; min-height: 24px; padding: .125rem .5rem; }
footer [aria-current] { font-weight: 600; }
footer a { color: inherit; }
footer p { margin: .5rem 0 0; text-align: center; }
@media (max-width: 26rem) { body { padding: .75rem; } main { padding: 1.25rem; } dl div { display: block; } }
@media (prefers-reduced-motion: no-preference) { button, .button { transition: filter .15s; } }
`

const styleHash = createHash('sha256').update(style).digest('base64')

export interface Page {
  title: string
  /** The picture at the top; hidden from readers, so the heading says the same. */
  emblem: Html
  content: HtmlValue
  language?: Language
  /** Links to the same page in other languages, under this name; only where opening it anew does no harm. */
  languages?: string | undefined
  /** Who made the page; left out where the project shows itself. */
  maker?: string | false
}

/** A whole document. It has no script, and carries its style inline. */
export function renderPage(page: Page): string {
  // What was hashed must stand in the element letter for letter, so it goes in here, past the template. Values
  // cannot contain the mark: their angle brackets are escaped.
  return `<!doctype html>${frame(page).markup.replace('<!--style-->', `<style>${style}</style>`)}`
}

export interface HeaderOptions {
  /**
   * Whether submitting the page's form leads to another site: browsers apply form-action to the redirects that
   * follow, too, and a provider's pages may lie on any number of hosts.
   */
  redirects?: boolean
  /** The one origin that pictures may come from. */
  images?: string | undefined
}

/** Headers of every answer to a connecting browser. */
export function pageHeaders({ redirects = false, images }: HeaderOptions = {}): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    ...(images === undefined ? [] : [`img-src ${images}`]),
    `form-action ${redirects ? "'self' https: http:" : "'self'"}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'x-robots-tag': 'noindex',
    'cross-origin-opener-policy': 'same-origin',
    vary: 'accept-language',
  }
}

function frame({ title, emblem, content, language = 'en', languages, maker = 'Patchbay' }: Page): Html {
  return html`<html lang="${language}">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>${title}</title>
      <!--style-->
    </head>
    <body>
      <main>${emblem} ${content}</main>
      <footer>
        ${languages !== undefined && choiceOfLanguage(languages, language)}
        ${maker !== false && html`<p>${maker}</p>`}
      </footer>
    </body>
  </html> `
}

function choiceOfLanguage(label: string, current: Language): Html {
  const entries = Object.entries(languageNames).map(([code, name]) =>
    code === current
      ? html`<li><span lang="${code}" aria-current="true">${name}</span></li>`
      : html`<li><a href="?lang=${code}" lang="${code}" hreflang="${code}">${name}</a></li>`,
  )
  return html`<nav aria-label="${label}">
    <ul>
      ${entries}
    </ul>
  </nav>`
}
