/** Google Calendar tools whose request follows from their arguments by more than renaming. */
import { randomUUID } from 'node:crypto'
import { isObject, type Bag } from '../request/outgoing-request.ts'
import { invalidArgument, objectsOf, textOf, textsOf, type Builtin, type BuiltinCall } from './builtin.ts'
import { freeSpans } from './free-spans.ts'
import * as time from './zoned-time.ts'

const eventPath = '/calendars/{calendar_id}/events/{event_id}'

export const createEvent: Builtin = async function createEvent(call) {
  return call.request({
    method: 'POST',
    path: '/calendars/{calendar_id}/events',
    values: calendar(call),
    ...eventRequest(call.arguments),
  })
}

export const updateEvent: Builtin = async function updateEvent(call) {
  return call.request({
    method: 'PUT',
    path: eventPath,
    values: event(call),
    ...eventRequest(call.arguments),
  })
}

export const patchEvent: Builtin = async function patchEvent(call) {
  const args = call.arguments
  const zone = zoneOf(args)
  const body: Bag = { ...texts(args, ['summary', 'description', 'location']) }
  if (args['attendees'] !== undefined) body['attendees'] = guests(args)
  for (const edge of ['start', 'end'] as const) {
    const text = textOf(args, `${edge}_time`)
    if (text !== undefined) body[edge] = edgeOf(time.readTime(`${edge}_time`, text), zone)
  }
  if (Object.keys(body).length === 0) throw invalidArgument('summary', 'give at least one field to change')
  const query = { sendUpdates: textOf(args, 'send_updates') }
  return call.request({ method: 'PATCH', path: eventPath, values: event(call), query, body })
}

export const removeAttendee: Builtin = async function removeAttendee(call) {
  const email = (textOf(call.arguments, 'attendee_email') ?? '').trim().toLowerCase()
  const found = await call.request({ method: 'GET', path: eventPath, values: event(call) })
  const attendees = objectsOf(found['attendees'])
  const left = attendees.filter((attendee) => String(attendee['email']).toLowerCase() !== email)
  if (left.length === attendees.length) {
    const known = attendees.slice(0, 20).map((attendee) => String(attendee['email']))
    throw invalidArgument(
      'attendee_email',
      `is not a guest of this event; the guests are ${known.join(', ') || 'none'}`,
    )
  }
  return call.request({ method: 'PATCH', path: eventPath, values: event(call), body: { attendees: left } })
}

export const findFreeSlots: Builtin = async function findFreeSlots(call) {
  const zone = time.checkZone('timezone', textOf(call.arguments, 'timezone') ?? 'UTC')
  const [timeMin, timeMax] = [
    bound(call.arguments, 'time_min', zone),
    bound(call.arguments, 'time_max', zone),
  ]
  if (Date.parse(timeMin) >= Date.parse(timeMax)) throw invalidArgument('time_max', 'must be after time_min')
  const ids = textsOf(call.arguments, 'items')
  const items = (ids.length > 0 ? ids : ['primary']).map((id) => ({ id }))
  const body = { timeMin, timeMax, timeZone: zone, items }
  const answer = await call.request({ method: 'POST', path: '/freeBusy', body })
  const calendars = Object.entries(isObject(answer['calendars']) ? answer['calendars'] : {}).map(
    ([id, found]) => {
      const busy = objectsOf(isObject(found) ? found['busy'] : [])
      return [
        id,
        { ...(isObject(found) && found), busy, free: freeSpans({ start: timeMin, end: timeMax }, busy) },
      ]
    },
  )
  return { timeMin, timeMax, calendars: Object.fromEntries(calendars) }
}

export const currentDateTime: Builtin = async function currentDateTime({ arguments: args, now }) {
  const given = args['timezone'] ?? 'UTC'
  const hours = typeof given === 'number' ? given : Number(String(given).trim() || Number.NaN)
  if (!Number.isNaN(hours) && Math.abs(hours) > 14)
    throw invalidArgument('timezone', 'an offset is −14 to 14 hours')
  const current = Number.isNaN(hours)
    ? time.formatInZone(now, time.checkZone('timezone', String(given)))
    : time.formatWithOffset(now, Math.round(hours * 60))
  const [year, month, day] = current.slice(0, 10).split('-').map(Number)
  const weekday = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' })
  return {
    current_datetime: current,
    year,
    month,
    day,
    weekday: weekday.format(new Date(`${current.slice(0, 19)}Z`)),
    timezone: String(given),
  }
}

function calendar({ arguments: args }: BuiltinCall): Bag {
  return { calendar_id: textOf(args, 'calendar_id') ?? 'primary' }
}

function event(call: BuiltinCall): Bag {
  return { ...calendar(call), event_id: call.arguments['event_id'] }
}

/** Body and query of creating or replacing an event. */
function eventRequest(args: Readonly<Bag>): { query: Bag; body: Bag } {
  const body: Bag = {
    ...texts(args, ['summary', 'description', 'location', 'visibility', 'transparency']),
    ...startAndEnd(args),
  }
  if (args['attendees'] !== undefined) body['attendees'] = guests(args)
  if (args['recurrence'] !== undefined) body['recurrence'] = textsOf(args, 'recurrence')
  if (args['guests_can_modify'] !== undefined) body['guestsCanModify'] = args['guests_can_modify']
  for (const name of ['guestsCanInviteOthers', 'guestsCanSeeOtherGuests']) {
    if (args[name] !== undefined) body[name] = args[name]
  }
  const query: Bag = { sendUpdates: args['send_updates'] === false ? 'none' : 'all' }
  if (args['create_meeting_room'] === true) {
    query['conferenceDataVersion'] = 1
    const solution = { type: 'hangoutsMeet' }
    body['conferenceData'] = { createRequest: { requestId: randomUUID(), conferenceSolutionKey: solution } }
  }
  return { query, body }
}

/** Start, and the end that follows from the length; a start that is a date makes an event of that day. */
function startAndEnd(args: Readonly<Bag>): Bag {
  const zone = zoneOf(args)
  const start = time.readTime('start_datetime', textOf(args, 'start_datetime') ?? '')
  const minutes = Number(args['event_duration_hour'] ?? 0) * 60 + Number(args['event_duration_minutes'] ?? 30)
  return { start: edgeOf(start, zone), end: edgeOf(later(start, minutes), zone) }
}

function later(start: time.GivenTime, minutes: number): time.GivenTime {
  if (start.kind === 'date') return { kind: 'date', date: time.nextDay(start.date) }
  if (start.kind === 'local') return { kind: 'local', local: time.addToLocal(start.local, minutes) }
  return { kind: 'instant', instant: new Date(start.instant.getTime() + minutes * 60_000) }
}

function edgeOf(given: time.GivenTime, zone: string | undefined): Bag {
  if (given.kind === 'date') return { date: given.date }
  const timeZone = zone === undefined ? {} : { timeZone: zone }
  if (given.kind === 'instant') return { dateTime: given.instant.toISOString(), ...timeZone }
  if (zone === undefined) {
    throw invalidArgument('timezone', 'is required when the time has no offset; for example Europe/Berlin')
  }
  return { dateTime: given.local, ...timeZone }
}

function zoneOf(args: Readonly<Bag>): string | undefined {
  const zone = textOf(args, 'timezone')
  return zone === undefined ? undefined : time.checkZone('timezone', zone)
}

/** A bound of a span, with an offset; a time without one is of the zone, a date starts at its midnight. */
function bound(args: Readonly<Bag>, name: string, zone: string): string {
  const given = time.readTime(name, textOf(args, name) ?? '')
  if (given.kind === 'instant') return given.instant.toISOString()
  const local = given.kind === 'date' ? `${given.date}T00:00:00` : given.local
  return time.formatInZone(time.toInstant(local, zone), zone)
}

function texts(args: Readonly<Bag>, names: readonly string[]): Bag {
  return Object.fromEntries(
    names.filter((name) => args[name] !== undefined).map((name) => [name, args[name]]),
  )
}

function guests(args: Readonly<Bag>): { email: string }[] {
  return textsOf(args, 'attendees').map((email) => ({ email: email.trim() }))
}
