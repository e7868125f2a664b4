/** A link that names no toolkit: one browser, one connection, only what the session opens, and an end to it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clickLink, openLink, type Click } from '../../../conformance/rigs/click-link.ts'
import { htmlForms } from '../../../conformance/rigs/html-forms.ts'
import { testServer, type TestServer } from '../../test/harness.ts'
import { injectedFetch } from '../../test/injected-fetch.ts'
import { mostChoices } from '../connect-link/choice-links.ts'
import { disposeOfAccounts } from '../connected-accounts/dispose-accounts.ts'
import { panic } from '../connected-accounts/panic.ts'

const origin = 'http://patchbay.test'
const callback = 'https://app.example/done?tab=1'

let server: TestServer
let offset = 0

beforeAll(async () => {
  server = await testServer({
    env: { PATCHBAY_PUBLIC_URL: origin },
    deps: { clock: { now: () => new Date(Date.now() + offset) } },
  })
  for (const slug of ['resend', 'firecrawl', 'tavily']) await addConfig(slug)
})
afterAll(() => server.close())

async function addConfig(slug: string) {
  const auth_config = { type: 'use_custom_auth', authScheme: 'API_KEY', credentials: {} }
  const { status } = await server.call('POST', '/auth_configs', { body: { toolkit: { slug }, auth_config } })
  expect(status).toBe(201)
}

async function session(body: Record<string, unknown> = {}): Promise<string> {
  const toolkits = { enable: ['resend', 'firecrawl', 'hackernews', 'github'] }
  const made = await server.call('POST', '/tool_router/session', {
    body: { user_id: 'u1', toolkits, ...body },
  })
  expect(made.status).toBe(201)
  return made.body.session_id
}

const ask = (id: string, body?: Record<string, unknown>) =>
  server.call('POST', `/tool_router/session/${id}/link/choice`, { body })

async function choiceLink(id: string, body?: Record<string, unknown>): Promise<string> {
  const made = await ask(id, body)
  expect(made.status).toBe(201)
  expect(made.body.redirect_url).toBe(`${origin}/link/choice/${made.body.link_token}`)
  return made.body.redirect_url
}

const send = () => injectedFetch(server.app)
const open = (url: string, more: Click = {}) => openLink(url, { send: send(), ...more })
const choose = (url: string, slug: string, more: Click = {}) =>
  clickLink(url, { send: send(), ...more, fields: { _toolkit: slug, ...more.fields } })
const offered = (html: string) =>
  [...html.matchAll(/name="_toolkit"\s+value="([^"]+)"/g)].map(([, slug]) => slug)
const enter = (location: string, cookie: string) =>
  clickLink(origin + location, { send: send(), cookie, fields: { generic_api_key: 'canary-key-of-choice' } })
const accounts = async (query = '') =>
  (await server.call('GET', `/connected_accounts?limit=100${query}`)).body.items

test('shows what the session opens and can be connected; the choice leads to that link, for this browser alone', async () => {
  const url = await choiceLink(await session(), { callback_url: callback })
  const opened = await open(url)
  expect(opened.status).toBe(200)
  // hackernews needs no account; nobody set up github; tavily is not the session's.
  expect(offered(opened.html).toSorted()).toStrictEqual(['firecrawl', 'resend'])
  expect(opened.html).not.toContain('type="search"')
  const chosen = await choose(url, 'resend', { cookie: opened.cookie })
  expect(chosen.status).toBe(303)
  expect(chosen.location).toMatch(/^\/link\/lk_[\w-]{43}\?lang=en$/)
  const other = await open(origin + chosen.location)
  expect(other.status).toBe(403)
  const done = await enter(chosen.location, opened.cookie)
  const [account] = await accounts('&toolkit_slugs=resend')
  expect(account).toMatchObject({ status: 'ACTIVE', toolkit: { slug: 'resend' } })
  expect(done.location).toBe(`${callback}&status=success&connected_account_id=${account.id}`)
  // It made one connection, and makes no other. Only the browser that used it is told so.
  expect((await open(url, { cookie: opened.cookie })).status).toBe(410)
  expect((await open(url)).status).toBe(404)
})

test('until it is connected, another may be chosen, and the one before ends', async () => {
  const url = await choiceLink(await session({ user_id: 'wavering' }))
  const first = await choose(url, 'resend')
  const second = await choose(url, 'firecrawl', { cookie: first.cookie })
  expect((await open(origin + first.location, { cookie: first.cookie })).status).toBe(410)
  const [newest, older] = await accounts('&user_ids=wavering')
  expect(older).toMatchObject({
    status: 'FAILED',
    status_reason: 'The user chose another toolkit instead',
    toolkit: { slug: 'resend' },
  })
  expect(newest).toMatchObject({ status: 'INITIATED', toolkit: { slug: 'firecrawl' } })
  expect((await enter(second.location, first.cookie)).html).toContain('Firecrawl connected')
  expect((await choose(url, 'resend', { cookie: first.cookie })).status).toBe(410)
  expect(await accounts('&user_ids=wavering')).toHaveLength(2)
})

test('of many choices at once, one account is left to connect', async () => {
  const url = await choiceLink(await session({ user_id: 'hasty' }))
  const { cookie } = await open(url)
  await Promise.all([1, 2, 3, 4].map((n) => choose(url, n % 2 ? 'resend' : 'firecrawl', { cookie })))
  const statuses = (await accounts('&user_ids=hasty')).map(({ status }: { status: string }) => status)
  expect(statuses.toSorted()).toStrictEqual(['FAILED', 'FAILED', 'FAILED', 'INITIATED'])
})

test('takes nothing that it does not offer, from no other browser, site or form', async () => {
  const url = await choiceLink(await session({ user_id: 'victim' }), { toolkits: ['RESEND'] })
  const { cookie, html } = await open(url)
  expect(offered(html)).toStrictEqual(['resend'])
  for (const slug of ['firecrawl', 'tavily', 'github', 'hackernews', 'no such', '__proto__']) {
    const { status, location } = await choose(url, slug, { cookie })
    expect([slug, status, location]).toStrictEqual([slug, 200, ''])
  }
  expect((await choose(url, 'resend')).status).toBe(403)
  const elsewhere = { cookie, headers: { 'sec-fetch-site': 'cross-site' } }
  expect((await choose(url, 'resend', elsewhere)).status).toBe(403)
  const proof = htmlForms((await open(await choiceLink(await session()), { cookie })).html)[0]?.fields[
    '_proof'
  ]
  expect((await choose(url, 'resend', { cookie, fields: { _proof: proof ?? '' } })).status).toBe(403)
  expect(await accounts('&user_ids=victim')).toStrictEqual([])
  // The control: the same without what was wrong.
  expect((await choose(url, 'resend', { cookie })).status).toBe(303)
})

test('ends with the choice of nothing, with its time, and after many choices', async () => {
  const url = await choiceLink(await session(), { callback_url: callback })
  const cancelled = await choose(url, '', { fields: { _decision: 'cancel' } })
  expect(cancelled.location).toBe(`${callback}&status=failed`)
  expect((await open(url, { cookie: cancelled.cookie })).status).toBe(410)

  const slow = await choiceLink(await session())
  const { cookie } = await open(slow)
  offset = 10 * 60_000
  expect((await open(slow, { cookie })).html).toContain('This link has expired')
  expect((await choose(slow, 'resend', { cookie })).status).toBe(410)
  offset = 0

  const often = await choiceLink(await session({ user_id: 'often' }))
  const first = await open(often)
  const statuses = []
  for (let n = 0; n <= mostChoices; n++)
    statuses.push((await choose(often, 'resend', { cookie: first.cookie })).status)
  expect(statuses).toStrictEqual([...Array<number>(mostChoices).fill(303), 429])
})

test('a deleted session, a panic and the end of its project end it', async () => {
  const deleted = await session()
  const url = await choiceLink(deleted)
  const { cookie } = await open(url)
  await server.call('DELETE', `/tool_router/session/${deleted}`)
  expect((await choose(url, 'resend', { cookie })).status).toBe(410)

  const panicked = await choiceLink(await session({ user_id: 'panicked' }))
  const spared = await choiceLink(await session({ user_id: 'spared' }))
  const mine = await open(panicked)
  const run = (drill: boolean) => panic(server.deps, async () => server.deps, { user: 'panicked' }, drill)
  expect(await run(true)).toMatchObject({ choice_links_ended: 0 })
  expect((await open(panicked, { cookie: mine.cookie })).status).toBe(200)
  expect(await run(false)).toMatchObject({ choice_links_ended: 1 })
  expect((await choose(panicked, 'resend', { cookie: mine.cookie })).status).toBe(410)

  const { status, location, cookie: theirs } = await choose(spared, 'resend')
  expect([status, location]).toStrictEqual([303, expect.any(String)])
  await disposeOfAccounts(server.deps, { projectId: server.projectId })
  expect((await open(spared, { cookie: theirs })).status).toBe(410)
})

test('needs something to choose from, all of it the session’s', async () => {
  const id = await session()
  for (const [toolkits, status, message] of [
    [['tavily'], 400, 'Toolkit tavily is not enabled in this session'],
    [['no_such_toolkit'], 404, 'no_such_toolkit'],
    [['hackernews'], 400, 'none of them can be connected'],
    [[], 400, 'toolkits'],
  ] as const) {
    const answer = await ask(id, { toolkits })
    expect([toolkits, answer.status]).toStrictEqual([toolkits, status])
    expect(answer.body.error.message + String(answer.body.error.errors)).toContain(message)
  }
  expect((await ask(id, { callback_url: 'javascript:alert(1)' })).status).toBe(400)
  const other = await server.otherProject()
  const path = `/tool_router/session/${id}/link/choice`
  expect((await server.call('POST', path, { key: other.key, body: {} })).status).toBe(404)
})
