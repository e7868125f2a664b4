/** Writing mail. Recipients are objects in Graph and addresses here, so built-ins make the request. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { flag, id, text } from '../schemas.ts'
import { userId } from '../microsoft-graph.ts'
import { writes } from '../parameters.ts'
import { emails, importance, isHtml, message, messageId } from './inputs.ts'
import { canSendMail, canWriteMail } from './scopes.ts'

const body = text('Text of the message.')

export const sendTools = [
  {
    slug: 'OUTLOOK_OUTLOOK_SEND_EMAIL',
    aliases: ['OUTLOOK_SEND_EMAIL'],
    name: 'Send email',
    description: 'Send a new message at once. To answer one use OUTLOOK_OUTLOOK_REPLY_EMAIL.',
    tags: writes,
    important: true,
    scopes: canSendMail,
    input: {
      type: 'object',
      properties: {
        user_id: userId,
        to_email: id('Email address of the main recipient.'),
        to_name: text('Name of the main recipient.'),
        to_recipients: emails('further main recipients'),
        subject: text('Subject.'),
        body,
        is_html: isHtml('body'),
        cc_emails: emails('people to send a copy'),
        bcc_emails: emails('people to send a hidden copy'),
        from_address: text('Address to send as, when the account may send for another.'),
        importance,
        save_to_sent_items: flag('Keep a copy in Sent Items.', { default: true }),
      },
      required: ['to_email', 'subject', 'body'],
    },
    exec: { kind: 'builtin', name: 'outlook.send_email' },
  },
  {
    slug: 'OUTLOOK_OUTLOOK_CREATE_DRAFT',
    aliases: ['OUTLOOK_CREATE_DRAFT'],
    name: 'Create draft',
    description: 'Write a message and keep it in Drafts without sending it.',
    tags: writes,
    important: true,
    scopes: canWriteMail,
    input: {
      type: 'object',
      properties: {
        user_id: userId,
        subject: text('Subject.'),
        body,
        is_html: isHtml('body'),
        to_recipients: emails('the main recipients'),
        cc_recipients: emails('people to send a copy'),
        bcc_recipients: emails('people to send a hidden copy'),
        importance,
      },
      required: ['subject', 'body'],
    },
    output: message,
    exec: { kind: 'builtin', name: 'outlook.create_draft' },
  },
  ...(
    [
      [
        'OUTLOOK_OUTLOOK_REPLY_EMAIL',
        'OUTLOOK_REPLY_EMAIL',
        'Reply to email',
        'Answer the sender of a message at once, with the old text below.',
        'outlook.reply_email',
        canSendMail,
      ],
      [
        'OUTLOOK_OUTLOOK_CREATE_DRAFT_REPLY',
        'OUTLOOK_CREATE_DRAFT_REPLY',
        'Create draft reply',
        'Write an answer to a message and keep it in Drafts without sending it.',
        'outlook.create_draft_reply',
        canWriteMail,
      ],
    ] as const
  ).map(([slug, alias, name, description, builtin, scopes]) => ({
    slug,
    aliases: [alias],
    name,
    description,
    tags: writes,
    important: true,
    scopes,
    input: {
      type: 'object' as const,
      properties: {
        user_id: userId,
        message_id: messageId,
        comment: text('Text of the answer.'),
        cc_emails: emails('people to send a copy'),
        bcc_emails: emails('people to send a hidden copy'),
      },
      required: ['message_id', 'comment'],
    },
    ...(builtin === 'outlook.create_draft_reply' && { output: message }),
    exec: { kind: 'builtin' as const, name: builtin },
  })),
] satisfies ToolkitInput['tools']
