import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { axeViolations, screenshot, startBrowser, type BrowserRig } from './browser.ts'
import { listen, type LoopbackServer } from './listen.ts'
import { startOAuthServer } from './oauth-server.ts'
import { startProvider } from './provider.ts'

let browser: BrowserRig
let client: LoopbackServer

beforeAll(async () => {
  browser = await startBrowser()
  client = await listen((_req, res) => {
    res.writeHead(200, { 'content-type': 'text/html' })
    res.end('<!doctype html><html lang="en"><title>Done</title><body><h1>Done</h1></body></html>')
  })
})
afterAll(async () => {
  await browser.close()
  await client.close()
})

function appWith(clientId: string) {
  const redirect_uri = `${client.url}/callback`
  return {
    redirect_uri,
    query: new URLSearchParams({ response_type: 'code', client_id: clientId, redirect_uri, state: 's-1' }),
  }
}

test('a missing Chromium is an error that says how to install it', async () => {
  await expect(startBrowser({ executablePath: '/nowhere/chromium' })).rejects.toThrow(
    'apt-get install -y chromium',
  )
})

test('a person signs in and consents at the strict server in the browser', async () => {
  const { redirect_uri, query } = appWith('app')
  const server = await startOAuthServer({ clients: [{ clientId: 'app', redirectUris: [redirect_uri] }] })
  query.set('scope', 'items:read')
  query.set('code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM')
  query.set('code_challenge_method', 'S256')
  const page = await browser.newPage()
  await page.goto(`${server.authorizeUrl}?${query}`)
  await page.getByLabel('Login').fill('ada')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Allow' }).click()
  await page.waitForURL(`${redirect_uri}?*`)
  const { searchParams } = new URL(page.url())
  expect([...searchParams.keys()].toSorted()).toStrictEqual(['code', 'iss', 'state'])
  await server.close()
})

test('a person picks an account on the page of a stand-in in the browser', async () => {
  const { redirect_uri, query } = appWith('app')
  const oauth_apps = [{ client_id: 'app', client_secret: 's', name: 'App', redirect_uris: [redirect_uri] }]
  const github = await startProvider('github', {
    seed: { users: [{ login: 'ada' }, { login: 'bob' }], oauth_apps },
  })
  const page = await browser.newPage()
  await page.goto(`${github.authorizeUrl}?${query}`)
  await page.getByRole('button', { name: 'bob' }).click()
  await page.waitForURL(`${redirect_uri}?*`)
  expect(new URL(page.url()).searchParams.get('code')).toMatch(/^[0-9a-f]{40}$/)
  await github.close()
})

test('axe names the broken rule and the element', async () => {
  const page = await browser.newPage()
  await page.setContent(
    '<!doctype html><html lang="en"><title>x</title><main><h1>x</h1><input></main></html>',
  )
  expect(await axeViolations(page)).toMatchObject([{ rule: 'label', impact: 'critical', targets: ['input'] }])
  await page.setContent('<!doctype html><html lang="en"><title>x</title><main><h1>x</h1></main></html>')
  expect(await axeViolations(page)).toStrictEqual([])
})

test('a screenshot is written as PNG', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'patchbay-shot-'))
  const page = await browser.newPage({ width: 320, height: 200 })
  await page.goto(client.url)
  await screenshot(page, join(folder, 'page.png'))
  const bytes = await readFile(join(folder, 'page.png'))
  expect(bytes.subarray(1, 4).toString()).toBe('PNG')
  await rm(folder, { recursive: true })
})
