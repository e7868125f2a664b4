import { htmlForms } from './html-forms.ts'

/** As `fetch`, redirects not followed: the real one, or one that reaches a server in the same process. */
export type Send = (
  url: string,
  init: { method?: string; headers: Record<string, string>; body?: URLSearchParams },
) => Promise<Response>

export type Click = {
  /** To type, by field name. */
  fields?: Readonly<Record<string, string>>
  /** Of a browser that was here before: `name=value`. */
  cookie?: string
  headers?: Record<string, string>
  send?: Send
}

export type Clicked = {
  status: number
  html: string
  /** Where the browser is sent; empty when it stays. */
  location: string
  /** What the browser brings from now on. */
  cookie: string
}

const fetchOnce: Send = (url, init) => fetch(url, { ...init, redirect: 'manual' })

/** Opens a connect link as a browser does, and presses its button; a page without one is the result. */
export async function clickLink(url: string, click: Click = {}): Promise<Clicked> {
  const { send = fetchOnce, fields = {}, headers = {} } = click
  const opened = await openLink(url, click)
  const [form] = htmlForms(opened.html)
  if (form === undefined) return opened
  const response = await send(url, {
    method: 'POST',
    headers: { ...headers, cookie: opened.cookie, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...form.fields, ...fields }),
  })
  return read(response, opened.cookie)
}

/** Opens a connect link and presses nothing. */
export async function openLink(
  url: string,
  { cookie = '', headers = {}, send = fetchOnce }: Click = {},
): Promise<Clicked> {
  return read(await send(url, { headers: { 'sec-fetch-dest': 'document', ...headers, cookie } }), cookie)
}

async function read(response: Response, cookie: string): Promise<Clicked> {
  return {
    status: response.status,
    html: await response.text(),
    location: response.headers.get('location') ?? '',
    cookie: response.headers.getSetCookie()[0]?.split(';', 1)[0] ?? cookie,
  }
}
