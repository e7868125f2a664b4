import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { listen } from '../../../../conformance/rigs/listen.ts'
import { testServer } from '../../../test/harness.ts'

/** A provider that keeps what it got, and answers every GET with a file. */
let received: { method: string; url: string; headers: Record<string, unknown>; body: Buffer }[] = []
const picture = Buffer.from('\u0089PNG ☕ picture')
const provider = await listen((request, response) => {
  void buffer(request).then((body) => {
    received.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body })
    if (request.method !== 'GET')
      return response.setHeader('content-type', 'application/json').end('{"id":"1"}')
    response.setHeader('content-type', 'image/png')
    response.setHeader('content-disposition', 'attachment; filename="cat.png"')
    return response.end(picture)
  })
})
const server = await testServer({
  listen: true,
  config: {
    toolkits: {
      gmail: { base_url: `${provider.url}/gmail/v1` },
      googledrive: { base_url: `${provider.url}/drive/v3` },
    },
    egress: { allow_private: [new URL(provider.url).host] },
  },
})
const accounts = { gmail: await connect('gmail'), googledrive: await connect('googledrive') }
afterAll(async () => {
  await server.close()
  await provider.close()
})
beforeEach(() => {
  received = []
})

async function connect(slug: string): Promise<string> {
  const credentials = { client_id: 'a', client_secret: 'b' }
  const auth_config = { type: 'use_custom_auth', authScheme: 'OAUTH2', credentials }
  const config = await server.call('POST', '/auth_configs', { body: { toolkit: { slug }, auth_config } })
  const val = { status: 'ACTIVE', access_token: 'ya29.token_of_ada_0123456789' }
  const connection = { user_id: 'ada', state: { authScheme: 'OAUTH2', val } }
  const body = { auth_config: { id: config.body.auth_config.id }, connection }
  return (await server.call('POST', '/connected_accounts', { body })).body.id
}

const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex')

/** Requests are injected, whose origin is not where the server listens. */
function reach(link: string, init?: RequestInit): Promise<Response> {
  const { pathname, search } = new URL(link)
  return fetch(server.url + pathname + search, init)
}

async function upload(bytes: Buffer<ArrayBuffer>, name: string): Promise<Record<string, string>> {
  const file = { filename: name, mimetype: 'application/pdf', md5: md5(bytes) }
  const body = { toolkit_slug: 'gmail', tool_slug: 'GMAIL_SEND_EMAIL', ...file }
  const { body: asked } = await server.call('POST', '/files/upload/request', { body })
  expect((await reach(asked.new_presigned_url, { method: 'PUT', body: bytes })).status).toBe(200)
  return { name, mimetype: 'application/pdf', s3key: asked.key }
}

const run = (slug: string, args: object) =>
  server.call('POST', `/tools/execute/${slug}`, { body: { user_id: 'ada', arguments: args } })

describe('a file of 25 MB', () => {
  const bytes = Buffer.alloc(25 * 1024 * 1024, 'what a report says ')

  test('goes to Gmail as an attachment, byte for byte', async () => {
    const attachment = await upload(bytes, 'report.pdf')
    const mail = { recipient_email: 'bob@example.com', subject: 'Report', body: 'See there.', attachment }
    expect((await run('GMAIL_SEND_EMAIL', mail)).body).toMatchObject({ successful: true, error: null })
    const [sent] = received
    expect(sent).toMatchObject({ url: '/upload/gmail/v1/users/me/messages/send?uploadType=multipart' })
    const text = sent?.body.toString('latin1') ?? ''
    expect(text).toContain('To: bob@example.com')
    const from = text.indexOf('\r\n\r\n', text.indexOf('filename=report.pdf')) + 4
    const attached = Buffer.from(text.slice(from, text.indexOf('\r\n--', from)), 'base64')
    expect(md5(attached)).toBe(md5(bytes))
  })

  test('goes to Drive beside its description, with the length said', async () => {
    const file = await upload(bytes, 'report.pdf')
    const args = { file_to_upload: file, folder_to_upload_to: 'f1' }
    expect((await run('GOOGLEDRIVE_UPLOAD_FILE', args)).body).toMatchObject({ successful: true })
    const [sent] = received
    expect(sent?.url).toMatch(/^\/upload\/drive\/v3\/files\?uploadType=multipart/)
    expect(sent?.headers['content-length']).toBe(String(sent?.body.length))
    const from = (sent?.body.indexOf('content-type: application/pdf\r\n\r\n') ?? 0) + 33
    const end = sent?.body.lastIndexOf('\r\n--')
    expect(md5(sent?.body.subarray(from, end) ?? Buffer.alloc(0))).toBe(md5(bytes))
    const about = { name: 'report.pdf', mimeType: 'application/pdf', parents: ['f1'] }
    expect(sent?.body.subarray(0, from).toString()).toContain(JSON.stringify(about))
  })
})

test('an answer that is a file comes back as a link, under the output that the tool declares', async () => {
  const { body } = await run('GOOGLEDRIVE_DOWNLOAD_FILE', { file_id: 'x' })
  const { downloaded_file_content: file } = body.data
  expect(file).toMatchObject({ name: 'cat.png', mimetype: 'image/png', size: picture.length })
  const got = await reach(file.s3url)
  expect(got.headers.get('content-disposition')).toContain('cat.png')
  expect(Buffer.from(await got.arrayBuffer())).toStrictEqual(picture)
  const again = await run('GOOGLEDRIVE_UPLOAD_FILE', {
    file_to_upload: { name: 'again.png', s3key: file.s3key },
  })
  expect(again.body.successful).toBe(true)
  expect(received.at(-1)?.body.includes(picture)).toBe(true)
})

test('a proxied answer that is a file is binary_data', async () => {
  const body = { connected_account_id: accounts.googledrive, endpoint: '/files/x', method: 'GET' }
  const { status, body: answer } = await server.call('POST', '/tools/execute/proxy', { body })
  expect(status).toBe(200)
  expect(answer).toMatchObject({
    status: 200,
    data: null,
    binary_data: { content_type: 'image/png', size: picture.length, expires_at: expect.any(String) },
  })
  expect(Buffer.from(await (await reach(answer.binary_data.url)).arrayBuffer())).toStrictEqual(picture)
})

describe('a key is refused before anything is sent', () => {
  const upload1 = (file: object, call = run) => call('GOOGLEDRIVE_UPLOAD_FILE', { file_to_upload: file })

  test.each([['projects/x/requests/a/b/c/d.pdf'], ['../../etc/passwd'], ['x\u0001']])('%j', async (s3key) => {
    const { status, body } = await upload1({ name: 'a', s3key })
    expect(status).toBe(400)
    expect(body.error.errors).toStrictEqual(['file_to_upload/s3key: no uploaded file has this key'])
    expect(received).toStrictEqual([])
  })

  test('of an upload that never came, or of another project', async () => {
    const body = { toolkit_slug: 'a', tool_slug: 'B', filename: 'a', mimetype: 'a/b', md5: '0'.repeat(32) }
    const pending = (await server.call('POST', '/files/upload/request', { body })).body.key
    expect((await upload1({ name: 'a', s3key: pending })).status).toBe(400)
    const { key } = await server.otherProject()
    const foreign = (await server.call('POST', '/files/upload/request', { body, key })).body
    await reach(foreign.new_presigned_url, { method: 'PUT', body: 'x' })
    expect((await upload1({ name: 'a', s3key: foreign.key })).status).toBe(400)
    expect(received).toStrictEqual([])
  })

  test('of a session’s file, outside that session; inside it is taken', async () => {
    const toolkits = { enable: ['googledrive'] }
    const made = await server.call('POST', '/tool_router/session', { body: { user_id: 'ada', toolkits } })
    const session = `/tool_router/session/${made.body.session_id}`
    const path = { mount_relative_path: 'own.txt' }
    const { body } = await server.call('POST', `${session}/mounts/files/upload_url`, { body: path })
    await reach(body.upload_url, { method: 'PUT', body: 'mine' })
    const s3key = `projects/${server.projectId}/sessions/${made.body.session_id}/files/own.txt`
    expect((await upload1({ name: 'a', s3key })).status).toBe(400)
    expect(received).toStrictEqual([])
    const inside = await server.call('POST', `${session}/execute`, {
      body: { tool_slug: 'GOOGLEDRIVE_UPLOAD_FILE', arguments: { file_to_upload: { name: 'a', s3key } } },
    })
    expect(inside.body).toMatchObject({ error: null })
    expect(received.at(-1)?.body.includes('mine')).toBe(true)
  })
})
