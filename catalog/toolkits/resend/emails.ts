/** Sending mail. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'

const emailId = {
  type: 'string',
  format: 'uuid',
  description: 'Id of the email, as returned when it was sent.',
}
const address = 'an address, or "Name <address>"'

const addresses = (what: string) => ({
  type: 'array',
  items: { type: 'string' },
  maxItems: 50,
  description: what,
})

const sent = {
  type: 'object',
  properties: { id: { type: 'string', description: 'Id of the email.' } },
} as const

export const emailTools = [
  {
    slug: 'RESEND_SEND_EMAIL',
    name: 'Send email',
    description:
      'Send an email from a verified domain, now or at a later time. Give html or text; with html alone the text part is made from it.',
    tags: ['openWorldHint'],
    important: true,
    input: {
      type: 'object',
      properties: {
        from: { type: 'string', description: `Sender: ${address}. The domain must be verified.` },
        to: { ...addresses(`Recipients, each ${address}.`), minItems: 1 },
        subject: { type: 'string', description: 'Subject line.' },
        html: { type: 'string', description: 'Body as HTML.' },
        text: { type: 'string', description: 'Body as plain text.' },
        cc: addresses('Recipients of a copy.'),
        bcc: addresses('Recipients of a blind copy.'),
        reply_to: addresses('Where answers go.'),
        scheduled_at: {
          type: 'string',
          description: 'When to send: an ISO 8601 time, or words such as "in 1 hour".',
        },
        headers: {
          type: 'object',
          additionalProperties: { type: 'string' },
          description: 'Extra mail headers.',
        },
        tags: {
          type: 'array',
          description: 'Names and values to find the email by later.',
          items: {
            type: 'object',
            properties: { name: { type: 'string' }, value: { type: 'string' } },
            required: ['name', 'value'],
          },
        },
        attachments: {
          type: 'array',
          description: 'Files, each by content in base64 or by a public URL (path).',
          items: {
            type: 'object',
            properties: {
              filename: { type: 'string' },
              content: { type: 'string', description: 'Content in base64.' },
              path: { type: 'string', description: 'URL that serves the file.' },
              content_type: { type: 'string' },
            },
            required: ['filename'],
          },
        },
      },
      required: ['from', 'to', 'subject'],
    },
    output: sent,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/emails',
      parameters: [
        { name: 'from', in: 'body' },
        { name: 'to', in: 'body' },
        { name: 'subject', in: 'body' },
        { name: 'html', in: 'body' },
        { name: 'text', in: 'body' },
        { name: 'cc', in: 'body' },
        { name: 'bcc', in: 'body' },
        { name: 'reply_to', in: 'body' },
        { name: 'scheduled_at', in: 'body' },
        { name: 'headers', in: 'body' },
        { name: 'tags', in: 'body' },
        { name: 'attachments', in: 'body' },
      ],
    },
  },
  {
    slug: 'RESEND_RETRIEVE_EMAIL',
    name: 'Retrieve email',
    description:
      'Read an email that was sent: recipients, subject, content and its last event, such as delivered.',
    tags: ['openWorldHint', 'readOnlyHint', 'idempotentHint'],
    important: true,
    input: { type: 'object', properties: { email_id: emailId }, required: ['email_id'] },
    output: {
      type: 'object',
      properties: {
        id: { type: 'string' },
        from: { type: 'string' },
        to: { type: 'array', items: { type: 'string' } },
        subject: { type: 'string' },
        html: { type: ['string', 'null'] },
        text: { type: ['string', 'null'] },
        last_event: { type: 'string' },
        created_at: { type: 'string' },
        scheduled_at: { type: ['string', 'null'] },
      },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/emails/{email_id}',
      parameters: [{ name: 'email_id', in: 'path' }],
    },
  },
  {
    slug: 'RESEND_UPDATE_EMAIL',
    name: 'Reschedule email',
    description: 'Move a scheduled email to another time.',
    tags: ['openWorldHint'],
    input: {
      type: 'object',
      properties: {
        email_id: emailId,
        scheduled_at: { type: 'string', description: 'The new time, ISO 8601.' },
      },
      required: ['email_id', 'scheduled_at'],
    },
    output: sent,
    exec: {
      kind: 'http',
      method: 'PATCH',
      path: '/emails/{email_id}',
      parameters: [
        { name: 'email_id', in: 'path' },
        { name: 'scheduled_at', in: 'body' },
      ],
    },
  },
  {
    slug: 'RESEND_CANCEL_EMAIL',
    name: 'Cancel email',
    description: 'Cancel a scheduled email before it is sent.',
    tags: ['openWorldHint', 'destructiveHint'],
    input: { type: 'object', properties: { email_id: emailId }, required: ['email_id'] },
    output: sent,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/emails/{email_id}/cancel',
      parameters: [{ name: 'email_id', in: 'path' }],
    },
  },
] satisfies ToolkitInput['tools']
