/** Following changes: what is new since a token, and channels that tell of news. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post } from '../calls.ts'
import { calendarId, eventList, eventTypes, pageToken } from './inputs.ts'
import { canReadEvents, canReadSettings } from './scopes.ts'

/** What a channel is asked for with (https://developers.google.com/workspace/calendar/api/guides/push). */
const channelOf = {
  id: { type: 'string', minLength: 1, maxLength: 64, description: 'An id of your choice, such as a UUID.' },
  type: { type: 'string', default: 'web_hook', description: 'How it is told: web_hook.' },
  address: { type: 'string', minLength: 1, description: 'HTTPS address that Calendar calls.' },
  token: { type: 'string', maxLength: 256, description: 'A text that every call carries, to know it by.' },
  params: {
    type: 'object',
    additionalProperties: true,
    description: 'Options of the channel: ttl is how many seconds it lives, as text.',
  },
  payload: { type: 'boolean', description: 'Whether calls shall have a body; Calendar sends none today.' },
}

const channel = {
  type: 'object' as const,
  properties: {
    id: { type: 'string' },
    resourceId: { type: 'string', description: 'What is watched; needed to stop the channel.' },
    resourceUri: { type: 'string' },
    token: { type: 'string' },
    expiration: { type: 'string', description: 'When it ends, in milliseconds since 1970.' },
  },
}

const required = ['id', 'address']

export const watchTools = [
  get('GOOGLECALENDAR_SYNC_EVENTS', '/calendars/{calendar_id}/events', {
    name: 'Sync events',
    description:
      'List all events of a calendar page by page, and later, with the nextSyncToken of the last page, only those that changed since.',
    scopes: canReadEvents,
    path: { calendar_id: calendarId },
    query: {
      sync_token: {
        type: 'string',
        description:
          'nextSyncToken of an earlier answer. One that is too old is refused: start again without.',
      },
      pageToken,
      max_results: {
        type: 'integer',
        minimum: 1,
        maximum: 2500,
        description: 'How many events a page has at most.',
      },
      single_events: {
        type: 'boolean',
        description: 'Return occurrences in place of their series; the same in every call of one sync.',
      },
      event_types: eventTypes,
    },
    wire: {
      sync_token: 'syncToken',
      max_results: 'maxResults',
      single_events: 'singleEvents',
      event_types: 'eventTypes',
    },
    output: eventList,
  }),
  post('GOOGLECALENDAR_EVENTS_WATCH', '/calendars/{calendarId}/events/watch', {
    name: 'Watch events',
    description:
      'Have Calendar call an HTTPS address whenever an event of a calendar changes. It says that, not what; sync the events to learn it.',
    scopes: canReadEvents,
    path: { calendarId },
    body: channelOf,
    required,
    output: channel,
  }),
  post('GOOGLECALENDAR_SETTINGS_WATCH', '/users/me/settings/watch', {
    name: 'Watch settings',
    description: 'Have Calendar call an HTTPS address whenever a calendar setting of the user changes.',
    scopes: canReadSettings,
    body: channelOf,
    required,
    output: channel,
  }),
] satisfies ToolkitInput['tools']
