/** What callers of Calendly get wrong. */
import type { ToolkitGuidance } from '../../src/manifest/with-guidance.ts'

export const calendlyGuidance: ToolkitGuidance = {
  pitfalls: [
    'People, organizations and event types are named by their whole URI (https://api.calendly.com/users/…): read the current user first.',
  ],
  tools: {
    CALENDLY_LIST_EVENT_TYPE_AVAILABLE_TIMES: {
      pitfalls: ['The span is at most seven days and must lie in the future; times are UTC.'],
      before: ['CALENDLY_LIST_USER_S_EVENT_TYPES'],
    },
    CALENDLY_LIST_EVENTS: {
      pitfalls: ['Cancelled events come too unless status is active, and times are UTC.'],
      before: ['CALENDLY_GET_CURRENT_USER'],
    },
    CALENDLY_CREATE_SCHEDULING_LINK: {
      pitfalls: ['The link is used up by one booking: make another for each person.'],
      before: ['CALENDLY_LIST_USER_S_EVENT_TYPES'],
    },
  },
}
