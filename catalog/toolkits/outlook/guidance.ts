/** What callers of Outlook get wrong. */
import type { ToolkitGuidance } from '../../src/manifest/with-guidance.ts'

export const outlookGuidance: ToolkitGuidance = {
  tools: {
    OUTLOOK_OUTLOOK_SEND_EMAIL: {
      pitfalls: [
        'It answers without an id: to know the message afterwards, make a draft and send that.',
        'A text with tags is shown as it stands unless the body is marked as HTML.',
      ],
    },
    OUTLOOK_OUTLOOK_LIST_MESSAGES: {
      pitfalls: [
        'It reads one folder, the inbox unless said: sent, archived and filed messages are elsewhere.',
      ],
    },
    OUTLOOK_OUTLOOK_MOVE_MESSAGE: {
      pitfalls: ['A moved message gets a new id, which the answer holds: the old one is not found any more.'],
    },
    OUTLOOK_OUTLOOK_CALENDAR_CREATE_EVENT: {
      pitfalls: [
        'Times are local to time_zone: give the zone of the user, not an offset in the time.',
        'Guests get an invitation at once: have the user confirm whom and when.',
      ],
    },
    OUTLOOK_OUTLOOK_DELETE_EVENT: {
      pitfalls: [
        'For its organizer this cancels the meeting for all guests; the id of a series removes every occurrence.',
      ],
    },
  },
}
