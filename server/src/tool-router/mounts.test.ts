import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { count, eq } from '../db/sql.ts'
import { testServer } from '../../test/harness.ts'
import { files } from '../files/files.table.ts'

const server = await testServer({ listen: true })
afterAll(() => server.close())

let session = ''
let mount = ''
const newSession = async () =>
  (await server.call('POST', '/tool_router/session', { body: { user_id: 'ada' } })).body.session_id as string
const post = (what: string, body: object, at = mount) => server.call('POST', `${at}/${what}`, { body })

beforeAll(async () => {
  session = await newSession()
  mount = `/tool_router/session/${session}/mounts/files`
})

/** Requests are injected, whose origin is not where the server listens. */
function reach(link: string, init?: RequestInit): Promise<Response> {
  const { pathname, search } = new URL(link)
  return fetch(server.url + pathname + search, init)
}

async function upload(path: string, body: string, at = mount): Promise<void> {
  const { status, body: answer } = await post(
    'upload_url',
    { mount_relative_path: path, mimetype: 'text/csv' },
    at,
  )
  expect(status).toBe(201)
  expect((await reach(answer.upload_url, { method: 'PUT', body })).status).toBe(200)
}

test('a file goes up, is listed, comes down, is replaced and deleted', async () => {
  const path = 'data/Größe 1.csv'
  await upload(path, 'a,b')
  const place = { mount_relative_path: path, sandbox_mount_prefix: '/mnt/files' }
  expect((await server.call('GET', `${mount}/items`)).body).toStrictEqual({
    items: [{ ...place, size: 3, last_modified: expect.stringMatching(/^\d{4}-.*Z$/) }],
  })
  const { status, body } = await post('download_url', { mount_relative_path: path })
  expect(status).toBe(201)
  expect(body).toStrictEqual({ download_url: expect.any(String), ...place, expires_at: expect.any(String) })
  expect(await (await reach(body.download_url)).text()).toBe('a,b')
  await upload(path, 'new')
  expect(await (await reach(body.download_url)).text()).toBe('new')
  expect(await post('delete', { mount_relative_path: path })).toMatchObject({ status: 200, body: place })
  expect((await reach(body.download_url)).status).toBe(404)
  expect(await post('delete', { mount_relative_path: path })).toMatchObject({ status: 200, body: place })
  expect((await server.call('GET', `${mount}/items`)).body).toStrictEqual({ items: [] })
})

test('a path may begin at the root of the mount', async () => {
  const session = `/tool_router/session/${await newSession()}/mounts/files`
  await upload('/out/report.txt', 'done', session)
  const place = { mount_relative_path: 'out/report.txt', sandbox_mount_prefix: '/mnt/files' }
  for (const what of ['download_url', 'delete']) {
    const { body } = await post(what, { mount_relative_path: '/out/report.txt' }, session)
    expect(body).toMatchObject(place)
  }
})

test('a link to upload that nobody used is no file', async () => {
  await post('upload_url', { mount_relative_path: 'later.txt' })
  expect((await server.call('GET', `${mount}/items`)).body.items).toStrictEqual([])
  expect((await post('download_url', { mount_relative_path: 'later.txt' })).status).toBe(404)
})

test('pages are whole, in order, and the last has no cursor', async () => {
  const at = `/tool_router/session/${await newSession()}/mounts/files`
  const names = ['B.txt', 'a/1', 'a/2', 'a_/3', 'z']
  for (const name of names.toReversed()) await upload(name, 'x', at)
  const read = async (query: string) => {
    const { body } = await server.call('GET', `${at}/items?${query}`)
    return {
      names: body.items.map((item: { mount_relative_path: string }) => item.mount_relative_path),
      body,
    }
  }
  const found: string[] = []
  let cursor = ''
  do {
    const page = await read(`limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)
    found.push(...page.names)
    cursor = page.body.next_cursor ?? ''
    expect(page.body.next_cursor).not.toBeNull()
  } while (cursor !== '')
  expect(found).toStrictEqual(names)
  expect((await read('mount_relative_prefix=a/')).names).toStrictEqual(['a/1', 'a/2'])
  expect((await read('mount_relative_prefix=a_')).names).toStrictEqual(['a_/3'])
  expect((await server.call('GET', `${at}/items?cursor=nonsense`)).status).toBe(400)
})

describe.each(['upload_url', 'download_url', 'delete'])('%s', (what) => {
  test.each([
    '../x',
    'a/../../x',
    '//etc/passwd',
    '/../x',
    '/',
    'a//b',
    '.',
    'a/.',
    String.raw`..\x`,
    'a\nb',
    'a/',
    'x'.repeat(300),
  ])('refuses the path %j', async (path) => {
    const { status, body } = await post(what, { mount_relative_path: path })
    expect(status).toBe(400)
    expect(body.error.errors[0]).toMatch(/^mount_relative_path: /)
  })

  test('knows neither another mount nor another project’s session', async () => {
    const body = { mount_relative_path: 'x' }
    expect((await post(what, body, mount.replace(/files$/, 'other'))).status).toBe(404)
    const { key } = await server.otherProject()
    expect((await server.call('POST', `${mount}/${what}`, { body, key })).status).toBe(404)
  })
})

test('a session’s files are not among those of tool calls, and not in another session', async () => {
  await upload('own.txt', 'mine')
  expect((await server.call('GET', '/files/list')).body.total_items).toBe(0)
  const other = `/tool_router/session/${await newSession()}/mounts/files`
  expect((await post('download_url', { mount_relative_path: 'own.txt' }, other)).status).toBe(404)
})

test('files go with their session', async () => {
  const id = await newSession()
  const at = `/tool_router/session/${id}/mounts/files`
  await upload('gone.txt', 'x', at)
  const { body } = await post('download_url', { mount_relative_path: 'gone.txt' }, at)
  expect((await server.call('DELETE', `/tool_router/session/${id}`)).status).toBe(200)
  expect((await server.call('GET', `${at}/items`)).status).toBe(404)
  await expect
    .poll(
      async () => {
        const [row] = await server.deps.db.select({ n: count() }).from(files).where(eq(files.sessionId, id))
        return row?.n
      },
      { timeout: 15_000 },
    )
    .toBe(0)
  expect((await reach(body.download_url)).status).toBe(404)
})
