/** What callers of Intercom get wrong. */
import type { ToolkitGuidance } from '../../src/manifest/with-guidance.ts'

export const intercomGuidance: ToolkitGuidance = {
  tools: {
    INTERCOM_REPLY_TO_A_CONVERSATION: {
      pitfalls: [
        'A comment goes to the customer, a note only to colleagues: set message_type with care.',
        'A reply of the team needs the id of an admin, which is not the id of a contact.',
      ],
      before: ['INTERCOM_LIST_ALL_ADMINS', 'INTERCOM_SEARCH_CONVERSATIONS'],
    },
    INTERCOM_SEARCH_CONVERSATIONS: {
      pitfalls: [
        'Times are seconds since 1970 and are compared by day in UTC; texts of messages are found by whole words only.',
      ],
    },
    INTERCOM_CREATE_CONTACT: {
      pitfalls: [
        'A contact of the same email is a 409: search first. Times are seconds since 1970, not milliseconds.',
      ],
      before: ['INTERCOM_SEARCH_CONTACTS'],
    },
  },
}
