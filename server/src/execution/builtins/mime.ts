/** Mail as Gmail takes it: MIME in base64url. */
import { mailComposer } from '../../late-packages.ts'
import type { OpenedFile } from '../files/opened-file.ts'
import type { Bag } from '../request/outgoing-request.ts'
import { fileOf, invalidArgument, textOf, textsOf } from './builtin.ts'

export interface Message {
  to: string[]
  cc: string[]
  bcc: string[]
  subject: string
  content: string
  isHtml: boolean
  /** Message-ID of the mail that is answered. */
  inReplyTo?: string | undefined
  /** Message-IDs of the thread so far, oldest first. */
  references?: string[]
  attachments?: OpenedFile[]
}

/** Bytes of an attachment: Gmail takes 35 MB of message, in which a file is a third longer. */
const largestAttachment = 25 * 1024 * 1024

/** RFC 5322 addresses are wilder; this keeps out what cannot be one, and every line break. */
const address = /^[^\s<>,;]+@[^\s<>,;]+$|^[^\r\n<>]*<[^\s<>,;]+@[^\s<>,;]+>$/

/**
 * The message that the arguments describe.
 * @throws {ApiError} ToolArgumentsInvalid for something that is not an address.
 */
export function readMessage(args: Readonly<Bag>, bodyName: string): Message {
  const first = textOf(args, 'recipient_email')
  const to = [...(first === undefined ? [] : [first]), ...textsOf(args, 'extra_recipients')]
  const attachment = fileOf(args, 'attachment')
  if (attachment && attachment.size > largestAttachment)
    throw invalidArgument(
      'attachment',
      `has ${attachment.size} bytes; Gmail sends at most ${largestAttachment}`,
    )
  return {
    ...(attachment && { attachments: [attachment] }),
    to: addresses('recipient_email', to),
    cc: addresses('cc', textsOf(args, 'cc')),
    bcc: addresses('bcc', textsOf(args, 'bcc')),
    subject: textOf(args, 'subject') ?? '',
    content: textOf(args, bodyName) ?? '',
    isHtml: args['is_html'] === true,
  }
}

/** The message in its MIME form, with the Bcc header that Gmail reads and removes. */
export async function encodeMessage({
  content,
  isHtml,
  references = [],
  attachments = [],
  ...message
}: Message): Promise<Buffer> {
  const mail = new (mailComposer())({
    ...message,
    ...(isHtml ? { html: content } : { text: content }),
    references,
    attachments: await Promise.all(
      attachments.map(async (file) => ({
        filename: file.name,
        contentType: file.contentType,
        content: await file.read(),
      })),
    ),
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile()
  mail.keepBcc = true
  return mail.build()
}

function addresses(name: string, given: string[]): string[] {
  const trimmed = given.map((text) => text.trim())
  const wrong = trimmed.find((text) => text.length > 320 || !address.test(text))
  if (wrong === undefined) return trimmed
  throw invalidArgument(
    name,
    `${JSON.stringify(wrong.slice(0, 80))} is not an email address; for example ann@example.com`,
  )
}
