/** What callers of Zendesk get wrong. */
import type { ToolkitGuidance } from '../../src/manifest/with-guidance.ts'

export const zendeskGuidance: ToolkitGuidance = {
  tools: {
    ZENDESK_REPLY_ZENDESK_TICKET: {
      pitfalls: [
        'A public comment is mailed to the customer at once: make it private for a note to colleagues.',
      ],
      before: ['ZENDESK_LIST_TICKET_COMMENTS'],
    },
    ZENDESK_SEARCH: {
      pitfalls: [
        'Say what to look for: type:ticket status<solved assignee:me. It is a minute behind and returns 1,000 results at most.',
      ],
    },
    ZENDESK_UPDATE_ZENDESK_TICKET: {
      pitfalls: [
        'tags replace all tags of the ticket, and a closed ticket cannot be changed any more: make a follow-up.',
      ],
    },
  },
}
