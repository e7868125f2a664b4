import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildBuiltinRequest } from '../request/builtin-request.ts'
import type { Bag } from '../request/outgoing-request.ts'
import type { Builtin } from './builtin.ts'
import * as outlook from './outlook.ts'

/** What a stand-in for Graph on the loopback interface was sent. */
interface Seen {
  line: string
  query: Record<string, string>
  body?: unknown
  prefer?: string | string[]
}

const seen: Seen[] = []
const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const url = new URL(request.url ?? '/', 'http://graph')
    const body = Buffer.concat(chunks).toString()
    seen.push({
      line: `${request.method} ${url.pathname}`,
      query: Object.fromEntries(url.searchParams),
      ...(body !== '' && { body: JSON.parse(body) }),
      ...(request.headers['prefer'] !== undefined && { prefer: request.headers['prefer'] }),
    })
    response.end('{"id":"new"}')
  })
})

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => new Promise((resolve) => server.close(resolve)))

async function run(builtin: Builtin, args: Bag): Promise<Seen & { data: Bag }> {
  const { port } = server.address() as AddressInfo
  const http = { base_url: '', allow_hosts: [], headers: {}, error_paths: [] }
  const context = { toolkit: { http }, baseUrl: new URL(`http://127.0.0.1:${port}/v1.0`), scope: {} }
  const data = await builtin({
    arguments: args,
    now: new Date(0),
    async request(spec) {
      const { url, method, headers, body } = buildBuiltinRequest(spec, context)
      const answer = await fetch(url, { method, headers, ...(body !== undefined && { body: String(body) }) })
      return (await answer.json()) as Bag
    },
  })
  const last = seen.at(-1)
  if (!last) throw new Error('no request came')
  return { ...last, data }
}

const to = (address: string, name?: string) => ({ emailAddress: { address, ...(name && { name }) } })

describe('writing mail', () => {
  test('a message goes out with its recipients as Graph wants them', async () => {
    const sent = await run(outlook.sendEmail, {
      to_email: 'ann@example.com',
      to_name: 'Ann',
      to_recipients: ['bo@example.com', ' '],
      cc_emails: ['cy@example.com'],
      subject: 'Hi',
      body: '<b>x</b>',
      is_html: true,
      save_to_sent_items: false,
    })
    expect(sent.line).toBe('POST /v1.0/me/sendMail')
    expect(sent.data).toStrictEqual({ sent: true })
    expect(sent.body).toStrictEqual({
      message: {
        subject: 'Hi',
        body: { contentType: 'HTML', content: '<b>x</b>' },
        ccRecipients: [to('cy@example.com')],
        toRecipients: [to('ann@example.com', 'Ann'), to('bo@example.com')],
      },
      saveToSentItems: false,
    })
  })

  test('a blank recipient is refused before anything is sent', async () => {
    const before = seen.length
    await expect(run(outlook.sendEmail, { to_email: ' ', subject: '', body: '' })).rejects.toThrow(/to_email/)
    expect(seen).toHaveLength(before)
  })

  test('a draft of another mailbox is kept there', async () => {
    const args = { user_id: 'a b@example.com', subject: 'S', body: 'T', to_recipients: ['c@example.com'] }
    const { line, body, data } = await run(outlook.createDraft, args)
    expect(line).toBe('POST /v1.0/users/a%20b%40example.com/messages')
    expect(body).toMatchObject({ body: { contentType: 'Text' }, toRecipients: [to('c@example.com')] })
    expect(data).toStrictEqual({ id: 'new' })
  })

  test('an answer names further recipients only when there are some', async () => {
    expect(await run(outlook.replyEmail, { message_id: 'm/1', comment: 'Yes' })).toMatchObject({
      line: 'POST /v1.0/me/messages/m%2F1/reply',
      body: { comment: 'Yes' },
    })
    const { body } = await run(outlook.createDraftReply, {
      message_id: 'm',
      comment: 'Yes',
      bcc_emails: ['d@e.fr'],
    })
    expect(body).toStrictEqual({ comment: 'Yes', message: { bccRecipients: [to('d@e.fr')] } })
  })
})

describe('finding mail', () => {
  test('conditions become one filter, with quotes doubled', async () => {
    const { line, query } = await run(outlook.listMessages, {
      subject_contains: "Ann's",
      is_read: false,
      received_date_time_ge: '2026-01-31T00:00:00Z',
      filter: 'isDraft eq false or isDraft eq true',
      select: ['id', 'subject'],
    })
    expect(line).toBe('GET /v1.0/me/mailFolders/inbox/messages')
    expect(query).toStrictEqual({
      $filter:
        "receivedDateTime ge 2026-01-31T00:00:00Z and contains(subject,'Ann''s') and isRead eq false and (isDraft eq false or isDraft eq true)",
      $select: 'id,subject',
      $top: '10',
    })
  })

  test('without conditions the newest come first, of the whole mailbox if wished', async () => {
    const { line, query } = await run(outlook.listMessages, { folder: 'allItems', top: 3 })
    expect(line).toBe('GET /v1.0/me/messages')
    expect(query).toStrictEqual({ $orderby: 'receivedDateTime desc', $top: '3' })
  })

  test('a search is one quoted text that its words cannot leave', async () => {
    const { query } = await run(outlook.searchMessages, {
      query: 'a" OR "b',
      fromEmail: 'ann@example.com',
      hasAttachments: true,
    })
    expect(query['$search']).toBe(
      String.raw`"a\" OR \"b AND from:\"ann@example.com\" AND hasattachments:true"`,
    )
    await expect(run(outlook.searchMessages, {})).rejects.toThrow(/query/)
  })
})

describe('events', () => {
  test('an event has its times in its zone and its guests', async () => {
    const { line, body } = await run(outlook.createEvent, {
      subject: 'Talk',
      start_datetime: '2026-01-31T09:00:00',
      end_datetime: '2026-01-31T10:00:00',
      time_zone: 'Europe/Berlin',
      location: 'Room 1',
      is_online_meeting: true,
      attendees_info: [{ email: 'ann@example.com' }, { email: 'r@example.com', type: 'resource' }],
      calendar_id: 'c1',
    })
    expect(line).toBe('POST /v1.0/me/calendars/c1/events')
    expect(body).toStrictEqual({
      subject: 'Talk',
      isOnlineMeeting: true,
      start: { dateTime: '2026-01-31T09:00:00', timeZone: 'Europe/Berlin' },
      end: { dateTime: '2026-01-31T10:00:00', timeZone: 'Europe/Berlin' },
      location: { displayName: 'Room 1' },
      attendees: [
        { ...to('ann@example.com'), type: 'required' },
        { ...to('r@example.com'), type: 'resource' },
      ],
    })
  })

  test('a change sends only what was given, and something must be', async () => {
    const { line, body } = await run(outlook.updateEvent, { event_id: 'e', show_as: 'free' })
    expect({ line, body }).toStrictEqual({ line: 'PATCH /v1.0/me/events/e', body: { showAs: 'free' } })
    await expect(run(outlook.updateEvent, { event_id: 'e' })).rejects.toThrow(/at least one/)
  })

  test('a span lists occurrences, in the zone that is asked for', async () => {
    const span = { start_datetime: '2026-01-31T00:00:00Z', end_datetime: '2026-02-01T00:00:00Z' }
    const { line, query, prefer } = await run(outlook.listEvents, { ...span, timezone: 'Europe/Berlin' })
    expect(line).toBe('GET /v1.0/me/calendar/calendarView')
    expect(query).toMatchObject({ startDateTime: span.start_datetime, endDateTime: span.end_datetime })
    expect(prefer).toBe('outlook.timezone="Europe/Berlin"')
    expect((await run(outlook.listEvents, {})).line).toBe('GET /v1.0/me/calendar/events')
    const half = { start_datetime: span.start_datetime }
    await expect(run(outlook.listEvents, half)).rejects.toThrow(/end_datetime/)
  })
})
