import { describe, expect, test } from 'vitest'
import type { Bag } from '../request/outgoing-request.ts'
import type { Builtin, BuiltinRequest } from './builtin.ts'
import * as calendar from './googlecalendar.ts'

async function run(builtin: Builtin, args: Bag, answer: Bag = {}) {
  const requests: BuiltinRequest[] = []
  const data = await builtin({
    arguments: args,
    now: new Date('2026-01-31T23:30:00Z'),
    async request(request) {
      requests.push(request)
      return answer
    },
  })
  return { data, requests }
}

const at = (start: string, end: string) => ({
  start: `2026-01-31T${start}:00Z`,
  end: `2026-01-31T${end}:00Z`,
})
const bodyOf = (requests: BuiltinRequest[]) => requests.at(-1)?.body

describe('creating an event', () => {
  test('the end follows from a local start, its zone and the length', async () => {
    const args = {
      summary: 'Talk',
      start_datetime: '2026-01-31T23:30',
      timezone: 'Europe/Berlin',
      event_duration_hour: 1,
    }
    const { requests } = await run(calendar.createEvent, {
      ...args,
      event_duration_minutes: 15,
      attendees: ['a@example.com'],
    })
    expect(requests).toStrictEqual([
      {
        method: 'POST',
        path: '/calendars/{calendar_id}/events',
        values: { calendar_id: 'primary' },
        query: { sendUpdates: 'all' },
        body: {
          summary: 'Talk',
          start: { dateTime: '2026-01-31T23:30:00', timeZone: 'Europe/Berlin' },
          end: { dateTime: '2026-02-01T00:45:00', timeZone: 'Europe/Berlin' },
          attendees: [{ email: 'a@example.com' }],
        },
      },
    ])
  })

  test('a start with an offset needs no zone, and lasts half an hour unless told', async () => {
    const { requests } = await run(calendar.createEvent, { start_datetime: '2026-01-31T09:00:00+01:00' })
    expect(bodyOf(requests)).toStrictEqual({
      start: { dateTime: '2026-01-31T08:00:00.000Z' },
      end: { dateTime: '2026-01-31T08:30:00.000Z' },
    })
  })

  test('a date makes an event of the whole day', async () => {
    const { requests } = await run(calendar.createEvent, { start_datetime: '2026-02-28' })
    expect(bodyOf(requests)).toStrictEqual({ start: { date: '2026-02-28' }, end: { date: '2026-03-01' } })
  })

  test('a Meet link is asked for', async () => {
    const { requests } = await run(calendar.createEvent, {
      start_datetime: '2026-01-31',
      create_meeting_room: true,
      send_updates: false,
    })
    expect(requests[0]?.query).toStrictEqual({ sendUpdates: 'none', conferenceDataVersion: 1 })
    expect(bodyOf(requests)).toHaveProperty(
      'conferenceData.createRequest.conferenceSolutionKey.type',
      'hangoutsMeet',
    )
  })

  test.each([
    [{ start_datetime: '2026-01-31T09:00:00' }, /timezone: is required/],
    [{ start_datetime: 'tomorrow' }, /start_datetime: "tomorrow" is not a time/],
    [{ start_datetime: '2026-13-31T09:00:00', timezone: 'UTC' }, /start_datetime/],
    [{ start_datetime: '2026-01-31T09:00:00', timezone: 'Mars/Base' }, /timezone: "Mars\/Base" is not/],
  ])('%j is refused', async (args, message) => {
    await expect(run(calendar.createEvent, args)).rejects.toThrow(message)
  })
})

test('patching sends what is given and nothing else', async () => {
  const { requests } = await run(calendar.patchEvent, {
    event_id: 'e1',
    location: 'Room 2',
    end_time: '2026-01-31',
  })
  expect(bodyOf(requests)).toStrictEqual({ location: 'Room 2', end: { date: '2026-01-31' } })
  await expect(run(calendar.patchEvent, { event_id: 'e1' })).rejects.toThrow(/at least one field/)
})

describe('removing a guest', () => {
  const event = { attendees: [{ email: 'Ann@example.com' }, { email: 'bob@example.com', optional: true }] }

  test('keeps the others as they are', async () => {
    const { requests } = await run(
      calendar.removeAttendee,
      { event_id: 'e1', attendee_email: 'ann@example.com' },
      event,
    )
    expect(bodyOf(requests)).toStrictEqual({ attendees: [{ email: 'bob@example.com', optional: true }] })
  })

  test('who is not a guest is said with who is', async () => {
    const args = { event_id: 'e1', attendee_email: 'eve@example.com' }
    await expect(run(calendar.removeAttendee, args, event)).rejects.toThrow(
      /Ann@example\.com, bob@example\.com/,
    )
  })
})

describe('finding free time', () => {
  const span = { time_min: '2026-01-31T09:00:00Z', time_max: '2026-01-31T17:00:00Z' }
  const free = async (busy: object[]) => {
    const { data } = await run(calendar.findFreeSlots, span, { calendars: { primary: { busy } } })
    return (data['calendars'] as { primary: { free: { start: string; end: string }[] } }).primary.free.map(
      ({ start, end }) => `${start.slice(11, 16)}-${end.slice(11, 16)}`,
    )
  }

  test.each([
    ['nothing busy', [], ['09:00-17:00']],
    ['one in the middle', [at('10:00', '11:00')], ['09:00-10:00', '11:00-17:00']],
    [
      'overlapping, in no order',
      [at('12:00', '14:00'), at('10:00', '11:00'), at('13:00', '15:00')],
      ['09:00-10:00', '11:00-12:00', '15:00-17:00'],
    ],
    ['one within another', [at('10:00', '14:00'), at('11:00', '12:00')], ['09:00-10:00', '14:00-17:00']],
    ['from before to after', [at('08:00', '18:00')], []],
    ['touching both ends', [at('09:00', '10:00'), at('16:00', '17:00')], ['10:00-16:00']],
  ])('%s', async (_what, busy, expected) => {
    expect(await free(busy)).toStrictEqual(expected)
  })

  test('a time without an offset is of the zone that is named', async () => {
    const args = {
      time_min: '2026-07-01T09:00:00',
      time_max: '2026-07-02',
      timezone: 'Europe/Berlin',
      items: ['a@example.com'],
    }
    const { requests } = await run(calendar.findFreeSlots, args)
    expect(bodyOf(requests)).toStrictEqual({
      timeMin: '2026-07-01T09:00:00+02:00',
      timeMax: '2026-07-02T00:00:00+02:00',
      timeZone: 'Europe/Berlin',
      items: [{ id: 'a@example.com' }],
    })
  })

  test('an empty span is refused', async () => {
    await expect(run(calendar.findFreeSlots, { ...span, time_max: span.time_min })).rejects.toThrow(
      /after time_min/,
    )
  })
})

test.each([
  ['UTC', '2026-01-31T23:30:00+00:00', 'Saturday'],
  ['Asia/Kolkata', '2026-02-01T05:00:00+05:30', 'Sunday'],
  ['America/New_York', '2026-01-31T18:30:00-05:00', 'Saturday'],
  [-3.5, '2026-01-31T20:00:00-03:30', 'Saturday'],
  ['2', '2026-02-01T01:30:00+02:00', 'Sunday'],
])('the current time in %s', async (timezone, current_datetime, weekday) => {
  const { data, requests } = await run(calendar.currentDateTime, { timezone })
  expect(data).toMatchObject({ current_datetime, weekday, timezone: String(timezone) })
  expect(requests).toStrictEqual([])
})
