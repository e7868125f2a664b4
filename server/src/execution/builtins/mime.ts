/** Mail as Gmail takes it: MIME in base64url. */
import MailComposer from 'nodemailer/lib/mail-composer'
import type { Bag } from '../request/outgoing-request.ts'
import { invalidArgument, textOf, textsOf } from './builtin.ts'

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
}

/** RFC 5322 addresses are wilder; this keeps out what cannot be one, and every line break. */
const address = /^[^\s<>,;]+@[^\s<>,;]+$|^[^\r\n<>]*<[^\s<>,;]+@[^\s<>,;]+>$/

/**
 * The message that the arguments describe.
 * @throws {ApiError} ToolArgumentsInvalid for something that is not an address.
 */
export function readMessage(args: Readonly<Bag>, bodyName: string): Message {
  const first = textOf(args, 'recipient_email')
  const to = [...(first === undefined ? [] : [first]), ...textsOf(args, 'extra_recipients')]
  return {
    to: addresses('recipient_email', to),
    cc: addresses('cc', textsOf(args, 'cc')),
    bcc: addresses('bcc', textsOf(args, 'bcc')),
    subject: textOf(args, 'subject') ?? '',
    content: textOf(args, bodyName) ?? '',
    isHtml: args['is_html'] === true,
  }
}

/** The message as base64url of its MIME form, with the Bcc header that Gmail reads and removes. */
export async function encodeMessage({
  content,
  isHtml,
  references = [],
  ...message
}: Message): Promise<string> {
  const mail = new MailComposer({
    ...message,
    ...(isHtml ? { html: content } : { text: content }),
    references,
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile()
  mail.keepBcc = true
  return (await mail.build()).toString('base64url')
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
