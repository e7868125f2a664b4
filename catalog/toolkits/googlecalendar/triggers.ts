import type { TriggerInput } from '../../src/manifest/trigger.ts'
import { field, http, maybe, payload, pollConfig, shape } from '../trigger-kit.ts'

export const googlecalendarTriggers: TriggerInput[] = [
  {
    slug: 'GOOGLECALENDAR_GOOGLE_CALENDAR_EVENT_SYNC_TRIGGER',
    name: 'Event changed (details)',
    description:
      'Fires for each event of a calendar that is made, changed or cancelled, with the event itself.',
    config: pollConfig(
      {},
      {
        calendarId: {
          type: 'string',
          default: 'primary',
          description: 'Calendar; primary is the person’s own.',
        },
        maxResults: {
          type: 'integer',
          default: 250,
          minimum: 1,
          maximum: 2500,
          description: 'Events a page.',
        },
        showDeleted: { type: 'boolean', default: true, description: 'Tell of cancelled events too.' },
      },
    ),
    payload: payload(
      {
        event_id: field('string', 'ID of the event.'),
        event_type: field('string', 'Kind of event: default, outOfOffice, …'),
        calendar_id: field('string', 'The calendar it is in.'),
      },
      {
        attendees: { type: 'array', items: { type: 'object' }, description: 'Who is invited.' },
        created_at: maybe('When it was made.'),
        creator_email: maybe('Address of who made it.'),
        creator_name: maybe('Name of who made it.'),
        description: maybe('Text of the event.'),
        end_time: maybe('End.'),
        html_link: maybe('Where it can be seen.'),
        location: maybe('Place.'),
        organizer_email: maybe('Address of the organizer.'),
        organizer_name: maybe('Name of the organizer.'),
        recurring_event_id: maybe('The series it belongs to.'),
        start_time: maybe('Start.'),
        status: maybe('confirmed, tentative or cancelled.'),
        summary: maybe('Title.'),
        updated_at: maybe('When it was changed last.'),
        visibility: maybe('Who sees it.'),
      },
    ),
    poll: {
      call: http('GET', '/calendars/{calendarId}/events', {
        parameters: [
          { name: 'calendarId', in: 'path' },
          { name: 'maxResults', in: 'query' },
          { name: 'showDeleted', in: 'query' },
        ],
        query: { syncToken: '{{state.cursor}}', pageToken: '{{state.page}}', singleEvents: 'true' },
      }),
      page: 'nextPageToken',
      id: '{{item.id}}:{{item.updated|default:}}:{{item.status|default:}}',
      cursor: { kind: 'token', next: 'nextSyncToken' },
    },
    map: {
      event_id: '{{item.id}}',
      event_type: '{{item.eventType|default:default}}',
      calendar_id: '{{input.calendarId}}',
      attendees: '{{item.attendees}}',
      created_at: '{{item.created}}',
      creator_email: '{{item.creator.email}}',
      creator_name: '{{item.creator.displayName}}',
      description: '{{item.description}}',
      start_time: '{{item.start.dateTime}}',
      end_time: '{{item.end.dateTime}}',
      html_link: '{{item.htmlLink}}',
      location: '{{item.location}}',
      organizer_email: '{{item.organizer.email}}',
      organizer_name: '{{item.organizer.displayName}}',
      recurring_event_id: '{{item.recurringEventId}}',
      status: '{{item.status}}',
      summary: '{{item.summary}}',
      updated_at: '{{item.updated}}',
      visibility: '{{item.visibility}}',
    },
  },
  {
    slug: 'GOOGLECALENDAR_GOOGLE_CALENDAR_EVENT_CHANGE_TRIGGER',
    name: 'Event changed (notice)',
    description: 'Fires at once when anything in a calendar changes, without saying what it was.',
    instructions: 'The server must be reachable from the internet over https, because Google calls it.',
    config: shape(
      {},
      {
        calendar_id: {
          type: 'string',
          default: 'primary',
          description: 'Calendar; primary is the person’s own.',
        },
        ttl: {
          type: 'integer',
          default: 604_800,
          minimum: 3_600,
          description: 'Seconds that one channel lives.',
        },
      },
    ),
    payload: payload({
      channel_id: field('string', 'ID of the notification channel.'),
      resource_id: field('string', 'What is watched, by Google’s id.'),
      resource_state: field('string', 'exists or not_exists.'),
      resource_url: field('string', 'What is watched, as a URL.'),
    }),
    webhook: {
      setup: 'auto',
      create: {
        call: http('POST', '/calendars/{calendar_id}/events/watch', {
          parameters: [{ name: 'calendar_id', in: 'path' }],
          body: {
            id: '{{hook.key}}',
            type: 'web_hook',
            address: '{{hook.url}}',
            token: '{{hook.secret}}',
            params: { ttl: '{{input.ttl}}' },
          },
        }),
        id: 'id',
        expires: 'expiration',
        keep: { resource: 'resourceId' },
      },
      delete: http('POST', '/channels/stop', {
        body: { id: '{{hook.id}}', resourceId: '{{hook.resource}}' },
      }),
      verify: { kind: 'token', in: 'header', name: 'x-goog-channel-token' },
      match: [{ header: 'x-goog-resource-state', in: ['exists', 'not_exists'] }],
      id: '{{item.headers.x-goog-channel-id}}:{{item.headers.x-goog-message-number}}',
    },
    map: {
      channel_id: '{{item.headers.x-goog-channel-id}}',
      resource_id: '{{item.headers.x-goog-resource-id}}',
      resource_state: '{{item.headers.x-goog-resource-state}}',
      resource_url: '{{item.headers.x-goog-resource-uri}}',
    },
  },
]
