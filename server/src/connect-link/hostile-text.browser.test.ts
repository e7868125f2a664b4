/**
 * What strangers wrote runs nowhere: names of toolkits and fields, of projects, users and accounts, of MCP clients, and
 * the parameters of an address, shown in a real browser on every page that a person sees.
 */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser, type BrowserRig } from '../../../conformance/rigs/browser.ts'
import { testServer, type TestServer } from '../../test/harness.ts'

/** Each calls `__xss` where it is taken for markup, an attribute, a script or an address. */
const payloads = [
  '<script>__xss()</script>',
  '<img src=x onerror=__xss()>',
  '"><svg onload=__xss()>',
  `' autofocus onfocus=__xss() x='`,
  '</title><script>__xss()</script>',
  '</style><script>__xss()</script>',
  '<a href="javascript:__xss()" id=bait>x</a>',
  '<iframe srcdoc="<script>parent.__xss()</script>"></iframe>',
].join(' ')

let server: TestServer
let browser: BrowserRig

beforeAll(async () => {
  browser = await startBrowser()
  server = await testServer({ listen: true })
  const { status } = await server.call('PATCH', '/org/project/config', {
    body: { display_name: payloads.slice(0, 100) },
  })
  expect(status).toBe(200)
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

/** A page that notes what runs in it. */
async function watchedPage(): Promise<{ page: Page; ran: string[] }> {
  const page = await browser.newPage()
  const ran: string[] = []
  await page.exposeFunction('__xss', () => void ran.push(page.url()))
  return { page, ran }
}

/** Opens an address and goes over everything on it that could be clicked or focused. */
async function visit(page: Page, url: string): Promise<string> {
  await page.goto(url)
  await page.evaluate(`document.querySelectorAll('*').forEach((element) => element.focus?.())`)
  for (const bait of await page.locator('#bait').all()) await bait.click()
  return (await page.textContent('body')) ?? ''
}

const send = (path: string, body: object) =>
  server.call('POST', path, { body, headers: { host: new URL(server.url).host } })

/** A link for a toolkit of the project whose every text is hostile. */
async function hostileLink(): Promise<string> {
  await send('/custom/toolkits/upsert', {
    slug: 'hostile',
    source: {
      type: 'openapi',
      document: {
        openapi: '3.0.3',
        info: { title: payloads, description: payloads },
        servers: [{ url: 'https://api.hostile.example' }],
        components: {
          securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'x-key', description: payloads } },
        },
        paths: { '/x': { get: { operationId: 'x', summary: payloads, responses: {} } } },
      },
    },
  })
  const config = await send('/auth_configs', {
    toolkit: { slug: 'hostile' },
    auth_config: { type: 'use_custom_auth', authScheme: 'API_KEY', credentials: {} },
  })
  const made = await send('/connected_accounts/link', {
    auth_config_id: config.body.auth_config.id,
    user_id: payloads.slice(0, 250),
    alias: payloads.slice(0, 60),
    callback_url: `${server.url}/back?x=${encodeURIComponent(payloads)}`,
  })
  expect(made.status).toBe(201)
  return made.body.redirect_url
}

test('on the pages of a link, filled in, wrong, refused and over', async () => {
  const { page, ran } = await watchedPage()
  const url = await hostileLink()
  expect(await visit(page, url)).toContain('<script>__xss()</script>')
  await page.locator('form').evaluate((form) => form.setAttribute('novalidate', ''))
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await page.getByRole('alert').waitFor()
  const asked = new URLSearchParams({ lang: payloads, error: payloads, error_description: payloads })
  await visit(page, `${url}?${asked}`)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.waitForURL(/\/back\?/)
  await visit(page, url)
  await visit(page, `${server.url}/link/${encodeURIComponent(payloads)}`)
  await visit(page, `${server.url}/api/v3.1/toolkits/auth/callback?state=x&${asked}`)
  await visit(page, `${server.url}/?cliKey=${encodeURIComponent(payloads)}`)
  expect(ran).toStrictEqual([])
  await page.context().close()
})

test('on the page on which an MCP client asks to be let in', async () => {
  const { page, ran } = await watchedPage()
  const { body: mcp } = await send('/mcp/servers/custom', {
    name: 'desk',
    toolkits: ['hackernews'],
    allowed_tools: [],
  })
  const redirect = 'http://127.0.0.1:9/callback'
  const registered = await fetch(`${server.url}/oauth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_name: payloads,
      redirect_uris: [redirect],
      token_endpoint_auth_method: 'none',
    }),
  })
  const { client_id: clientId } = (await registered.json()) as { client_id: string }
  const asked = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: redirect,
    code_challenge: 'a'.repeat(43),
    code_challenge_method: 'S256',
    resource: `${server.url}/v3/mcp/${mcp.id}/mcp?user_id=ada`,
    state: payloads,
  })
  expect(await visit(page, `${server.url}/oauth/authorize?${asked}`)).toContain('<script>__xss()</script>')
  expect(ran).toStrictEqual([])
  await page.context().close()
})

test('the control: a page that shows the same text as markup runs it', async () => {
  const { page, ran } = await watchedPage()
  await page.setContent(`<title>${payloads}</title><h1>${payloads}</h1><input value="${payloads}">`)
  await expect.poll(() => ran.length).toBeGreaterThan(3)
  await page.context().close()
})

test('the control: past the escaping, the policy of our pages still runs nothing', async () => {
  const { page, ran } = await watchedPage()
  await visit(page, `${server.url}/link/unknown`)
  await page.evaluate(`document.body.insertAdjacentHTML('beforeend', ${JSON.stringify(payloads)})`)
  await page.locator('#bait').dispatchEvent('click')
  await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))')
  expect(ran).toStrictEqual([])
  await page.context().close()
})
