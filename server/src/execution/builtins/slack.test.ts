import { expect, test } from 'vitest'
import { OpenedFile } from '../files/opened-file.ts'
import type { BuiltinRequest } from './builtin.ts'
import { uploadFile } from './slack.ts'

const url = 'https://files.slack.com/upload/v1/ABC123'

async function run(args: Record<string, unknown>) {
  const requests: BuiltinRequest[] = []
  const data = await uploadFile({
    arguments: args,
    now: new Date(),
    async request(request) {
      requests.push(request)
      if (request.path.endsWith('getUploadURLExternal')) return { ok: true, upload_url: url, file_id: 'F1' }
      return request.path === url ? {} : { ok: true, files: [{ id: 'F1', title: 'Report' }] }
    },
  })
  return { data, requests }
}

test('a file is announced with its size, put where Slack says, and shared', async () => {
  const file = new OpenedFile('report.pdf', 'application/pdf', Buffer.from('12345'))
  const { data, requests } = await run({
    file,
    title: 'Report',
    channels: 'C1, C2',
    initial_comment: 'Here.',
    thread_ts: '1.2',
  })
  expect(data).toStrictEqual({ ok: true, file: { id: 'F1', title: 'Report' } })
  expect(requests).toMatchObject([
    { path: '/files.getUploadURLExternal', query: { filename: 'report.pdf', length: 5 } },
    { method: 'POST', path: url, raw: { contentType: 'application/pdf' } },
    {
      path: '/files.completeUploadExternal',
      body: {
        files: [{ id: 'F1', title: 'Report' }],
        channels: 'C1,C2',
        initial_comment: 'Here.',
        thread_ts: '1.2',
      },
    },
  ])
})

test('text becomes a file; its size is in bytes', async () => {
  const { requests } = await run({ content: 'schön', filename: 'note.md' })
  expect(requests[0]?.query).toStrictEqual({ filename: 'note.md', length: 6 })
  expect(requests[2]?.body).toStrictEqual({ files: [{ id: 'F1', title: 'note.md' }] })
})

test('without a file or text nothing is sent', async () => {
  await expect(run({ channels: 'C1' })).rejects.toMatchObject({ message: expect.stringContaining('file') })
})
