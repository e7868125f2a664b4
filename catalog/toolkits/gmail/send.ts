/** Sending mail. A message is MIME in base64url, which a declarative call cannot build. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inPath, writes } from '../parameters.ts'
import { composition, threadId, userId } from './inputs.ts'
import { canCompose, canSend } from './scopes.ts'

const sent = {
  type: 'object',
  properties: {
    id: { type: 'string', description: 'Id of the message.' },
    threadId: { type: 'string' },
    labelIds: { type: 'array', items: { type: 'string' } },
  },
} as const

export const sendTools = [
  {
    slug: 'GMAIL_SEND_EMAIL',
    name: 'Send email',
    description:
      'Send an email from the connected Gmail account. At least one recipient and a subject or a body are needed.',
    tags: writes,
    important: true,
    scopes: canSend,
    input: { type: 'object', properties: { ...composition, user_id: userId } },
    output: sent,
    exec: { kind: 'builtin', name: 'gmail.send_email' },
  },
  {
    slug: 'GMAIL_REPLY_TO_THREAD',
    name: 'Reply to thread',
    description: 'Answer an email thread; the subject and the threading headers are taken from the thread.',
    tags: writes,
    important: true,
    scopes: canCompose,
    input: {
      type: 'object',
      properties: {
        thread_id: threadId,
        recipient_email: composition.recipient_email,
        message_body: {
          type: 'string',
          description: 'Text of the answer: plain text, or HTML when is_html is true.',
        },
        extra_recipients: composition.extra_recipients,
        cc: composition.cc,
        bcc: composition.bcc,
        is_html: composition.is_html,
        attachment: composition.attachment,
        user_id: userId,
      },
      required: ['thread_id'],
    },
    output: sent,
    exec: { kind: 'builtin', name: 'gmail.reply_to_thread' },
  },
  {
    slug: 'GMAIL_SEND_DRAFT',
    name: 'Send draft',
    description: 'Send a draft that exists; it goes to the recipients it names.',
    tags: writes,
    scopes: canCompose,
    input: {
      type: 'object',
      properties: {
        draft_id: { type: 'string', minLength: 1, description: 'Id of the draft.' },
        user_id: userId,
      },
      required: ['draft_id'],
    },
    output: sent,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/users/{user_id}/drafts/send',
      parameters: [...inPath('user_id'), { name: 'draft_id', in: 'body', wire: 'id' }],
    },
  },
] satisfies ToolkitInput['tools']
