import { htmlForms, type HtmlForm } from './html-forms.ts'

export type Page = { readonly url: string; readonly status: number; readonly html: string }

export type Visit = {
  /** What to type, by field name; a stand-in's consent page is answered by `login`. */
  login?: string
  fields?: Readonly<Record<string, string>>
  decision?: 'allow' | 'deny'
  /** A redirect below this URL is where the walk ends: the client's own site, which does not have to exist. */
  until?: string
}

/** Pages and redirects of one connection; the longest real one takes 11. */
const MAX_STEPS = 20

type Cookies = Map<string, string>

/**
 * Somebody with a browser that runs no scripts: keeps cookies by origin, follows redirects, fills in the forms of
 * the connect page and of the stand-ins' login and consent pages.
 */
export class Person {
  readonly #jars = new Map<string, Cookies>()
  /** Every page and redirect as it arrived, to look for what must not be there. */
  readonly seen: string[] = []

  /**
   * Opens a URL and goes on until there is no form left to submit, or the browser leaves for `until`.
   *
   * @throws {Error} when it does not end.
   */
  async complete(url: string, visit: Visit): Promise<Page> {
    let page = await this.open(url, visit.until)
    const submitted = new Set<string>()
    for (let step = 0; step < MAX_STEPS; step++) {
      const form = page.html === '' ? undefined : chooseForm(htmlForms(page.html), visit)
      if (form === undefined) return page
      // The same form again means that it was refused: that page is the result.
      const signature = `${page.url.split('?')[0]} ${Object.keys(form.fields).join()}`
      if (submitted.has(signature)) return page
      submitted.add(signature)
      page = await this.submit(page, form, visit)
    }
    throw new Error(`Still at ${page.url} after ${MAX_STEPS} forms`)
  }

  /** A page, redirects followed. */
  async open(url: string, until?: string): Promise<Page> {
    return this.#follow(url, undefined, until)
  }

  /** Presses the button of a page that has one form, with nothing to fill in. @throws {Error} when it has none. */
  async press(page: Page, until?: string): Promise<Page> {
    const [form] = htmlForms(page.html)
    if (form === undefined) throw new Error(`There is no form at ${page.url}`)
    return this.submit(page, form, until === undefined ? {} : { until })
  }

  /** Sends a form as the page has it, with the visit's answers in their fields. */
  async submit(page: Page, form: HtmlForm, { login, fields = {}, until }: Visit): Promise<Page> {
    const answers: Record<string, string> = { ...form.fields }
    for (const [name, value] of Object.entries(fields)) if (name in answers) answers[name] = value
    if (login !== undefined && answers['login'] === '') answers['login'] = login
    const target = new URL(form.action, page.url).href
    return this.#follow(target, { form: answers, method: form.method, from: page.url }, until)
  }

  async #follow(
    url: string,
    sent: { form: Record<string, string>; method: string; from: string } | undefined,
    until: string | undefined,
  ): Promise<Page> {
    let next = { url, sent }
    for (let step = 0; step < MAX_STEPS; step++) {
      const response = await this.#request(next.url, next.sent)
      const location = response.headers.get('location')
      const html = await response.text()
      this.seen.push(`${response.status} ${next.url}\n${location ?? ''}\n${html}`)
      if (location === null) return { url: next.url, status: response.status, html }
      const target = new URL(location, next.url).href
      if (until !== undefined && target.startsWith(until)) return { url: target, status: 0, html: '' }
      next = { url: target, sent: undefined }
    }
    throw new Error(`More than ${MAX_STEPS} redirects from ${url}`)
  }

  async #request(
    url: string,
    sent: { form: Record<string, string>; method: string; from: string } | undefined,
  ): Promise<Response> {
    const { origin } = new URL(url)
    const jar = this.#jars.get(origin) ?? new Map<string, string>()
    this.#jars.set(origin, jar)
    const headers: Record<string, string> = { accept: 'text/html' }
    if (jar.size > 0) headers['cookie'] = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    if (sent !== undefined) headers['origin'] = new URL(sent.from).origin
    const response = await fetch(url, {
      redirect: 'manual',
      headers,
      ...(sent !== undefined && { method: sent.method, body: new URLSearchParams(sent.form) }),
    })
    for (const line of response.headers.getSetCookie()) keep(jar, line)
    return response
  }
}

/** The form that the visit's answers are for. */
export function chooseForm(
  forms: HtmlForm[],
  { login, decision = 'allow', fields = {} }: Visit,
): HtmlForm | undefined {
  return (
    forms.find((form) => form.fields['decision'] === decision) ??
    forms.find((form) => login !== undefined && form.text.split(' ').includes(login)) ??
    forms.find((form) => 'login' in form.fields) ??
    forms.find((form) => Object.keys(fields).some((name) => name in form.fields)) ??
    forms.find((form) => form.method === 'POST' && !('decision' in form.fields))
  )
}

/** Servers delete a cookie by setting it empty. */
function keep(jar: Cookies, line: string): void {
  const pair = line.split(';', 1)[0] ?? ''
  const at = pair.indexOf('=')
  const name = pair.slice(0, at)
  const value = pair.slice(at + 1)
  if (value === '') jar.delete(name)
  else jar.set(name, value)
}
