import { afterAll, beforeAll, expect, test } from 'vitest'
import { testServer, type TestServer } from '../../test/harness.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

test('every trigger type of the toolkits served is listed, and pages cover all of them once', async () => {
  const { body: slugs } = await server.call('GET', '/triggers_types/list/enum')
  const seen: string[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const { body } = await server.call('GET', `/triggers_types?limit=30&cursor=${encodeURIComponent(cursor)}`)
    expect(body.total_items).toBe(slugs.length)
    seen.push(...body.items.map((item: { slug: string }) => item.slug))
    cursor = body.next_cursor
  }
  expect(seen).toStrictEqual(slugs)
  expect(new Set(seen).size).toBe(seen.length)
})

test('a trigger type says what it needs and what it gives, and each toolkit how many it has', async () => {
  const { body } = await server.call('GET', '/triggers_types/github_commit_event')
  expect(body).toMatchObject({
    slug: 'GITHUB_COMMIT_EVENT',
    type: 'webhook',
    toolkit: { slug: 'github', name: 'GitHub' },
    config: { type: 'object', required: ['owner', 'repo'] },
    payload: { required: ['id', 'message', 'timestamp', 'author', 'url'] },
    requires_webhook_endpoint_setup: false,
    version: expect.stringMatching(/^\d{8}_\d{2}$/),
  })
  const { body: toolkit } = await server.call('GET', '/toolkits/github')
  // Six by hand, and one for each webhook of GitHub's description.
  expect(toolkit.meta.triggers_count).toBeGreaterThan(200)
  const { body: page } = await server.call('GET', '/triggers_types?toolkit_slugs=GitHub&limit=100')
  expect(page.total_items).toBe(toolkit.meta.triggers_count)
  const { body: slack } = await server.call('GET', '/triggers_types/SLACK_RECEIVE_MESSAGE')
  expect(slack.requires_webhook_endpoint_setup).toBe(true)
})

test('how a trigger is carried out is no part of the answer', async () => {
  const { body } = await server.call('GET', '/triggers_types?limit=1000')
  expect(JSON.stringify(body)).not.toMatch(/"(poll|webhook|verify|map)":/)
})

test('an unknown slug or version is told apart, with what there is', async () => {
  const unknown = await server.call('GET', '/triggers_types/GITHUB_NO_SUCH_EVENT')
  expect(unknown.status).toBe(404)
  expect(unknown.body.error.suggested_fix).toContain('GITHUB_COMMIT_EVENT')
  const path = '/triggers_types/GITHUB_COMMIT_EVENT?toolkit_versions'
  expect((await server.call('GET', `${path}[github]=20200101_00`)).status).toBe(404)
  expect((await server.call('GET', `${path}=latest`)).status).toBe(200)
  expect((await server.call('GET', `${path}=`)).status).toBe(200)
})
