/** Input properties that several Gmail tools share. */
import { fileInput } from '../../src/manifest/files.ts'

export const userId = {
  type: 'string',
  default: 'me',
  description: 'Mailbox to act on: "me" for the connected account, or its email address.',
}

export const messageId = {
  type: 'string',
  minLength: 1,
  description: 'Id of the message, as returned by a fetch or search (not the Message-ID header).',
}

export const threadId = { type: 'string', minLength: 1, description: 'Id of the thread.' }

export const pageToken = {
  type: 'string',
  description: 'Token of the next page, from the previous answer.',
}

export const maxResults = (fallback: number) => ({
  type: 'integer',
  minimum: 1,
  maximum: 500,
  default: fallback,
  description: 'How many to return at most, 1 to 500.',
})

const recipients = (description: string) => ({ type: 'array', items: { type: 'string' }, description })

/** What one writes in a mail. */
export const composition = {
  recipient_email: { type: 'string', description: 'Address of the first recipient (To).' },
  extra_recipients: recipients('Further recipients (To).'),
  cc: recipients('Recipients of a copy.'),
  bcc: recipients('Recipients of a blind copy.'),
  subject: { type: 'string', description: 'Subject line.' },
  body: { type: 'string', description: 'Text of the mail: plain text, or HTML when is_html is true.' },
  is_html: { type: 'boolean', default: false, description: 'Whether body is HTML.' },
  attachment: fileInput('A file to attach, of up to 25 MB.'),
}

export const messageOutput = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    threadId: { type: 'string' },
    labelIds: { type: 'array', items: { type: 'string' } },
    snippet: { type: 'string' },
    payload: { type: 'object', additionalProperties: true },
    internalDate: { type: 'string' },
  },
} as const
