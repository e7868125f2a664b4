/** Trigger types whose lists come in ways of their own: pages by `Link` header, one thing watched, GraphQL, other hosts. */
import { afterAll, beforeAll, expect, test } from 'vitest'

import { sql } from '../../server/src/db/sql.ts'
import { testServer, type TestServer } from '../../server/test/harness.ts'
import { listen, type LoopbackServer } from '../rigs/listen.ts'
import { readBody } from '../rigs/read-body.ts'

let server: TestServer
let app: LoopbackServer
/** Milliseconds by which the test has turned the clock on. */
let offset = 0
let isLater = false

/** What the stand-in for the providers answers, before and after something happened. */
const submission = (id: number, attempt: number) => ({
  id,
  attempt,
  user_id: id + 100,
  workflow_state: 'submitted',
  submitted_at: '2026-03-01T00:00:00Z',
  late: false,
  preview_url: 'https://school.example/s',
})
const answers: Record<string, (page: string | null) => unknown> = {
  '/api/v1/courses/7/assignments/8/submissions': (page) =>
    page === '2'
      ? [submission(3, isLater ? 2 : 1)]
      : [submission(1, 1), { ...submission(2, 1), submitted_at: null }],
  '/api/v1/courses/7/discussion_topics': () => [
    { id: 1, title: 'Old' },
    ...(isLater ? [{ id: 2, title: 'New', author: { id: 5, display_name: 'Ada' }, posted_at: 'today' }] : []),
  ],
  '/apis/v1/docs/d1/pages/p1': () => ({
    id: 'p1',
    name: 'Plan',
    updatedAt: isLater ? '2' : '1',
    updatedBy: { name: 'Ada' },
  }),
  '/apis/v1/docs': () => ({ items: isLater ? [{ id: 'd1' }] : [{ id: 'd1' }, { id: 'd2' }] }),
  '/graphql': () => ({
    data: {
      transcripts: [
        ...(isLater ? [{ id: 't2', title: 'Weekly', summary: { overview: 'Good' } }] : []),
        { id: 't1' },
      ],
    },
  }),
}

beforeAll(async () => {
  app = await listen(async (request, response) => {
    await readBody(request)
    const url = new URL(request.url ?? '/', app.url)
    const body = answers[url.pathname]?.(url.searchParams.get('page'))
    const headers: Record<string, string> = { 'content-type': 'application/json' }
    if (url.pathname.endsWith('/submissions') && !url.searchParams.has('page'))
      headers['link'] = `<${app.url}${url.pathname}?page=2&per_page=100>; rel="next"`
    response.writeHead(body === undefined ? 404 : 200, headers).end(JSON.stringify(body ?? {}))
  })
  server = await testServer({
    config: {
      egress: { allow_private: ['127.0.0.1'] },
      toolkits: {
        canvas: { base_url: app.url },
        coda: { base_url: app.url },
        fireflies: { base_url: app.url },
      },
    },
    deps: { clock: { now: () => new Date(Date.now() + offset) } },
  })
})
afterAll(async () => {
  await server?.close()
  await app?.close()
})

async function connect(toolkit: string): Promise<void> {
  const authScheme = 'API_KEY'
  const { body: config } = await server.call('POST', '/auth_configs', {
    body: {
      toolkit: { slug: toolkit },
      auth_config: { type: 'use_custom_auth', authScheme, credentials: {} },
    },
  })
  const val = { status: 'ACTIVE', generic_api_key: 'key-0123456789', domain: 'school.example' }
  const { status } = await server.call('POST', '/connected_accounts', {
    body: {
      auth_config: { id: config.auth_config.id },
      connection: { user_id: 'ada', state: { authScheme, val } },
    },
  })
  expect(status).toBe(201)
}

const wanted = {
  CANVAS_NEW_ASSIGNMENT_SUBMISSION_TRIGGER: { course_id: 7, assignment_id: 8 },
  CANVAS_NEW_CANVAS_DISCUSSION_TRIGGER: { course_id: 7 },
  CODA_SPECIFIC_CODA_PAGE_UPDATED: { docId: 'd1', pageIdOrName: 'p1' },
  CODA_CODA_DOCUMENT_DELETED: {},
  FIREFLIES_TRANSCRIPTION_COMPLETE: {},
}

test('what happened since the first look fires once, in the shape of its type', async () => {
  for (const toolkit of ['canvas', 'coda', 'fireflies']) await connect(toolkit)
  for (const [slug, trigger_config] of Object.entries(wanted)) {
    const { status } = await server.call('POST', `/trigger_instances/${slug}/upsert`, {
      body: { user_id: 'ada', trigger_config },
    })
    expect(status, slug).toBe(201)
  }
  const patient = { timeout: 30_000 }
  /** What the latest poll of each came to. */
  const states = async () =>
    (await server.call('GET', '/trigger_instances/active')).body.items.map(
      ({ state }: { state: { last_success_at: string | null; last_error: string | null } }) => state,
    ) as { last_success_at: string | null; last_error: string | null }[]
  const looked = async (after: number) => {
    await expect
      .poll(
        async () =>
          (await states()).filter(({ last_success_at: at }) => Date.parse(at ?? '') >= after).length,
        patient,
      )
      .toBe(Object.keys(wanted).length)
    expect((await states()).map(({ last_error }) => last_error).filter(Boolean)).toStrictEqual([])
  }
  await looked(0)
  isLater = true
  for (let polls = 0; polls < 2; polls += 1) {
    offset += 120_000
    await looked(Date.now() + offset - 60_000)
  }
  const { rows } = await server.deps.db.execute<{ data: { trigger_slug: string; payload: unknown } }>(
    sql`select data from events where type = 'composio.trigger.message'`,
  )
  const told = Object.fromEntries(rows.map(({ data }) => [data.trigger_slug, data.payload]))
  expect(rows).toHaveLength(Object.keys(wanted).length)
  expect(told).toMatchObject({
    CANVAS_NEW_ASSIGNMENT_SUBMISSION_TRIGGER: { id: 3, user_id: 103, late: false, grade: null },
    CANVAS_NEW_CANVAS_DISCUSSION_TRIGGER: {
      event_type: 'new_discussion',
      topic: { id: 2, title: 'New', course_id: 7, author: { display_name: 'Ada' }, user_id: 5 },
    },
    CODA_SPECIFIC_CODA_PAGE_UPDATED: { page: { id: 'p1', updated_at: '2', updated_by: { name: 'Ada' } } },
    CODA_CODA_DOCUMENT_DELETED: { document: { id: 'd2', deleted_at: expect.any(String) } },
    FIREFLIES_TRANSCRIPTION_COMPLETE: { transcript: { id: 't2', summary: { overview: 'Good' } } },
  })
})
