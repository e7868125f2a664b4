import { buffer } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import type { CallFiles } from '../files/call-files.ts'
import { OpenedFile } from '../files/opened-file.ts'
import type { Bag } from '../request/outgoing-request.ts'
import type { BuiltinRequest } from './builtin.ts'
import * as gmail from './gmail.ts'

type Answers = Record<string, unknown>

/** Runs a built-in against answers by `METHOD path`; gives its result and what it asked for. */
async function run(builtin: typeof gmail.sendEmail, args: Bag, answers: Answers = {}) {
  const requests: BuiltinRequest[] = []
  const kept: { name: string; bytes: Buffer }[] = []
  const files: CallFiles = {
    mostBytes: 1e9,
    find: async () => undefined,
    async keep(name, mimetype, body) {
      const bytes = await buffer(body)
      kept.push({ name, bytes })
      return { name, mimetype, size: bytes.length, s3url: 'link', s3key: 'key', expiresAt: '' }
    },
  }
  const data = await builtin({
    arguments: args,
    files,
    now: new Date('2026-01-31T12:00:00Z'),
    async request(request) {
      requests.push(request)
      const path = request.path.replaceAll(/\{(\w+)\}/g, (_match, name: string) =>
        String(request.values?.[name]),
      )
      return (answers[`${request.method} ${path}`] ?? {}) as Bag
    },
  })
  return { data, requests, kept }
}

function mimeOf(request: BuiltinRequest | undefined): string {
  const body = request?.body as { raw?: string; message?: { raw: string } }
  return Buffer.from(body.raw ?? body.message?.raw ?? '', 'base64url').toString('utf8')
}

describe('sending', () => {
  test('builds a MIME message with every recipient, Bcc too', async () => {
    const { requests } = await run(gmail.sendEmail, {
      recipient_email: 'Ann <ann@example.com>',
      extra_recipients: ['bob@example.com'],
      cc: ['cc@example.com'],
      bcc: ['hidden@example.com'],
      subject: 'Grüße',
      body: 'Hello ☕',
    })
    expect(requests).toHaveLength(1)
    expect(requests[0]).toMatchObject({
      method: 'POST',
      path: '/users/{user_id}/messages/send',
      values: { user_id: 'me' },
    })
    const mime = mimeOf(requests[0])
    expect(mime).toMatch(/^To: Ann <ann@example\.com>, bob@example\.com\r$/m)
    expect(mime).toMatch(/^Cc: cc@example\.com\r$/m)
    expect(mime).toMatch(/^Bcc: hidden@example\.com\r$/m)
    expect(mime).toMatch(/^Subject: =\?UTF-8\?/m)
    expect(mime).toMatch(/^Content-Type: text\/plain; charset=utf-8\r$/m)
  })

  test('HTML is sent as HTML', async () => {
    const { requests } = await run(gmail.sendEmail, {
      recipient_email: 'a@example.com',
      subject: 's',
      body: '<b>x</b>',
      is_html: true,
    })
    expect(mimeOf(requests[0])).toMatch(/^Content-Type: text\/html; charset=utf-8\r$/m)
  })

  test('a subject cannot add a header', async () => {
    const { requests } = await run(gmail.sendEmail, {
      recipient_email: 'a@example.com',
      subject: 'x\r\nBcc: evil@example.com',
      body: 'b',
    })
    expect(mimeOf(requests[0])).not.toMatch(/^Bcc:/m)
  })

  test.each([
    ['no recipient', { subject: 's' }, /recipient_email: is required/],
    ['neither subject nor body', { recipient_email: 'a@example.com' }, /subject or a body/],
    [
      'something that is no address',
      { recipient_email: 'ann', subject: 's' },
      /recipient_email: "ann" is not/,
    ],
    [
      'a line break in an address',
      { recipient_email: 'a@example.com\r\nBcc: b@example.com', subject: 's' },
      /recipient_email/,
    ],
  ])('%s is refused', async (_what, args, message) => {
    await expect(run(gmail.sendEmail, args)).rejects.toThrow(message)
  })
})

const header = (name: string, value: string) => ({ name, value })
const thread = {
  messages: [
    {
      labelIds: ['INBOX'],
      payload: {
        headers: [
          header('From', 'Ann <ann@example.com>'),
          header('Subject', 'Plans'),
          header('Message-ID', '<1@x>'),
        ],
      },
    },
    {
      labelIds: ['SENT'],
      payload: {
        headers: [
          header('To', 'ann@example.com'),
          header('Subject', 'Re: Plans'),
          header('Message-Id', '<2@x>'),
          header('References', '<1@x>'),
        ],
      },
    },
  ],
}

describe('answering a thread', () => {
  test('goes to whoever wrote, under the same subject, with threading headers', async () => {
    const answers = { 'GET /users/me/threads/t1': thread }
    const { requests } = await run(gmail.replyToThread, { thread_id: 't1', message_body: 'Yes.' }, answers)
    expect(requests[1]?.body).toMatchObject({ threadId: 't1' })
    const mime = mimeOf(requests[1])
    expect(mime).toMatch(/^To: Ann <ann@example\.com>\r$/m)
    expect(mime).toMatch(/^Subject: Re: Plans\r$/m)
    expect(mime).toMatch(/^In-Reply-To: <2@x>\r$/m)
    expect(mime).toMatch(/^References: <1@x> <2@x>\r$/m)
  })

  test('a draft in a thread is threaded the same way and goes nowhere', async () => {
    const answers = { 'GET /users/me/threads/t1': thread }
    const { requests } = await run(gmail.createDraft, { thread_id: 't1', body: 'Yes.' }, answers)
    expect(requests[1]).toMatchObject({
      path: '/users/{user_id}/drafts',
      body: { message: { threadId: 't1' } },
    })
    expect(mimeOf(requests[1])).toMatch(/^In-Reply-To: <2@x>\r$/m)
  })
})

describe('fetching', () => {
  const text = Buffer.from('Hello ☕').toString('base64url')
  const message = {
    id: 'm1',
    threadId: 't1',
    labelIds: ['INBOX'],
    snippet: 'Hello',
    internalDate: '1769860800000',
    payload: {
      mimeType: 'multipart/mixed',
      headers: [header('Subject', 'Hi'), header('From', 'ann@example.com'), header('To', 'me@example.com')],
      parts: [
        {
          mimeType: 'multipart/alternative',
          parts: [
            { mimeType: 'text/html', body: { data: 'eA' } },
            { mimeType: 'text/plain', body: { data: text } },
          ],
        },
        { mimeType: 'application/pdf', filename: 'a.pdf', body: { attachmentId: 'att1', size: 9 } },
      ],
    },
  }
  const answers = {
    'GET /users/me/messages': {
      messages: [{ id: 'm1', threadId: 't1' }],
      nextPageToken: 'p2',
      resultSizeEstimate: 7,
    },
    'GET /users/me/messages/m1': message,
  }

  test('gives subject, people, text and attachments of each message', async () => {
    const { data, requests } = await run(gmail.fetchEmails, { query: 'from:ann', max_results: 5 }, answers)
    expect(requests[0]?.query).toMatchObject({ q: 'from:ann', maxResults: 5 })
    expect(data).toStrictEqual({
      messages: [
        {
          messageId: 'm1',
          threadId: 't1',
          subject: 'Hi',
          sender: 'ann@example.com',
          to: 'me@example.com',
          messageTimestamp: '2026-01-31T12:00:00.000Z',
          labelIds: ['INBOX'],
          messageText: 'Hello ☕',
          preview: { subject: 'Hi', body: 'Hello' },
          attachmentList: [{ filename: 'a.pdf', mimeType: 'application/pdf', attachmentId: 'att1', size: 9 }],
          payload: message.payload,
        },
      ],
      nextPageToken: 'p2',
      resultSizeEstimate: 7,
    })
  })

  test('ids_only asks once', async () => {
    const { data, requests } = await run(gmail.fetchEmails, { ids_only: true }, answers)
    expect(data['messages']).toStrictEqual([{ messageId: 'm1', threadId: 't1' }])
    expect(requests).toHaveLength(1)
  })

  test('verbose: false leaves bodies with the provider', async () => {
    const { data, requests } = await run(gmail.fetchEmails, { verbose: false }, answers)
    expect(requests[1]?.query).toMatchObject({ format: 'metadata' })
    expect(data['messages']).toStrictEqual([expect.objectContaining({ payload: null })])
  })

  test('an empty mailbox and a message without anything are fine', async () => {
    expect((await run(gmail.fetchEmails, {})).data).toStrictEqual({
      messages: [],
      nextPageToken: null,
      resultSizeEstimate: 0,
    })
    const bare = { 'GET /users/me/messages': { messages: [{ id: 'm2' }] } }
    const { data } = await run(gmail.fetchEmails, {}, bare)
    expect(data['messages']).toStrictEqual([
      expect.objectContaining({ subject: '', messageText: '', attachmentList: [] }),
    ])
  })

  test('parts that nest without end do not end the process', async () => {
    let payload: Bag = { mimeType: 'text/plain', body: { data: text } }
    for (let depth = 0; depth < 50; depth += 1) payload = { mimeType: 'multipart/mixed', parts: [payload] }
    const deep = { ...answers, 'GET /users/me/messages/m1': { payload } }
    const { data } = await run(gmail.fetchEmails, {}, deep)
    expect(data['messages']).toStrictEqual([expect.objectContaining({ messageText: '' })])
  })
})

describe('an attachment', () => {
  const path = 'GET /users/me/messages/m1/attachments/att1'
  const asked = { message_id: 'm1', attachment_id: 'att1', file_name: 'a.pdf' }

  test('is kept, and comes back as a link', async () => {
    const bytes = Buffer.from('%PDF ☕?>')
    const { data, kept } = await run(gmail.getAttachment, asked, {
      [path]: { data: bytes.toString('base64url') },
    })
    expect(kept).toStrictEqual([{ name: 'a.pdf', bytes }])
    expect(data).toStrictEqual({
      file: { name: 'a.pdf', mimetype: 'application/octet-stream', size: 10, s3url: 'link', s3key: 'key' },
    })
  })
})

describe('a file', () => {
  const file = new OpenedFile('r"é.pdf', 'application/pdf', Buffer.from('%PDF'))
  const mail = { recipient_email: 'ann@example.com', subject: 'Report', attachment: file }

  test('is attached under its name and type', async () => {
    const { requests } = await run(gmail.sendEmail, mail)
    const mime = mimeOf(requests[0])
    expect(mime).toContain('Content-Type: application/pdf')
    expect(mime).toContain('Content-Disposition: attachment; filename')
    expect(mime).toContain(Buffer.from('%PDF').toString('base64'))
  })

  test('that makes the message too long for JSON sends it as an upload, in its thread', async () => {
    const large = new OpenedFile('large.bin', 'application/zip', Buffer.alloc(4_000_000, 7))
    const { requests } = await run(gmail.replyToThread, { ...mail, thread_id: 't1', attachment: large })
    const request = requests.at(-1)
    expect(request).toMatchObject({
      method: 'POST',
      path: '/upload/gmail/v1/users/{user_id}/messages/send',
      atOrigin: true,
      query: { uploadType: 'multipart' },
    })
    expect(request?.raw?.contentType).toMatch(/^multipart\/related/)
    const raw = request?.raw?.body
    if (!Buffer.isBuffer(raw)) throw new Error('the message is bytes')
    const body = raw.toString('latin1')
    expect(body).toContain('{"threadId":"t1"}')
    expect(body).toContain('content-type: message/rfc822')
    expect(body).toContain('Content-Disposition: attachment; filename=large.bin')
  })

  test('of more than Gmail sends is refused by its size, without being read', async () => {
    const open = () => Promise.reject(new Error('read'))
    const attachment = new OpenedFile('x', 'a/b', { size: 26_214_401, open })
    await expect(run(gmail.sendEmail, { ...mail, attachment })).rejects.toThrow(/attachment: has 26214401/)
  })
})
