import type { TriggerInput } from '../../src/manifest/trigger.ts'
import { http, maybe, payload, pollConfig } from '../trigger-kit.ts'

export const gmailTriggers: TriggerInput[] = [
  {
    slug: 'GMAIL_NEW_GMAIL_MESSAGE',
    name: 'New message received',
    description: 'Fires for each message that arrives in a mailbox, with its text, people and attachments.',
    instructions: 'Narrow it with a label or with a search as in the Gmail search box.',
    config: pollConfig(
      {},
      {
        userId: { type: 'string', default: 'me', description: 'Mailbox; me is the connected person’s own.' },
        labelIds: { type: 'string', default: 'INBOX', description: 'Only messages with this label.' },
        query: { type: 'string', default: '', description: 'Search terms, such as from:ann@example.com.' },
      },
    ),
    payload: payload(
      {},
      {
        message_id: maybe('ID of the message.'),
        thread_id: maybe('ID of its thread.'),
        subject: maybe('Subject line.'),
        sender: maybe('Who sent it.'),
        to: maybe('Recipients.'),
        message_text: maybe('Text of the message.'),
        message_timestamp: maybe('When it was received, ISO 8601.'),
        attachment_list: maybe('Names, types and ids of attachments.'),
        payload: maybe('The message’s parts as Gmail gives them.'),
      },
    ),
    poll: {
      call: http('GET', '/users/{userId}/messages', {
        parameters: [
          { name: 'userId', in: 'path' },
          { name: 'labelIds', in: 'query' },
        ],
        query: { q: 'after:{{state.since}} {{input.query}}', maxResults: '100', pageToken: '{{state.page}}' },
      }),
      items: 'messages',
      page: 'nextPageToken',
      id: '{{item.id}}',
      cursor: { kind: 'snapshot', emits: ['added'] },
      dedupe: 2_000,
      detail: {
        exec: { kind: 'builtin', name: 'gmail.read_message' },
        arguments: { user_id: '{{input.userId}}', message_id: '{{item.id}}' },
      },
    },
    map: {
      message_id: '{{item.messageId}}',
      thread_id: '{{item.threadId}}',
      subject: '{{item.subject}}',
      sender: '{{item.sender}}',
      to: '{{item.to}}',
      message_text: '{{item.messageText}}',
      message_timestamp: '{{item.messageTimestamp}}',
      attachment_list: '{{item.attachmentList}}',
      payload: '{{item.payload}}',
    },
  },
]
