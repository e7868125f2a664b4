import pg from 'pg'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { axeViolations, startBrowser, type BrowserRig, type PageOptions } from '../rigs/browser.ts'
import { clickLink } from '../rigs/click-link.ts'
import { startInstallation, type Installation } from '../rigs/installation.ts'
import { listen, type LoopbackServer } from '../rigs/listen.ts'
import { newDatabaseUrl } from '../rigs/test-database.ts'

type Link = { url: string; accountId: string }

let installation: Installation
let databaseUrl: string
let browser: BrowserRig
/** The client's own site, to which the browser comes back. */
let site: LoopbackServer
let resend: string
let github: string

beforeAll(async () => {
  databaseUrl = await newDatabaseUrl()
  installation = await startInstallation({ databaseUrl })
  browser = await startBrowser()
  site = await listen((_req, res) => {
    res.writeHead(200, { 'content-type': 'text/html' })
    res.end('<!doctype html><html lang="en"><title>Back</title><body><h1>Welcome back</h1></body></html>')
  })
  resend = await authConfig('resend', { type: 'use_custom_auth', authScheme: 'API_KEY', credentials: {} })
  github = await authConfig('github', { type: 'use_composio_managed_auth' })
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
  await installation?.stop()
})

async function api(path: string, body?: unknown): Promise<Record<string, unknown>> {
  const { url, apiKey } = installation.patchbay
  const response = await fetch(`${url}/api/v3.1${path}`, {
    headers: { 'x-api-key': apiKey, 'content-type': 'application/json' },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  })
  return (await response.json()) as Record<string, unknown>
}

async function authConfig(slug: string, auth_config: object): Promise<string> {
  const created = await api('/auth_configs', { toolkit: { slug }, auth_config })
  return (created['auth_config'] as { id: string }).id
}

async function link(auth_config_id: string, callback_url?: string): Promise<Link> {
  const made = await api('/connected_accounts/link', { auth_config_id, user_id: 'user-1', callback_url })
  return { url: String(made['redirect_url']), accountId: String(made['connected_account_id']) }
}

async function statusOf({ accountId }: Link): Promise<unknown> {
  return (await api(`/connected_accounts/${accountId}`))['status']
}

async function openPage(url: string, options: PageOptions = {}): Promise<Page> {
  const page = await browser.newPage({ width: 480, height: 760, ...options })
  await page.goto(url)
  return page
}

/** Presses the button of a link's page, and waits for the page of the stand-in. */
async function goToGithub(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Continue to GitHub' }).click()
  await page.waitForURL((url) => url.origin === new URL(installation.github.url).origin)
}

describe('a key', () => {
  test('is asked for by name, refused when it is blank, and connects', async () => {
    const made = await link(resend)
    const page = await openPage(made.url)
    expect(await page.getByRole('heading').textContent()).toBe('Connect Resend')
    const input = page.getByLabel('API key')
    expect(await input.getAttribute('type')).toBe('password')
    await input.fill('   ')
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    expect(await page.getByRole('alert').textContent()).toBe('Not connected yet. Please check: API key.')
    expect(await page.getByText('Enter the API key.').count()).toBe(1)
    expect(await input.getAttribute('aria-invalid')).toBe('true')
    expect(await page.locator(':focus').getAttribute('name')).toBe(await input.getAttribute('name'))
    expect(await statusOf(made)).toBe('INITIATED')
    await input.fill('re_typed_by_a_person')
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await page.getByRole('heading', { name: 'Resend connected' }).waitFor()
    expect(await statusOf(made)).toBe('ACTIVE')
    await page.context().close()
  })

  test('typed in reaches the provider with the next call', async () => {
    const made = await link(resend)
    const page = await openPage(made.url)
    await page.getByLabel('API key').fill('re_typed_and_used')
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await page.getByRole('heading', { name: 'Resend connected' }).waitFor()
    await api('/tools/execute/proxy', {
      connected_account_id: made.accountId,
      endpoint: '/domains',
      method: 'GET',
    })
    const call = installation.upstream.calls().at(-1)
    expect(call?.headers['authorization']).toBe('Bearer re_typed_and_used')
    await page.context().close()
  })

  test('sends the browser back to the client’s site, its own parameters kept', async () => {
    const made = await link(resend, `${site.url}/done?plan=pro&next=%2Fhome#top`)
    const page = await openPage(made.url)
    await page.getByLabel('API key').fill('re_with_callback')
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
    const end = new URL(page.url())
    expect([end.origin, end.pathname, end.hash]).toStrictEqual([site.url, '/done', '#top'])
    expect(Object.fromEntries(end.searchParams)).toStrictEqual({
      plan: 'pro',
      next: '/home',
      status: 'success',
      connected_account_id: made.accountId,
    })
    await page.context().close()
  })

  test('connects without scripts', async () => {
    const made = await link(resend)
    const page = await openPage(made.url, { javaScriptEnabled: false })
    await page.getByLabel('API key').fill('re_without_scripts')
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await page.getByRole('heading', { name: 'Resend connected' }).waitFor()
    expect(await statusOf(made)).toBe('ACTIVE')
    await page.context().close()
  })
})

describe('consent at GitHub', () => {
  test.each([true, false])('connects the person who was picked (scripts: %s)', async (javaScriptEnabled) => {
    const made = await link(github, `${site.url}/done?from=app`)
    const page = await openPage(made.url, { javaScriptEnabled })
    await goToGithub(page)
    await page.getByRole('button', { name: 'bob' }).click()
    await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toStrictEqual({
      from: 'app',
      status: 'success',
      connected_account_id: made.accountId,
    })
    expect(await statusOf(made)).toBe('ACTIVE')
    const me = await api('/tools/execute/proxy', {
      connected_account_id: made.accountId,
      endpoint: '/user',
      method: 'GET',
    })
    expect(me).toMatchObject({ status: 200, data: { login: 'bob' } })
    await page.context().close()
  })

  test('that is denied sends the browser back with the bad news', async () => {
    const made = await link(github, `${site.url}/done?from=app`)
    const page = await openPage(made.url)
    await goToGithub(page)
    const state = new URL(page.url()).searchParams.get('state') ?? ''
    // The stand-in has no button for it; this is where GitHub's leads.
    const denied = new URLSearchParams({ error: 'access_denied', state })
    await page.goto(`${installation.patchbay.url}/api/v3.1/toolkits/auth/callback?${denied}`)
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toStrictEqual({
      from: 'app',
      status: 'failed',
      connected_account_id: made.accountId,
    })
    expect(await statusOf(made)).toBe('FAILED')
    await page.context().close()
  })

  test('that is denied is told on our page where there is no site to go back to', async () => {
    const made = await link(github)
    const page = await openPage(made.url)
    await goToGithub(page)
    const state = new URL(page.url()).searchParams.get('state') ?? ''
    const denied = new URLSearchParams({ error: 'access_denied', state })
    await page.goto(`${installation.patchbay.url}/api/v3.1/toolkits/auth/callback?${denied}`)
    expect(await page.getByRole('heading').textContent()).toBe('GitHub not connected')
    await page.context().close()
  })
})

async function headingAt(url: string): Promise<{ status: number | undefined; heading: string | null }> {
  const page = await browser.newPage()
  const response = await page.goto(url)
  const text = await page.getByRole('heading').textContent()
  await page.context().close()
  return { status: response?.status(), heading: text }
}

describe('a link that does not work', () => {
  test('because it was used or has expired says so in the browser that opened it, and in no other', async () => {
    const stranger = { status: 404, heading: 'This link does not work' }
    const unknown = `${installation.patchbay.url}/link/lk_${'x'.repeat(43)}`
    expect(await headingAt(unknown)).toStrictEqual(stranger)

    const used = await link(resend)
    await clickLink(used.url, { fields: { generic_api_key: 're_used' } })
    expect(await headingAt(used.url)).toStrictEqual(stranger)

    const expired = await link(resend)
    const page = await openPage(expired.url)
    const database = new pg.Client(databaseUrl)
    await database.connect()
    await database.query(
      `update connect_links set expires_at = now() - interval '1 second' where connected_account_id = $1`,
      [expired.accountId],
    )
    await database.end()
    expect(await headingAt(expired.url)).toStrictEqual(stranger)
    expect((await page.reload())?.status()).toBe(410)
    expect(await page.getByRole('heading').textContent()).toBe('This link has expired')
    await page.context().close()
  })
})

/** Contrast of what an element draws with against what it is drawn on (WCAG 2.2, success criterion 1.4.11). */
const contrastOfMark = `(() => {
  const { color, backgroundColor } = getComputedStyle(document.querySelector('svg.mark'))
  const luminance = (text) => {
    const [r, g, b] = text.match(/[\\d.]+/g).map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const [dark, light] = [luminance(color), luminance(backgroundColor)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
})()`

/** The rules of WCAG 2.2 AA, and where there is a mark, that it is seen, and hidden from readers: in light and in dark. */
async function expectAccessible(page: Page, mark?: 'good' | 'bad' | 'note'): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' })
  expect(await axeViolations(page)).toStrictEqual([])
  if (mark !== undefined) {
    expect(await page.locator(`svg.mark.${mark}`).getAttribute('aria-hidden')).toBe('true')
    expect(await page.evaluate(contrastOfMark)).toBeGreaterThanOrEqual(3)
  }
  await page.emulateMedia({ colorScheme: 'dark' })
  // Of the rules, those of colours alone can be broken in the dark only.
  expect(await axeViolations(page, 'color-contrast')).toStrictEqual([])
  if (mark !== undefined) expect(await page.evaluate(contrastOfMark)).toBeGreaterThanOrEqual(3)
}

describe('no page breaks a rule of WCAG 2.2 AA, in light or in dark', () => {
  test('a form, filled in wrong, connected, and used', async () => {
    const { url } = await link(resend)
    const page = await openPage(url)
    await expectAccessible(page)
    await page.getByLabel('API key').fill(' ')
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await page.getByRole('alert').waitFor()
    await expectAccessible(page)
    await page.getByLabel('API key').fill('re_key')
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await page.getByRole('heading', { name: 'Resend connected' }).waitFor()
    await expectAccessible(page, 'good')
    await page.goto(url)
    await page.getByRole('heading', { name: 'This link has been used' }).waitFor()
    await expectAccessible(page, 'note')
    await page.context().close()
  })

  test('the scopes of an OAuth app, and a code that the provider does not know', async () => {
    const page = await openPage((await link(github)).url)
    await page.getByText('What it asks for').click()
    await expectAccessible(page)
    await goToGithub(page)
    const state = new URL(page.url()).searchParams.get('state') ?? ''
    const wrong = new URLSearchParams({ code: 'wrong', state })
    await page.goto(`${installation.patchbay.url}/api/v3.1/toolkits/auth/callback?${wrong}`)
    await expectAccessible(page, 'bad')
    await page.context().close()
  })

  test('the control: what cannot be read in the dark is found there', async () => {
    const page = await openPage((await link(resend)).url)
    await page.evaluate(`document.querySelector('h1').style.color = '#444'`)
    expect(await axeViolations(page, 'color-contrast')).toStrictEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await axeViolations(page, 'color-contrast')).toMatchObject([{ rule: 'color-contrast' }])
    await page.context().close()
  })
})

// Renames the project: keep this last.
test('a narrow screen needs no sideways scrolling, not even for a long name', async () => {
  const { url } = await link(resend)
  const database = new pg.Client(databaseUrl)
  await database.connect()
  await database.query(`update projects set name = repeat('x', 80)`)
  await database.end()
  const page = await openPage(url, { width: 320, height: 640 })
  await page.locator('b', { hasText: 'x'.repeat(80) }).waitFor()
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
  await page.context().close()
})
