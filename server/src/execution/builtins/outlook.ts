/** Outlook tools whose request follows from their arguments by more than renaming. */
import type { Bag } from '../request/outgoing-request.ts'
import { invalidArgument, objectsOf, textOf, textsOf, type Builtin, type BuiltinCall } from './builtin.ts'

export const sendEmail: Builtin = async function sendEmail(call) {
  const args = call.arguments
  const recipients = [...named(args, 'to_email', 'to_name'), ...addresses(args, 'to_recipients')]
  if (recipients.length === 0) throw invalidArgument('to_email', 'must not be blank')
  const message = { ...draft(args, 'emails'), toRecipients: recipients }
  await call.request({
    ...mailbox(call, '/sendMail'),
    method: 'POST',
    body: { message, saveToSentItems: args['save_to_sent_items'] !== false },
  })
  return { sent: true }
}

export const createDraft: Builtin = async function createDraft(call) {
  const body = {
    ...draft(call.arguments, 'recipients'),
    ...listed(call.arguments, 'to_recipients', 'toRecipients'),
  }
  return call.request({ ...mailbox(call, '/messages'), method: 'POST', body })
}

export const replyEmail: Builtin = async function replyEmail(call) {
  await call.request({
    ...mailbox(call, '/messages/{message_id}/reply'),
    method: 'POST',
    body: reply(call.arguments),
  })
  return { sent: true }
}

export const createDraftReply: Builtin = async function createDraftReply(call) {
  const path = '/messages/{message_id}/createReply'
  return call.request({ ...mailbox(call, path), method: 'POST', body: reply(call.arguments) })
}

export const listMessages: Builtin = async function listMessages(call) {
  const args = call.arguments
  const all = textOf(args, 'folder')?.toLowerCase() === 'allitems'
  const filter = messageFilter(args)
  const order = textsOf(args, 'orderby')
  // Graph refuses an order whose field is not the first of the filter; on its own it lists newest first.
  const orderby = order.length > 0 ? order : filter === undefined ? ['receivedDateTime desc'] : []
  return call.request({
    ...mailbox(call, all ? '/messages' : '/mailFolders/{folder}/messages', {
      folder: textOf(args, 'folder') ?? 'inbox',
    }),
    method: 'GET',
    query: { ...odata(args), $top: args['top'] ?? 10, $filter: filter, $orderby: joined(orderby) },
  })
}

export const searchMessages: Builtin = async function searchMessages(call) {
  const args = call.arguments
  const conditions = [
    textOf(args, 'query'),
    condition('from', textOf(args, 'fromEmail')),
    condition('subject', textOf(args, 'subject')),
    args['hasAttachments'] === undefined ? undefined : `hasattachments:${String(args['hasAttachments'])}`,
  ].filter((part) => part !== undefined)
  if (conditions.length === 0) throw invalidArgument('query', 'give a query or another condition')
  // The whole search is one quoted value; quotes inside it are escaped.
  const search = `"${conditions.join(' AND ').replaceAll(/["\\]/g, String.raw`\$&`)}"`
  return call.request({
    ...mailbox(call, '/messages'),
    method: 'GET',
    query: {
      $search: search,
      $top: args['size'] ?? 25,
      $select: joined(textsOf(args, 'select')),
      $skiptoken: textOf(args, 'skip_token'),
    },
  })
}

export const createEvent: Builtin = async function createEvent(call) {
  const path = textOf(call.arguments, 'calendar_id') ? '/calendars/{calendar_id}/events' : '/events'
  return call.request({ ...mailbox(call, path), method: 'POST', body: eventBody(call.arguments) })
}

export const updateEvent: Builtin = async function updateEvent(call) {
  const body = eventBody(call.arguments)
  if (Object.keys(body).length === 0) throw invalidArgument('subject', 'give at least one field to change')
  return call.request({ ...mailbox(call, '/events/{event_id}'), method: 'PATCH', body })
}

export const listEvents: Builtin = async function listEvents(call) {
  const args = call.arguments
  const [start, end] = [textOf(args, 'start_datetime'), textOf(args, 'end_datetime')]
  if ((start === undefined) !== (end === undefined)) {
    throw invalidArgument(
      start === undefined ? 'start_datetime' : 'end_datetime',
      'is needed with the other bound',
    )
  }
  const calendar = textOf(args, 'calendar_id') ? '/calendars/{calendar_id}' : '/calendar'
  const zone = textOf(args, 'timezone')
  return call.request({
    ...mailbox(call, `${calendar}/${start === undefined ? 'events' : 'calendarView'}`),
    method: 'GET',
    ...(zone !== undefined && { headers: { prefer: `outlook.timezone="${zone.replaceAll(/["\\]/g, '')}"` } }),
    query: {
      ...odata(args),
      $top: args['top'] ?? 25,
      $filter: textOf(args, 'filter'),
      $orderby: joined(textsOf(args, 'orderby')),
      startDateTime: start,
      endDateTime: end,
    },
  })
}

/** `/me` or `/users/ID` before a path, with the arguments for its placeholders. */
function mailbox(
  { arguments: args }: BuiltinCall,
  path: string,
  values: Bag = {},
): { path: string; values: Bag } {
  const own = (textOf(args, 'user_id') ?? 'me') === 'me'
  return { path: `${own ? '/me' : '/users/{user_id}'}${path}`, values: { ...args, ...values } }
}

function odata(args: Readonly<Bag>): Bag {
  return { $skip: args['skip'], $select: joined(textsOf(args, 'select')), $expand: textOf(args, 'expand') }
}

const joined = (list: readonly string[]) => (list.length > 0 ? list.join(',') : undefined)

/** A condition of Keyword Query Language; a value with spaces is a phrase. */
const condition = (name: string, value: string | undefined) =>
  value === undefined ? undefined : `${name}:"${value.replaceAll('"', ' ')}"`

/** An OData text literal. */
const literal = (value: string) => `'${value.replaceAll("'", "''")}'`

const textConditions: readonly [string, (value: string) => string][] = [
  ['from_address', (value) => `from/emailAddress/address eq ${literal(value)}`],
  ['subject', (value) => `subject eq ${literal(value)}`],
  ['subject_contains', (value) => `contains(subject,${literal(value)})`],
  ['subject_startswith', (value) => `startswith(subject,${literal(value)})`],
  ['importance', (value) => `importance eq ${literal(value)}`],
  ['conversationId', (value) => `conversationId eq ${literal(value)}`],
]

function messageFilter(args: Readonly<Bag>): string | undefined {
  const conditions = ['gt', 'ge', 'lt', 'le'].flatMap((operator) => {
    const time = textOf(args, `received_date_time_${operator}`)
    return time === undefined ? [] : [`receivedDateTime ${operator} ${time}`]
  })
  for (const [name, write] of textConditions) {
    const value = textOf(args, name)
    if (value !== undefined) conditions.push(write(value))
  }
  for (const name of textsOf(args, 'categories')) conditions.push(`categories/any(c:c eq ${literal(name)})`)
  for (const [name, field] of [
    ['is_read', 'isRead'],
    ['has_attachments', 'hasAttachments'],
  ] as const) {
    if (typeof args[name] === 'boolean') conditions.push(`${field} eq ${String(args[name])}`)
  }
  const own = textOf(args, 'filter')
  if (own !== undefined) conditions.push(conditions.length > 0 ? `(${own})` : own)
  return conditions.length > 0 ? conditions.join(' and ') : undefined
}

/** What a new message says besides its main recipients; `suffix` is how the tool names the other lists. */
function draft(args: Readonly<Bag>, suffix: 'emails' | 'recipients'): Bag {
  return {
    subject: args['subject'],
    body: content(args),
    ...listed(args, `cc_${suffix}`, 'ccRecipients'),
    ...listed(args, `bcc_${suffix}`, 'bccRecipients'),
    ...(args['importance'] !== undefined && { importance: args['importance'] }),
    ...(textOf(args, 'from_address') !== undefined && { from: recipient(String(args['from_address'])) }),
  }
}

function reply(args: Readonly<Bag>): Bag {
  const message = {
    ...listed(args, 'cc_emails', 'ccRecipients'),
    ...listed(args, 'bcc_emails', 'bccRecipients'),
  }
  return { comment: args['comment'], ...(Object.keys(message).length > 0 && { message }) }
}

function content(args: Readonly<Bag>): Bag {
  return { contentType: args['is_html'] === true ? 'HTML' : 'Text', content: args['body'] ?? '' }
}

function recipient(address: string, name?: string): Bag {
  return { emailAddress: { address: address.trim(), ...(name !== undefined && { name }) } }
}

const addresses = (args: Readonly<Bag>, name: string) =>
  textsOf(args, name).map((address) => recipient(address))

/** A list of recipients under its name in Graph; nothing when it was not given. */
function listed(args: Readonly<Bag>, name: string, wire: string): Bag {
  return args[name] === undefined ? {} : { [wire]: addresses(args, name) }
}

function named(args: Readonly<Bag>, address: string, name: string): Bag[] {
  const found = textOf(args, address)
  return found === undefined ? [] : [recipient(found, textOf(args, name))]
}

/** Arguments of an event that have only another name in Graph. */
const eventFields = {
  subject: 'subject',
  is_online_meeting: 'isOnlineMeeting',
  is_all_day: 'isAllDay',
  show_as: 'showAs',
  importance: 'importance',
  categories: 'categories',
  recurrence: 'recurrence',
} as const

function eventBody(args: Readonly<Bag>): Bag {
  const body: Bag = {}
  for (const [name, wire] of Object.entries(eventFields))
    if (args[name] !== undefined) body[wire] = args[name]
  const timeZone = textOf(args, 'time_zone') ?? 'UTC'
  for (const edge of ['start', 'end'] as const) {
    const dateTime = textOf(args, `${edge}_datetime`)
    if (dateTime !== undefined) body[edge] = { dateTime, timeZone }
  }
  if (args['body'] !== undefined) body['body'] = content(args)
  if (textOf(args, 'location') !== undefined) body['location'] = { displayName: args['location'] }
  if (args['attendees_info'] !== undefined) body['attendees'] = objectsOf(args['attendees_info']).map(guest)
  return body
}

function guest(given: Bag): Bag {
  const { email, name, type } = given
  return {
    ...recipient(String(email), typeof name === 'string' ? name : undefined),
    type: type ?? 'required',
  }
}
