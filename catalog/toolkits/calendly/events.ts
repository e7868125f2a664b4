/** Booked events and the people who booked them. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, inQuery, reads, writes } from '../parameters.ts'
import { event, invitee, listOf, one, organizationUri, paging, time, userUri, uuid } from './inputs.ts'
import { canReadEvents, canWriteEvents } from './scopes.ts'

const eventUuid = uuid('event', 'CALENDLY_LIST_EVENTS')

export const eventTools = [
  {
    slug: 'CALENDLY_LIST_EVENTS',
    name: 'List events',
    description:
      'List booked events of a user or an organization, by time, status or invitee. Give user or organization.',
    tags: reads,
    important: true,
    scopes: canReadEvents,
    input: {
      type: 'object',
      properties: {
        user: userUri,
        organization: organizationUri,
        invitee_email: { type: 'string', description: 'Only events with this invitee.' },
        status: { type: 'string', enum: ['active', 'canceled'], description: 'Only events in this status.' },
        min_start_time: time('Only events that start at this time or later.'),
        max_start_time: time('Only events that start before this time.'),
        sort: { type: 'string', enum: ['start_time:asc', 'start_time:desc'], description: 'Order.' },
        ...paging,
      },
    },
    output: listOf(event),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/scheduled_events',
      parameters: inQuery(
        'user',
        'organization',
        'invitee_email',
        'status',
        'min_start_time',
        'max_start_time',
        'sort',
        'count',
        'page_token',
      ),
    },
  },
  {
    slug: 'CALENDLY_GET_EVENT',
    name: 'Get event',
    description: 'Read one booked event: time, place, host and status.',
    tags: reads,
    important: true,
    scopes: canReadEvents,
    input: { type: 'object', properties: { uuid: eventUuid }, required: ['uuid'] },
    output: one(event),
    exec: { kind: 'http', method: 'GET', path: '/scheduled_events/{uuid}', parameters: inPath('uuid') },
  },
  {
    slug: 'CALENDLY_CANCEL_EVENT',
    name: 'Cancel event',
    description: 'Cancel a booked event; the invitees are told by email. It cannot be taken back.',
    tags: ['openWorldHint', 'destructiveHint'],
    important: true,
    scopes: canWriteEvents,
    input: {
      type: 'object',
      properties: {
        uuid: eventUuid,
        reason: { type: 'string', maxLength: 10000, description: 'Reason, which the invitees read.' },
      },
      required: ['uuid'],
    },
    output: one(),
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/scheduled_events/{uuid}/cancellation',
      parameters: [...inPath('uuid'), ...inBody('reason')],
    },
  },
  {
    slug: 'CALENDLY_LIST_EVENT_INVITEES',
    name: 'List invitees',
    description: 'List who booked an event, with their answers and links to cancel or reschedule.',
    tags: reads,
    important: true,
    scopes: canReadEvents,
    input: {
      type: 'object',
      properties: {
        uuid: eventUuid,
        email: { type: 'string', description: 'Only the invitee with this address.' },
        status: {
          type: 'string',
          enum: ['active', 'canceled'],
          description: 'Only invitees in this status.',
        },
        sort: { type: 'string', enum: ['created_at:asc', 'created_at:desc'], description: 'Order.' },
        ...paging,
      },
      required: ['uuid'],
    },
    output: listOf(invitee),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/scheduled_events/{uuid}/invitees',
      parameters: [...inPath('uuid'), ...inQuery('email', 'status', 'sort', 'count', 'page_token')],
    },
  },
  {
    slug: 'CALENDLY_GET_EVENT_INVITEE',
    name: 'Get invitee',
    description: 'Read one invitee of an event.',
    tags: reads,
    scopes: canReadEvents,
    input: {
      type: 'object',
      properties: { event_uuid: eventUuid, invitee_uuid: uuid('invitee', 'CALENDLY_LIST_EVENT_INVITEES') },
      required: ['event_uuid', 'invitee_uuid'],
    },
    output: one(invitee),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/scheduled_events/{event_uuid}/invitees/{invitee_uuid}',
      parameters: inPath('event_uuid', 'invitee_uuid'),
    },
  },
  {
    slug: 'CALENDLY_CREATE_INVITEE_NO_SHOW',
    name: 'Mark no-show',
    description: 'Mark that an invitee did not come.',
    tags: writes,
    scopes: canWriteEvents,
    input: {
      type: 'object',
      properties: {
        invitee: {
          type: 'string',
          minLength: 1,
          description: 'URI of the invitee, from CALENDLY_LIST_EVENT_INVITEES.',
        },
      },
      required: ['invitee'],
    },
    output: one(),
    exec: { kind: 'http', method: 'POST', path: '/invitee_no_shows', parameters: inBody('invitee') },
  },
  {
    slug: 'CALENDLY_DELETE_INVITEE_NO_SHOW',
    name: 'Unmark no-show',
    description: 'Take the mark back that an invitee did not come.',
    tags: destroys,
    scopes: canWriteEvents,
    input: {
      type: 'object',
      properties: { uuid: uuid('no-show', 'no_show.uri of CALENDLY_LIST_EVENT_INVITEES') },
      required: ['uuid'],
    },
    exec: { kind: 'http', method: 'DELETE', path: '/invitee_no_shows/{uuid}', parameters: inPath('uuid') },
  },
] satisfies ToolkitInput['tools']
