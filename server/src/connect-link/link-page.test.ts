/** What a link shows, and to whom it belongs: the attacks of people who hand links around. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clickLink, openLink, type Click } from '../../../conformance/rigs/click-link.ts'
import { htmlForms } from '../../../conformance/rigs/html-forms.ts'
import { testServer, type TestServer } from '../../test/harness.ts'
import { injectedFetch } from '../../test/injected-fetch.ts'
import { sql } from '../db/sql.ts'

const origin = 'http://patchbay.test'

let server: TestServer
let github: string
let resend: string

beforeAll(async () => {
  server = await testServer({ env: { PATCHBAY_PUBLIC_URL: origin } })
  github = await authConfig('github', 'OAUTH2', {
    client_id: 'app',
    client_secret: 'link-page-secret',
    scopes: ['repo', 'read:user'],
  })
  resend = await authConfig('resend', 'API_KEY')
  await server.call('PATCH', '/org/project/config', { body: { display_name: 'Acme <Mail>' } })
})
afterAll(() => server.close())

async function authConfig(slug: string, authScheme: string, credentials = {}): Promise<string> {
  const { body } = await server.call('POST', '/auth_configs', {
    body: { toolkit: { slug }, auth_config: { type: 'use_custom_auth', authScheme, credentials } },
  })
  return body.auth_config.id
}

async function link(auth_config_id = github, extra: Record<string, unknown> = {}) {
  const { body } = await server.call('POST', '/connected_accounts/link', {
    body: { auth_config_id, user_id: 'user-7', ...extra },
  })
  return { url: body.redirect_url as string, id: body.connected_account_id as string }
}

const open = (url: string, more: Click = {}) => openLink(url, { send: injectedFetch(server.app), ...more })
const click = (url: string, more: Click = {}) => clickLink(url, { send: injectedFetch(server.app), ...more })
const statusOf = async (id: string) => (await server.call('GET', `/connected_accounts/${id}`)).body.status
const textOf = (html: string) => html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')

/** Sends a form as it is given, whatever the page had in it. */
async function send(url: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  const { statusCode, body } = await server.app.inject({
    method: 'POST',
    url: new URL(url).pathname,
    payload: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  })
  return { status: statusCode, html: body }
}

test('opening a link goes nowhere: it names app, toolkit, user, provider and scopes, and waits for a click', async () => {
  const { url } = await link(github, { alias: 'work' })
  const { status, location, html } = await open(url)
  expect([status, location]).toStrictEqual([200, ''])
  const text = textOf(html)
  for (const part of [
    'Acme &lt;Mail&gt; would like to use your GitHub account.',
    'Your user there user-7',
    'Saved as work',
    'You sign in at github.com',
    'What it asks for (2)',
    'settings of all your repositories, private ones too repo',
    'See your profile read:user',
    'Continue only if you started this yourself in Acme &lt;Mail&gt;.',
    'Continue to GitHub',
  ])
    expect(text).toContain(part)
  expect(text).not.toContain('Patchbay')
  const { rows } = await server.deps.db.execute(sql`select 1 from oauth_states`)
  expect(rows).toStrictEqual([])
  const clicked = await click(url)
  expect(clicked.status).toBe(403)
})

test('a link that was opened in one browser works in no other', async () => {
  const { url, id } = await link(resend)
  const owner = await open(url)
  expect((await open(url)).status).toBe(403)
  const stolen = await click(url, { fields: { generic_api_key: 'key-of-another' } })
  expect([stolen.status, stolen.html.includes('Opened in another browser')]).toStrictEqual([403, true])
  expect(await statusOf(id)).toBe('INITIATED')
  // The control: without the browser's hash in its row, the same click connects the wrong person's key.
  const open_to_all = await link(resend)
  await open(open_to_all.url)
  await server.deps.db.execute(
    sql`update connect_links set browser_hash = null where connected_account_id = ${open_to_all.id}`,
  )
  await click(open_to_all.url, { fields: { generic_api_key: 'key-of-another' } })
  expect(await statusOf(open_to_all.id)).toBe('ACTIVE')
  const { status } = await click(url, { cookie: owner.cookie, fields: { generic_api_key: 'own-key' } })
  expect([status, await statusOf(id)]).toStrictEqual([200, 'ACTIVE'])
})

test.each([
  ['says nothing of what it loads', { 'sec-fetch-dest': '' }],
  ['loads a picture', { 'sec-fetch-dest': 'image' }],
  ['loads ahead of the person', { 'sec-purpose': 'prefetch;prerender' }],
])('a program that %s sees the page and does not take the link', async (_, headers) => {
  const { url } = await link(resend)
  expect((await open(url, { headers })).status).toBe(200)
  expect((await click(url, { fields: { generic_api_key: 'key' } })).status).toBe(200)
})

test('where no browser has said that it loads a document, the first form takes the link', async () => {
  const { url } = await link()
  const headers = { 'sec-fetch-dest': '' }
  const both = [await open(url, { headers }), await open(url, { headers })]
  const answers = await Promise.all(both.map(({ cookie }) => click(url, { headers, cookie })))
  expect(answers.map(({ status }) => status).toSorted()).toStrictEqual([303, 403])
})

test('a form goes on only with the cookie and the proof of one browser and one link', async () => {
  const { url, id } = await link(resend)
  const { cookie, html } = await open(url)
  const fields = { ...htmlForms(html)[0]?.fields, generic_api_key: 'key' }
  const elsewhere = await open((await link(resend)).url, { cookie })
  const foreign = { ...htmlForms(elsewhere.html)[0]?.fields, generic_api_key: 'key' }
  const attempts: [Record<string, string>, Record<string, string>][] = [
    [fields, {}],
    [{ generic_api_key: 'key' }, { cookie }],
    [{ ...fields, _proof: '' }, { cookie }],
    [foreign, { cookie }],
    [fields, { cookie: `patchbay-link=${'x'.repeat(43)}` }],
    [fields, { cookie, 'sec-fetch-site': 'cross-site' }],
    [fields, { cookie, origin: 'https://evil.example' }],
  ]
  for (const [given, headers] of attempts) expect((await send(url, given, headers)).status).toBe(403)
  expect(await statusOf(id)).toBe('INITIATED')
  // The control: what each of them lacks one part of is good.
  expect((await send(url, fields, { cookie })).status).toBe(200)
})

test('a browser without cookies is told so, with a way to try again', async () => {
  const { url } = await link(resend)
  const { html } = await send(url, { generic_api_key: 'key' })
  expect(html).toContain('Cookies are needed')
  expect(html).toContain(`href="${new URL(url).pathname}"`)
})

test('who cancels goes back with the bad news, and the link is over', async () => {
  const { url, id } = await link(github, { callback_url: 'https://app.example/done?x=1' })
  const cancelled = await click(url, { fields: { _decision: 'cancel' } })
  expect(cancelled.location).toBe(`https://app.example/done?x=1&status=failed&connected_account_id=${id}`)
  const { body } = await server.call('GET', `/connected_accounts/${id}`)
  expect(body).toMatchObject({ status: 'FAILED', status_reason: 'The user chose not to connect' })
  const again = await open(url, { cookie: cancelled.cookie })
  expect(again.status).toBe(410)
  expect(again.html).toContain('Back to Acme &lt;Mail&gt;')
})

test('a link that is over leads back to the app, never to an address that is no web page', async () => {
  const { url, id } = await link(resend, { callback_url: 'https://app.example/done' })
  const { cookie } = await click(url, { fields: { generic_api_key: 'key' } })
  const back = `https://app.example/done?status=success&amp;connected_account_id=${id}`
  expect((await open(url, { cookie })).html).toContain(`href="${back}"`)
  await server.deps.db.execute(
    sql`update connected_accounts set callback_url = 'javascript:alert(1)' where id = ${id}`,
  )
  expect((await open(url, { cookie })).html).not.toContain('javascript:')
})

test.each([
  ['the browser’s language', { headers: { 'accept-language': 'fi, de-CH;q=0.9, en;q=0.8' } }, '', 'de'],
  ['the language of the address', { headers: { 'accept-language': 'de' } }, '?lang=ja', 'ja'],
  [
    'English where it knows none',
    { headers: { 'accept-language': 'fi, *;q=0.1, de;q=0' } },
    '?lang=xx',
    'en',
  ],
])('speaks %s', async (_, more, query, language) => {
  const { url } = await link(resend)
  const { html } = await open(url + query, more)
  expect(html).toContain(`<html lang="${language}">`)
  expect(html).toContain('<a href="?lang=fr" lang="fr" hreflang="fr">Français</a>')
})

test('keeps the language that was chosen until the end', async () => {
  const { url } = await link(github)
  const { location, cookie } = await click(`${url}?lang=pt`)
  const state = new URL(location).searchParams.get('state')
  const back = `${origin}/api/v3.1/toolkits/auth/callback?error=access_denied&state=${state}`
  const { html } = await open(back, { cookie, headers: { 'accept-language': 'en' } })
  expect(html).toContain('<html lang="pt">')
  expect(html).toContain('GitHub não está conectado')
})

test('a project that names the origins of its callbacks is taken at its word', async () => {
  const before = await link(resend, { callback_url: 'https://other.example/done' })
  await server.call('PATCH', '/org/project/config', {
    body: { allowed_callback_origins: ['https://app.example'] },
  })
  const refused = await server.call('POST', '/connected_accounts/link', {
    body: { auth_config_id: resend, user_id: 'u', callback_url: 'https://app.example.evil.example' },
  })
  expect([refused.status, refused.body.error.errors]).toStrictEqual([
    400,
    ['callback_url: must be of an origin that the project allows'],
  ])
  const created = await server.call('POST', '/connected_accounts', {
    body: { auth_config: { id: github }, connection: { callback_url: 'https://evil.example' } },
  })
  expect([created.status, created.body.error.errors]).toStrictEqual([
    400,
    ['connection.callback_url: must be of an origin that the project allows'],
  ])
  // A link of before the rule: the browser stays on our page.
  const { status, html } = await click(before.url, { fields: { generic_api_key: 'key' } })
  expect([status, html.includes('Resend connected')]).toStrictEqual([200, true])
  const { url } = await link(resend, { callback_url: 'https://app.example/done' })
  const { location } = await click(url, { fields: { generic_api_key: 'key' } })
  expect(location).toContain('https://app.example/done?status=success')
  await server.call('PATCH', '/org/project/config', { body: { allowed_callback_origins: [] } })
})

test('a logo is loaded from its own origin only, and tells that origin nothing', async () => {
  await server.call('PATCH', '/org/project/config', {
    body: { logo_url: 'https://cdn.example/logo.png?a=1;script-src *' },
  })
  const { url } = await link(resend)
  const { body, headers } = await server.app.inject({ url: new URL(url).pathname })
  expect(body).toContain('src="https://cdn.example/logo.png?a=1;script-src%20*"')
  expect(body).toMatch(/<img[^>]* alt="" referrerpolicy="no-referrer"/)
  expect(headers['content-security-policy']).toContain('; img-src https://cdn.example; ')
  expect(headers['content-security-policy']).not.toContain('script-src')
  expect(headers['referrer-policy']).toBe('no-referrer')
  await server.call('PATCH', '/org/project/config', { body: { logo_url: '' } })
  const without = await server.app.inject({ url: new URL(url).pathname })
  expect(without.headers['content-security-policy']).not.toContain('img-src')
})
