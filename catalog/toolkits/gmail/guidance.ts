/** What callers of Gmail get wrong. */
import type { ToolkitGuidance } from '../../src/manifest/with-guidance.ts'

export const gmailGuidance: ToolkitGuidance = {
  pitfalls: [
    'Message ids and thread ids are different things that look alike: replies and thread labels take the thread id, everything else the message id.',
  ],
  tools: {
    GMAIL_SEND_EMAIL: {
      pitfalls: [
        'Line breaks and tags show as typed unless is_html matches the body: set it for HTML and leave it out for plain text. Markdown is not rendered.',
        'It is sent at once and cannot be recalled: where the user should look first, make a draft.',
      ],
      before: ['GMAIL_SEARCH_PEOPLE'],
    },
    GMAIL_REPLY_TO_THREAD: {
      pitfalls: [
        'Sending a new mail with "Re:" in the subject starts another thread: answer with the thread id instead.',
        'Without a recipient it answers the last sender; others of the thread are copied only when named.',
      ],
    },
    GMAIL_FETCH_EMAILS: {
      pitfalls: [
        'after: and before: take days in the form 2026/01/31 and mean midnight in Pacific time; use seconds since 1970 for another zone.',
        'Whole messages fill the context quickly: ask for few, or for ids_only, and read single ones. resultSizeEstimate is a guess, never a count.',
      ],
      after: ['GMAIL_FETCH_MESSAGE_BY_MESSAGE_ID', 'GMAIL_REPLY_TO_THREAD', 'GMAIL_ADD_LABEL_TO_EMAIL'],
    },
    GMAIL_ADD_LABEL_TO_EMAIL: {
      pitfalls: [
        'Labels are given by id (Label_12), not by their name; only system labels such as INBOX, UNREAD and STARRED are their own ids.',
        'To archive is to remove INBOX, to mark as read is to remove UNREAD.',
      ],
      before: ['GMAIL_LIST_LABELS', 'GMAIL_FETCH_EMAILS'],
    },
    GMAIL_MODIFY_THREAD_LABELS: {
      pitfalls: [
        'Labels are given by id (Label_12), not by their name, and change on every message of the thread.',
      ],
      before: ['GMAIL_LIST_LABELS'],
    },
    GMAIL_CREATE_LABEL: {
      pitfalls: [
        'A label of this name that exists already is a conflict: list the labels first and use its id.',
      ],
      before: ['GMAIL_LIST_LABELS'],
      after: ['GMAIL_ADD_LABEL_TO_EMAIL'],
    },
    GMAIL_GET_ATTACHMENT: {
      pitfalls: [
        'Attachment ids change with every read of the message: take one from a message that was fetched just now.',
      ],
    },
    GMAIL_DELETE_MESSAGE: {
      pitfalls: [
        'It deletes for good, past the trash, and needs the full mail scope: move to trash unless the user insists.',
      ],
    },
    GMAIL_CREATE_EMAIL_DRAFT: {
      pitfalls: [
        'A draft with a thread id answers that thread only when its subject is the one of the thread.',
      ],
      after: ['GMAIL_SEND_DRAFT'],
    },
  },
}
