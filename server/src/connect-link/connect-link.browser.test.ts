/** The pages in a real browser: what it does with our policy headers, cookies and form decides. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeViolations, startBrowser, type BrowserRig } from '../../../conformance/rigs/browser.ts'
import { clickLink } from '../../../conformance/rigs/click-link.ts'
import { startOAuthServer, type OAuthServer } from '../../../conformance/rigs/oauth-server.ts'
import { testServer, type TestServer } from '../../test/harness.ts'

let provider: OAuthServer
let server: TestServer
let browser: BrowserRig
let github: string
let resend: string

beforeAll(async () => {
  provider = await startOAuthServer()
  browser = await startBrowser()
  const github_oauth = { authorize_url: provider.authorizeUrl, token_url: provider.tokenUrl }
  server = await testServer({
    listen: true,
    config: {
      toolkits: { github: { auth: { OAUTH2: github_oauth } } },
      egress: { allow_private: [new URL(provider.url).host] },
    },
  })
  const redirectUris = [`${server.url}/api/v3.1/toolkits/auth/callback`]
  provider.registerClient({ clientId: 'patchbay', clientSecret: 'browser-secret', redirectUris })
  const credentials = { client_id: 'patchbay', client_secret: 'browser-secret', scopes: 'openid' }
  github = await authConfig('github', 'OAUTH2', credentials)
  resend = await authConfig('resend', 'API_KEY')
})
afterAll(async () => {
  await browser.close()
  await server.close()
  await provider.close()
})

async function authConfig(slug: string, authScheme: string, credentials = {}): Promise<string> {
  const { body } = await server.call('POST', '/auth_configs', {
    body: { toolkit: { slug }, auth_config: { type: 'use_custom_auth', authScheme, credentials } },
  })
  return body.auth_config.id
}

async function link(auth_config_id: string, callback_url?: string): Promise<{ url: string; id: string }> {
  const { body } = await server.call('POST', '/connected_accounts/link', {
    headers: { host: new URL(server.url).host },
    body: { auth_config_id, user_id: 'u1', ...(callback_url !== undefined && { callback_url }) },
  })
  return { url: body.redirect_url, id: body.connected_account_id }
}

const statusOf = async (id: string) => (await server.call('GET', `/connected_accounts/${id}`)).body.status

/** What the browser refuses, it says on its console. */
function complaints(page: Page): string[] {
  const heard: string[] = []
  page.on('console', (message) => {
    if (/content security policy|refused to/i.test(message.text())) heard.push(message.text())
  })
  return heard
}

test.each(['light', 'dark'] as const)(
  'is accessible and keeps its style under its own policy, in %s',
  async (colorScheme) => {
    const page = await browser.newPage({ colorScheme, width: 420, height: 800 })
    const heard = complaints(page)
    await page.goto((await link(resend)).url)
    expect(await axeViolations(page)).toStrictEqual([])
    expect(await page.evaluate(`getComputedStyle(document.querySelector('main')).borderRadius`)).toBe('16px')
    expect(await page.locator(':focus').getAttribute('name')).toBe('generic_api_key')
    await page.locator('form').evaluate((form) => form.setAttribute('novalidate', ''))
    await page.getByRole('button', { name: 'Connect' }).click()
    await page.getByRole('alert').waitFor()
    expect(await axeViolations(page)).toStrictEqual([])
    expect(heard).toStrictEqual([])
    await page.context().close()
  },
)

test.each([
  ['light', 375, 'de'],
  ['dark', 1280, 'ja'],
] as const)(
  'the page before a provider is accessible in every state, in %s, %i wide, in %s',
  async (colorScheme, width, lang) => {
    await server.call('PATCH', '/org/project/config', {
      body: { display_name: 'Acme', logo_url: `${server.url}/no-such-logo.png` },
    })
    const page = await browser.newPage({ colorScheme, width, height: 800 })
    const heard = complaints(page)
    const { url } = await link(github)
    await page.goto(`${url}?lang=${lang}`)
    await page.locator('summary').click()
    expect(await page.locator('html').getAttribute('lang')).toBe(lang)
    expect(await axeViolations(page)).toStrictEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
    // Somebody else who got hold of the same link.
    const other = await browser.newPage({ colorScheme, width, height: 800 })
    expect((await other.goto(`${url}?lang=${lang}`))?.status()).toBe(403)
    expect(await axeViolations(other)).toStrictEqual([])
    await page.locator('button.quiet').click()
    await page.locator('svg.mark.note').waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe(lang)
    expect(heard).toStrictEqual([])
    for (const opened of [page, other]) await opened.context().close()
    await server.call('PATCH', '/org/project/config', { body: { display_name: '', logo_url: '' } })
  },
)

test('somebody chooses what to connect, among the session’s, on an accessible page', async () => {
  const { body: session } = await server.call('POST', '/tool_router/session', { body: { user_id: 'u1' } })
  const { body } = await server.call('POST', `/tool_router/session/${session.session_id}/link/choice`, {
    headers: { host: new URL(server.url).host },
  })
  const page = await browser.newPage({ colorScheme: 'dark', width: 375, height: 800 })
  const heard = complaints(page)
  await page.goto(body.redirect_url)
  expect(await axeViolations(page)).toStrictEqual([])
  await page.getByRole('button', { name: 'Resend' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Connect Resend' }).waitFor()
  await page.getByLabel('API key').fill('re_key_that_was_chosen')
  await page.getByRole('button', { name: 'Connect' }).click()
  await page.getByRole('heading', { name: 'Resend connected' }).waitFor()
  expect(heard).toStrictEqual([])
  await page.context().close()
})

test('a click chooses another language, and goes on in it', async () => {
  const { url } = await link(resend)
  const page = await browser.newPage({ javaScriptEnabled: false })
  await page.goto(url)
  await page.getByRole('link', { name: 'Français' }).click()
  await page.getByRole('heading', { name: 'Connecter Resend' }).waitFor()
  await page.getByLabel('Clé d’API').fill('re_key_in_french')
  await page.getByRole('button', { name: 'Connecter', exact: true }).click()
  await page.getByRole('heading', { name: 'Resend est connecté' }).waitFor()
  await page.context().close()
})

test('connects with a key from the keyboard alone, and goes on to the project’s page', async () => {
  const { url, id } = await link(resend, `${server.url}/healthz?from=patchbay`)
  const page = await browser.newPage()
  const heard = complaints(page)
  await page.goto(url)
  await page.keyboard.type('re_key_of_the_browser')
  await page.keyboard.press('Enter')
  await page.waitForURL(/healthz/)
  expect(page.url()).toBe(`${server.url}/healthz?from=patchbay&status=success&connected_account_id=${id}`)
  expect(await statusOf(id)).toBe('ACTIVE')
  expect(heard).toStrictEqual([])
  await page.context().close()
})

test('connects through the provider’s own pages', async () => {
  const { url, id } = await link(github)
  const page = await browser.newPage()
  await page.goto(url)
  await page.getByRole('button', { name: 'Continue to GitHub' }).click()
  await page.getByLabel('Login').fill('grace')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Allow' }).click()
  await page.getByRole('heading', { name: 'GitHub connected' }).waitFor()
  expect(await axeViolations(page)).toStrictEqual([])
  expect(await statusOf(id)).toBe('ACTIVE')
  await page.context().close()
})

test('connects nothing when the provider’s page was passed on to another person', async () => {
  const { url, id } = await link(github)
  const { location } = await clickLink(url)
  const victim = await browser.newPage()
  await victim.goto(location)
  await victim.getByLabel('Login').fill('victim')
  await victim.getByRole('button', { name: 'Sign in' }).click()
  await victim.getByRole('button', { name: 'Allow' }).click()
  await victim.getByRole('heading', { name: 'Opened in another browser' }).waitFor()
  expect(await statusOf(id)).toBe('INITIATED')
  await victim.context().close()
})
