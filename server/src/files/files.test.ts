import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { request as httpRequest } from 'node:http'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { eq } from '../db/sql.ts'
import { testServer } from '../../test/harness.ts'
import { files } from './files.table.ts'
import { signLink } from './file-links.ts'
import { findFile } from './files.ts'
import { removeWhenDue } from './purge-file.job.ts'

let now = Date.now()
const server = await testServer({
  listen: true,
  env: { PATCHBAY_MAX_FILE_MB: '1' },
  deps: { clock: { now: () => new Date(now) } },
})
afterAll(() => server.close())

const md5 = (bytes: Uint8Array | string) => createHash('md5').update(bytes).digest('hex')
const storedAt = join(server.deps.env.dataDir, 'files')

async function ask(bytes: Uint8Array | string, extra: Record<string, unknown> = {}) {
  const body = {
    toolkit_slug: 'gmail',
    tool_slug: 'GMAIL_SEND_EMAIL',
    filename: 'report.pdf',
    mimetype: 'application/pdf',
    md5: md5(bytes),
    ...extra,
  }
  return server.call('POST', '/files/upload/request', { body })
}

const put = (url: string, body: Uint8Array<ArrayBuffer> | string, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'PUT', body, headers })

async function downloadLink(id: string): Promise<string> {
  const file = await findFile(server.deps, server.projectId, id)
  return (await signLink(server.deps, 'GET', file, server.url)).url
}

/** Objects on disk, half-written ones too. */
async function objectsOnDisk(): Promise<string[]> {
  const all = await readdir(storedAt, { recursive: true, withFileTypes: true }).catch(() => [])
  return all.filter((entry) => entry.isFile()).map(({ name }) => name)
}

describe('an upload', () => {
  test('goes through the link and comes back byte for byte, under its name', async () => {
    const bytes = new Uint8Array(300_000).map((_, at) => (at * 7) % 251)
    const { status, body } = await ask(bytes, { filename: 'Bericht "ü".pdf' })
    expect(status).toBe(200)
    expect(body).toStrictEqual({
      id: expect.stringMatching(/^req_file_/),
      key: `projects/${server.projectId}/requests/gmail/GMAIL_SEND_EMAIL/${md5(bytes)}/Bericht_ü_.pdf`,
      new_presigned_url: expect.stringContaining('/storage/'),
      newPresignedUrl: body.new_presigned_url,
      type: 'new',
      metadata: { storage_backend: 's3' },
    })
    const uploaded = await put(withOrigin(body.new_presigned_url), bytes, {
      'content-type': 'application/pdf',
    })
    expect(uploaded.status).toBe(200)
    expect(uploaded.headers.get('etag')).toBe(`"${md5(bytes)}"`)
    const got = await fetch(await downloadLink(body.id))
    expect(got.status).toBe(200)
    expect(new Uint8Array(await got.arrayBuffer())).toStrictEqual(bytes)
    expect(Object.fromEntries(got.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': '300000',
      'content-disposition': `attachment; filename="Bericht ___.pdf"; filename*=UTF-8''Bericht%20%22%C3%BC%22.pdf`,
      'x-content-type-options': 'nosniff',
    })
  })

  test('of the same content for the same tool is the same file', async () => {
    const [first, second] = await Promise.all([ask('same'), ask('same')])
    expect(second.body.key).toBe(first.body.key)
    expect(second.body.id).toBe(first.body.id)
    expect((await ask('same', { tool_slug: 'GMAIL_REPLY_TO_THREAD' })).body.id).not.toBe(first.body.id)
    for (const { body } of [first, second])
      expect((await put(withOrigin(body.new_presigned_url), 'same')).status).toBe(200)
  })

  test('needs neither a content type nor a length', async () => {
    const { body } = await ask('streamed')
    const status = await new Promise((resolve, reject) => {
      const request = httpRequest(withOrigin(body.new_presigned_url), { method: 'PUT' }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
      request.on('error', reject)
      request.write('stre')
      request.end('amed')
    })
    expect(status).toBe(200)
    expect(await (await fetch(await downloadLink(body.id))).text()).toBe('streamed')
  })

  test('of other bytes than announced is refused, and nothing of them is kept', async () => {
    const { body } = await ask('announced')
    const before = await objectsOnDisk()
    const answer = await put(withOrigin(body.new_presigned_url), 'other')
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ error: { slug: 'File_Differs' } })
    expect(await objectsOnDisk()).toStrictEqual(before)
    expect((await fetch(await downloadLink(body.id))).status).toBe(404)
  })

  test('of more than the limit is refused by its length, and stopped when it says none', async () => {
    const big = new Uint8Array(1024 * 1024 + 1)
    const { body } = await ask(big)
    const before = await objectsOnDisk()
    const told = await put(withOrigin(body.new_presigned_url), big).then(
      ({ status }) => status,
      () => 'closed',
    )
    expect([413, 'closed']).toContain(told)
    let sent = 0
    const status = await new Promise((resolve) => {
      const request = httpRequest(withOrigin(body.new_presigned_url), { method: 'PUT' }, (response) => {
        response.resume()
        resolve(response.statusCode)
        request.destroy()
      })
      request.on('error', () => resolve('closed'))
      const more = () => {
        if (request.destroyed || sent > 200) return
        sent += 1
        request.write(new Uint8Array(64 * 1024), more)
      }
      more()
    })
    expect([413, 'closed']).toContain(status)
    expect(sent).toBeLessThan(200)
    expect(await objectsOnDisk()).toStrictEqual(before)
  })

  test('that breaks off leaves nothing', async () => {
    const { body } = await ask('x'.repeat(1000))
    const before = await objectsOnDisk()
    await new Promise((resolve) => {
      const headers = { 'content-length': '1000' }
      const request = httpRequest(withOrigin(body.new_presigned_url), { method: 'PUT', headers })
      request.on('error', resolve)
      request.on('close', resolve)
      request.write('half', () => setImmediate(() => request.destroy()))
    })
    await expect.poll(objectsOnDisk).toStrictEqual(before)
  })

  test.each([
    [{ filename: '../x' }, 'filename: must be a name'],
    [{ filename: '..' }, 'filename: must be a name'],
    [{ filename: 'a\nb' }, 'filename: must be a name'],
    [{ md5: 'x' }, 'md5: must be the MD5'],
    [{ mimetype: 'a\r\nb: c' }, 'mimetype: must be a media type'],
    [{ toolkit_slug: '../..' }, 'toolkit_slug: must be a slug'],
    [{ tool_slug: undefined }, 'tool_slug: '],
  ])('request with %j names the field', async (extra, line) => {
    const { status, body } = await ask('x', extra)
    expect(status).toBe(400)
    expect(body.error.errors.join()).toContain(line)
  })
})

describe('a link', () => {
  test('with any byte changed is worth nothing', async () => {
    const { body } = await ask('tamper')
    await put(withOrigin(body.new_presigned_url), 'tamper')
    const link = new URL(await downloadLink(body.id))
    const target = link.pathname + link.search
    expect((await server.app.inject(target)).statusCode).toBe(200)
    await fc.assert(
      fc.asyncProperty(fc.nat(target.length - 1), fc.constantFrom(...'0a9z/.&=%'), async (at, char) => {
        if (target[at] === char) return
        const changed = target.slice(0, at) + char + target.slice(at + 1)
        const { statusCode, body: answer } = await server.app.inject(changed)
        expect([400, 403, 404]).toContain(statusCode)
        expect(answer).not.toContain('tamper"')
        if (statusCode === 404) expect(changed).not.toMatch(/^\/storage\//)
      }),
      { numRuns: 150 },
    )
    expect((await server.app.inject(`${target}&x=1`)).statusCode).toBe(403)
    expect((await server.app.inject(target.replace('/storage/', '/storage//'))).statusCode).toBe(403)
  })

  test('to upload does not download, the other way neither, and its limit cannot be raised', async () => {
    const { body } = await ask('method')
    const up = withOrigin(body.new_presigned_url)
    expect((await fetch(up)).status).toBe(403)
    expect((await put(await downloadLink(body.id), 'method')).status).toBe(403)
    expect((await put(up.replace(/max=\d+/, 'max=99999999999'), 'method')).status).toBe(403)
    expect((await put(up.replace(/max=\d+&/, ''), 'method')).status).toBe(403)
    expect((await put(up, 'method')).status).toBe(200)
  })

  test('ends when the project says, to the second', async () => {
    await server.call('PATCH', '/org/project/config', { body: { signed_url_file_expiry_in_seconds: 60 } })
    const { body } = await ask('expiry')
    await put(withOrigin(body.new_presigned_url), 'expiry')
    const link = await downloadLink(body.id)
    const started = now
    const expires = Number(new URL(link).searchParams.get('expires')) * 1000
    expect(expires - started).toBeGreaterThanOrEqual(60_000)
    now = expires - 1
    expect((await fetch(link)).status).toBe(200)
    now = expires
    const late = await fetch(link)
    expect(late.status).toBe(403)
    expect(await late.json()).toMatchObject({ error: { slug: 'File_LinkExpired' } })
    now = started
  })

  test('never shows a page of this origin', async () => {
    for (const mimetype of [
      'text/html',
      'image/svg+xml',
      'application/xhtml+xml',
      'text/xml',
      'text/javascript',
    ]) {
      const { body } = await ask('<svg/>', { mimetype, filename: `a.${mimetype.length}` })
      await put(withOrigin(body.new_presigned_url), '<svg/>')
      const got = await fetch(await downloadLink(body.id))
      expect(got.headers.get('content-type')).toBe('application/octet-stream')
      expect(got.headers.get('content-disposition')).toMatch(/^attachment/)
      expect(got.headers.get('content-security-policy')).toContain('sandbox')
    }
  })
})

test('the list has what was uploaded, by toolkit and tool, and no other project’s', async () => {
  const { body } = await ask('listed', {
    toolkit_slug: 'slack',
    tool_slug: 'SLACK_UPLOAD',
    filename: 'l.txt',
  })
  const list = (query: string, key?: string) =>
    server.call('GET', `/files/list?${query}`, key === undefined ? {} : { key })
  expect((await list('toolkit_slug=slack')).body.items).toStrictEqual([])
  await put(withOrigin(body.new_presigned_url), 'listed')
  const item = {
    toolkit_slug: 'slack',
    tool_slug: 'SLACK_UPLOAD',
    filename: 'l.txt',
    mimetype: 'application/pdf',
    md5: md5('listed'),
  }
  for (const query of [
    'toolkit_slug=slack',
    'tool_slug=SLACK_UPLOAD',
    'toolkit_slug=Slack&tool_slug=slack_upload',
  ])
    expect((await list(query)).body).toStrictEqual({
      items: [item],
      next_cursor: null,
      total_pages: 1,
      current_page: 1,
      total_items: 1,
    })
  expect((await list('toolkit_slug=slack&tool_slug=OTHER')).body.items).toStrictEqual([])
  const { key } = await server.otherProject()
  expect((await list('', key)).body.total_items).toBe(0)
})

test('a file goes 30 days after its last use, one that never came after a day', async () => {
  const stored = (await ask('kept')).body
  await put(withOrigin(stored.new_presigned_url), 'kept')
  const pending = (await ask('never uploaded')).body
  const day = 24 * 60 * 60_000
  const started = now
  const ids = async () =>
    (await server.deps.db.select().from(files).where(eq(files.projectId, server.projectId))).map(
      ({ id }) => id,
    )
  const sweep = () =>
    Promise.all(
      [stored, pending].map(({ id }) => removeWhenDue(server.deps, { projectId: server.projectId, id })),
    )
  await sweep()
  expect(await ids()).toEqual(expect.arrayContaining([stored.id, pending.id]))
  now = started + day
  await sweep()
  expect(await ids()).toContain(stored.id)
  expect(await ids()).not.toContain(pending.id)
  const objects = (await objectsOnDisk()).length
  now = started + 30 * day
  await sweep()
  expect(await ids()).not.toContain(stored.id)
  expect((await objectsOnDisk()).length).toBe(objects - 1)
  now = started
})

/** Requests are injected, whose origin is not where the server listens. */
function withOrigin(link: string): string {
  const { pathname, search } = new URL(link)
  return server.url + pathname + search
}
