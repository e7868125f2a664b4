/** Settings of the mailbox. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { answer, anything, several, oneOf, record, text, words } from '../schemas.ts'
import { anyOf, graphTool, page, select, userId } from '../microsoft-graph.ts'
import { canReadSettings, canWriteSettings } from './scopes.ts'

const moment = record({ dateTime: text('Local time.'), timeZone: text('Time zone.') }, 'A moment.')

const settings = answer({
  automaticRepliesSetting: anything,
  timeZone: words,
  language: anything,
  workingHours: anything,
  dateFormat: words,
  timeFormat: words,
})

export const settingTools = [
  graphTool({
    slug: 'OUTLOOK_GET_MAILBOX_SETTINGS',
    name: 'Get mailbox settings',
    description: 'Read time zone, language, working hours and automatic replies of a mailbox.',
    call: 'GET /{user_id}/mailboxSettings',
    scopes: canReadSettings,
    path: { user_id: userId },
    query: { select },
    output: settings,
  }),
  graphTool({
    slug: 'OUTLOOK_UPDATE_MAILBOX_SETTINGS',
    name: 'Update mailbox settings',
    description: 'Switch automatic replies on or off, or change time zone, language or working hours.',
    call: 'PATCH /{user_id}/mailboxSettings',
    scopes: canWriteSettings,
    path: { user_id: userId },
    body: {
      automaticRepliesSetting: record(
        {
          status: oneOf(['disabled', 'alwaysEnabled', 'scheduled'], 'Whether replies are sent.'),
          externalAudience: oneOf(['none', 'contactsOnly', 'all'], 'Who outside gets them.'),
          internalReplyMessage: text('Text for colleagues.'),
          externalReplyMessage: text('Text for others.'),
          scheduledStartDateTime: moment,
          scheduledEndDateTime: moment,
        },
        'Automatic replies.',
      ),
      timeZone: text('Time zone, from OUTLOOK_GET_SUPPORTED_TIME_ZONES.'),
      language: record({ locale: text('Such as en-US.') }, 'Language.'),
      workingHours: record(
        {
          daysOfWeek: several({ type: 'string' }, 'Such as monday.'),
          startTime: text('Such as 08:00:00.'),
          endTime: text('Such as 17:00:00.'),
          timeZone: record({ name: text('Time zone.') }, 'Time zone.'),
        },
        'Working hours.',
      ),
      dateFormat: text('Such as yyyy-MM-dd.'),
      timeFormat: text('Such as HH:mm.'),
    },
    output: settings,
  }),
  graphTool({
    slug: 'OUTLOOK_GET_SUPPORTED_LANGUAGES',
    name: 'List languages',
    description: 'List the languages that a mailbox can have.',
    call: 'GET /{user_id}/outlook/supportedLanguages',
    scopes: anyOf('User.Read'),
    path: { user_id: userId },
    output: page(answer({ locale: words, displayName: words })),
  }),
  graphTool({
    slug: 'OUTLOOK_GET_SUPPORTED_TIME_ZONES',
    name: 'List time zones',
    description: 'List the time zones that a mailbox can have.',
    call: "GET /{user_id}/outlook/supportedTimeZones(TimeZoneStandard=microsoft.graph.timeZoneStandard'{time_zone_standard}')",
    scopes: anyOf('User.Read'),
    path: {
      user_id: userId,
      time_zone_standard: oneOf(['Windows', 'Iana'], 'Names of Windows or IANA.', { default: 'Windows' }),
    },
    output: page(answer({ alias: words, displayName: words })),
  }),
] satisfies ToolkitInput['tools']
