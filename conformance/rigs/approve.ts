import { htmlForms, type HtmlForm } from './html-forms.ts'

/** Cookies of one browser by name; enough for one server at a time. */
export type Cookies = Map<string, string>

export type Person = {
  login: string
  /** Pass the same map again to come back as somebody already signed in. */
  cookies?: Cookies
  decision?: 'allow' | 'deny'
}

/** Pages and redirects of one authorization; a real one takes 7. */
const MAX_STEPS = 15

/**
 * Walks the strict server's login and consent pages without a browser.
 *
 * @returns the URL that the browser would be sent to on the client's side, not followed: `code`, `state` and
 * `iss`, or `error`.
 * @throws {Error} when the server shows an error page, or never leaves its own origin.
 */
export async function approve(
  authorizeUrl: string,
  { login, cookies = new Map(), decision = 'allow' }: Person,
): Promise<string> {
  const { origin } = new URL(authorizeUrl)
  let next: { url: string; fields?: Record<string, string> } = { url: authorizeUrl }
  for (let step = 0; step < MAX_STEPS; step++) {
    const response = await visit(next.url, next.fields, cookies)
    const location = response.headers.get('location')
    if (location !== null) {
      const target = new URL(location, next.url)
      if (target.origin !== origin) return target.href
      next = { url: target.href }
      continue
    }
    const html = await response.text()
    const form = response.ok ? formFor(html, decision) : undefined
    if (form === undefined) throw new Error(`Nothing to submit at step ${step}: ${response.status} ${html}`)
    next = {
      url: new URL(form.action, next.url).href,
      fields: 'login' in form.fields ? { ...form.fields, login } : { ...form.fields },
    }
  }
  throw new Error(`Still at ${origin} after ${MAX_STEPS} steps`)
}

function formFor(html: string, decision: string): HtmlForm | undefined {
  return htmlForms(html).find(({ fields }) => 'login' in fields || fields['decision'] === decision)
}

async function visit(
  url: string,
  fields: Record<string, string> | undefined,
  cookies: Cookies,
): Promise<Response> {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const response = await fetch(url, {
    redirect: 'manual',
    headers: { cookie, accept: 'text/html' },
    ...(fields === undefined ? {} : { method: 'POST', body: new URLSearchParams(fields) }),
  })
  for (const line of response.headers.getSetCookie()) keep(cookies, line)
  return response
}

/** Servers delete a cookie by setting it empty. */
function keep(cookies: Cookies, line: string): void {
  const pair = line.split(';', 1)[0] ?? ''
  const at = pair.indexOf('=')
  const name = pair.slice(0, at)
  const value = pair.slice(at + 1)
  if (value === '') cookies.delete(name)
  else cookies.set(name, value)
}
