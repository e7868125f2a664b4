/** Messages: listing, searching, reading, filing. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { answer, flag, whole, listOf, oneOf, record, text } from '../schemas.ts'
import {
  deltaToken,
  filter,
  graphTool,
  orderby,
  page,
  select,
  skip,
  skipToken,
  top,
  userId,
} from '../microsoft-graph.ts'
import { reads } from '../parameters.ts'
import { categories, folderId, importance, message, messageId } from './inputs.ts'
import { canReadMail, canWriteMail } from './scopes.ts'

const when = (what: string) => text(`Only messages ${what} this time, as 2026-01-31T00:00:00Z.`)

export const messageTools = [
  {
    slug: 'OUTLOOK_OUTLOOK_LIST_MESSAGES',
    aliases: ['OUTLOOK_LIST_MESSAGES'],
    name: 'List messages',
    description:
      'List the messages of a folder, newest first, narrowed by sender, subject, time or state. To look for words use OUTLOOK_OUTLOOK_SEARCH_MESSAGES.',
    tags: reads,
    important: true,
    scopes: canReadMail,
    input: {
      type: 'object',
      properties: {
        user_id: userId,
        folder: {
          ...folderId,
          default: 'inbox',
          description: `${folderId.description} Or allItems for the whole mailbox.`,
        },
        top: top(1000, { default: 10 }),
        skip,
        is_read: flag('Only read or only unread ones.'),
        subject: text('Only messages with exactly this subject.'),
        subject_contains: text('Only messages whose subject contains this.'),
        subject_startswith: text('Only messages whose subject starts with this.'),
        from_address: text('Only messages from this address.'),
        has_attachments: flag('Only messages with or without attachments.'),
        importance,
        categories: { ...categories, description: 'Only messages with all of these color categories.' },
        conversationId: text('Only messages of this conversation.'),
        received_date_time_gt: when('received after'),
        received_date_time_ge: when('received at or after'),
        received_date_time_lt: when('received before'),
        received_date_time_le: when('received at or before'),
        filter: filter("contains(subject,'invoice')"),
        select,
        orderby: orderby('receivedDateTime desc'),
        expand: text('Related objects to include, such as attachments.'),
      },
      required: [],
    },
    output: page(message),
    exec: { kind: 'builtin', name: 'outlook.list_messages' },
  },
  {
    slug: 'OUTLOOK_OUTLOOK_SEARCH_MESSAGES',
    aliases: ['OUTLOOK_SEARCH_MESSAGES'],
    name: 'Search messages',
    description:
      'Search the whole mailbox by words, sender, subject or attachments; the best matches of recent mail come first. Give at least one condition.',
    tags: reads,
    important: true,
    scopes: canReadMail,
    input: {
      type: 'object',
      properties: {
        user_id: userId,
        query: text('What to look for, in the search words of Outlook: invoice AND received>=2026-01-01.', {
          examples: ['from:ann subject:"quarterly report"'],
        }),
        fromEmail: text('Only messages from this address.'),
        subject: text('Only messages with these words in the subject.'),
        hasAttachments: flag('Only messages with attachments.'),
        size: whole('How many at most.', { minimum: 1, maximum: 250, default: 25 }),
        select,
        skip_token: skipToken,
      },
      required: [],
    },
    output: page(message),
    exec: { kind: 'builtin', name: 'outlook.search_messages' },
  },
  graphTool({
    slug: 'OUTLOOK_OUTLOOK_GET_MESSAGE',
    aliases: ['OUTLOOK_GET_MESSAGE'],
    name: 'Get message',
    description: 'Read one message in full: text, recipients, times and headers if selected.',
    call: 'GET /{user_id}/messages/{message_id}',
    important: true,
    scopes: canReadMail,
    path: { user_id: userId, message_id: messageId },
    query: { select },
    output: message,
  }),
  graphTool({
    slug: 'OUTLOOK_OUTLOOK_UPDATE_EMAIL',
    aliases: ['OUTLOOK_UPDATE_EMAIL'],
    name: 'Update message',
    description:
      'Mark a message as read or unread, categorize or flag it, or change subject and text of a draft. What is not given stays.',
    call: 'PATCH /{user_id}/messages/{message_id}',
    important: true,
    scopes: canWriteMail,
    path: { user_id: userId, message_id: messageId },
    body: {
      is_read: flag('Whether it has been read.'),
      categories,
      importance,
      flag: record(
        { flagStatus: oneOf(['notFlagged', 'flagged', 'complete'], 'State of the follow-up flag.') },
        'Follow-up flag.',
      ),
      subject: text('New subject (drafts only).'),
      body: record(
        { contentType: oneOf(['Text', 'HTML'], 'Format of content.'), content: text('The text.') },
        'New text (drafts only).',
      ),
      inference_classification: oneOf(['focused', 'other'], 'Which part of the inbox it is for.'),
    },
    output: message,
  }),
  graphTool({
    slug: 'OUTLOOK_OUTLOOK_MOVE_MESSAGE',
    aliases: ['OUTLOOK_MOVE_MESSAGE'],
    name: 'Move message',
    description:
      'Move a message to another folder; its id changes, the new one is in the answer. deleteditems is the trash, archive the archive.',
    call: 'POST /{user_id}/messages/{message_id}/move',
    important: true,
    scopes: canWriteMail,
    path: { user_id: userId, message_id: messageId },
    body: { destination_id: folderId },
    required: ['destination_id'],
    output: message,
  }),
  graphTool({
    slug: 'OUTLOOK_GET_MAIL_DELTA',
    name: 'Get changes of folder',
    description:
      'See which messages of a folder were added, changed or deleted since the last look. The first call lists all; keep the token of @odata.deltaLink for the next.',
    call: 'GET /{user_id}/mailFolders/{folder_id}/messages/delta',
    scopes: canReadMail,
    path: { user_id: userId, folder_id: { ...folderId, default: 'inbox' } },
    query: { select, top: top(1000), delta_token: deltaToken, skip_token: skipToken },
    output: page(message),
  }),
  graphTool({
    slug: 'OUTLOOK_GET_MAIL_TIPS',
    name: 'Get mail tips',
    description:
      'See before sending whether people are out of office, their mailbox is full or they are outside the organization.',
    call: 'POST /{user_id}/getMailTips',
    tags: reads,
    scopes: canReadMail,
    path: { user_id: userId },
    body: {
      email_addresses: {
        type: 'array',
        items: { type: 'string' },
        minItems: 1,
        description: 'Addresses to ask about.',
      },
      mail_tips_options: text(
        'What to ask, separated by commas: automaticReplies, mailboxFullStatus, externalMemberCount, maxMessageSize, deliveryRestriction, moderationStatus.',
        { default: 'automaticReplies, mailboxFullStatus' },
      ),
    },
    wire: { email_addresses: 'EmailAddresses', mail_tips_options: 'MailTipsOptions' },
    exec: { body: { MailTipsOptions: 'automaticReplies, mailboxFullStatus' } },
    required: ['email_addresses'],
    output: answer({ value: listOf() }),
  }),
] satisfies ToolkitInput['tools']
