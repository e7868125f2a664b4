/** The list of calendars that a user sees: putting one on it, and how it looks there. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { patch, post } from '../calls.ts'
import { replaces } from '../parameters.ts'
import { calendar } from './inputs.ts'
import { canWriteList } from './scopes.ts'

const entry = {
  ...calendar,
  properties: {
    ...calendar.properties,
    summaryOverride: { type: 'string' },
    backgroundColor: { type: 'string' },
    foregroundColor: { type: 'string' },
    hidden: { type: 'boolean' },
    selected: { type: 'boolean' },
    defaultReminders: { type: 'array', items: { type: 'object', additionalProperties: true } },
  },
} as const

const id = {
  type: 'string',
  minLength: 1,
  description: 'Id of the calendar, such as team@group.calendar.google.com.',
}

const colorRgbFormat = {
  type: 'boolean',
  description: 'Must be true to set the colours as #rrggbb; otherwise colorId counts.',
}

/** What the user sets for a calendar; it is for this user alone. */
const settings = {
  summaryOverride: { type: 'string', description: 'Name that the user sees in place of its own.' },
  hidden: { type: 'boolean', description: 'Whether it is off the list.' },
  selected: { type: 'boolean', description: 'Whether its events show in the view.' },
  colorId: { type: 'string', description: 'Colour, as an id of the palette.' },
  backgroundColor: { type: 'string', description: 'Colour of its events: #0088aa.' },
  foregroundColor: { type: 'string', description: 'Colour of the texts on it: #ffffff.' },
  defaultReminders: {
    type: 'array',
    description: 'Reminders of events that have none of their own.',
    items: {
      type: 'object',
      properties: {
        method: { type: 'string', enum: ['email', 'popup'], description: 'How the user is told.' },
        minutes: { type: 'integer', minimum: 0, maximum: 40320, description: 'How long before.' },
      },
      required: ['method', 'minutes'],
    },
  },
  notificationSettings: {
    type: 'object',
    description: 'What the user is told of by email.',
    properties: {
      notifications: {
        type: 'array',
        description: 'One for each kind of news.',
        items: {
          type: 'object',
          properties: {
            type: {
              type: 'string',
              enum: ['eventCreation', 'eventChange', 'eventCancellation', 'eventResponse', 'agenda'],
              description: 'What has happened.',
            },
            method: { type: 'string', enum: ['email'], description: 'How the user is told.' },
          },
          required: ['type', 'method'],
        },
      },
    },
  },
}

/** The same under the names that callers of the insert know. */
const inserted = {
  summary_override: settings.summaryOverride,
  hidden: settings.hidden,
  selected: settings.selected,
  color_id: settings.colorId,
  background_color: settings.backgroundColor,
  foreground_color: settings.foregroundColor,
  default_reminders: settings.defaultReminders,
  notification_settings: settings.notificationSettings,
}

export const listEntryTools = [
  post('GOOGLECALENDAR_CALENDAR_LIST_INSERT', '/users/me/calendarList', {
    name: 'Add calendar to list',
    description: "Put a calendar that exists, such as a shared or public one, on the user's list.",
    tags: replaces,
    scopes: canWriteList,
    query: { color_rgb_format: colorRgbFormat },
    body: { id, ...inserted },
    wire: {
      color_rgb_format: 'colorRgbFormat',
      summary_override: 'summaryOverride',
      color_id: 'colorId',
      background_color: 'backgroundColor',
      foreground_color: 'foregroundColor',
      default_reminders: 'defaultReminders',
      notification_settings: 'notificationSettings',
    },
    required: ['id'],
    output: entry,
  }),
  patch('GOOGLECALENDAR_CALENDAR_LIST_UPDATE', '/users/me/calendarList/{calendar_id}', {
    name: 'Update calendar on list',
    description:
      "Change how a calendar shows on the user's list: name, colour, whether it is seen, reminders. What is not given stays.",
    scopes: canWriteList,
    path: { calendar_id: id },
    query: { colorRgbFormat },
    body: settings,
    output: entry,
  }),
] satisfies ToolkitInput['tools']
