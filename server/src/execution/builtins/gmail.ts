/** Gmail tools that take more than one request, or a MIME message. */
import { Readable } from 'node:stream'
import { OpenedFile } from '../files/opened-file.ts'
import { relatedParts } from '../request/multipart.ts'
import { isObject, type Bag } from '../request/outgoing-request.ts'
import {
  invalidArgument,
  objectsOf,
  textOf,
  type Builtin,
  type BuiltinCall,
  type BuiltinRequest,
} from './builtin.ts'
import { describeMessage, headerOf } from './gmail-message.ts'
import { encodeMessage, readMessage, type Message } from './mime.ts'

/** Messages read at once. Gmail allows 250 quota units a second and user; reading one takes 5. */
const parallel = 10
/** Bytes of MIME inside JSON; Gmail refuses more than some 5 MB there. */
const largestInJson = 3 * 1024 * 1024
/** An attachment of 25 MB in base64. */
const mostInAnswer = 40 * 1024 * 1024

export const sendEmail: Builtin = async function sendEmail(call) {
  const message = readMessage(call.arguments, 'body')
  requireRecipient(message)
  if (message.subject === '' && message.content === '' && !message.attachments)
    throw invalidArgument('subject', 'a subject or a body is required')
  return call.request(await mailRequest(call, 'messages/send', message))
}

export const createDraft: Builtin = async function createDraft(call) {
  const message = readMessage(call.arguments, 'body')
  const threadId = textOf(call.arguments, 'thread_id')
  const complete = threadId === undefined ? message : await inThread(call, threadId, message)
  return call.request(await mailRequest(call, 'drafts', complete, threadId))
}

export const replyToThread: Builtin = async function replyToThread(call) {
  const threadId = textOf(call.arguments, 'thread_id') ?? ''
  const message = await inThread(call, threadId, readMessage(call.arguments, 'message_body'))
  requireRecipient(message)
  return call.request(await mailRequest(call, 'messages/send', message, threadId))
}

export const fetchEmails: Builtin = async function fetchEmails(call) {
  const args = call.arguments
  const list = await call.request({
    method: 'GET',
    path: '/users/{user_id}/messages',
    values: mailbox(call),
    query: {
      q: textOf(args, 'query'),
      maxResults: args['max_results'] ?? 10,
      labelIds: args['label_ids'],
      pageToken: textOf(args, 'page_token'),
      includeSpamTrash: args['include_spam_trash'],
    },
  })
  const found = objectsOf(list['messages'])
  const messages =
    args['ids_only'] === true
      ? found.map(({ id, threadId }) => ({ messageId: id, threadId }))
      : await mapParallel(found, ({ id }) => readOne(call, id))
  return {
    messages,
    nextPageToken: list['nextPageToken'] ?? null,
    resultSizeEstimate: list['resultSizeEstimate'] ?? messages.length,
  }
}

export const getAttachment: Builtin = async function getAttachment(call) {
  const { message_id, attachment_id, file_name } = call.arguments
  const attachment = await call.request({
    method: 'GET',
    path: '/users/{user_id}/messages/{message_id}/attachments/{attachment_id}',
    values: { ...mailbox(call), message_id, attachment_id },
    mostBytes: mostInAnswer,
  })
  const name = String(file_name)
  const bytes = Buffer.from(String(attachment['data'] ?? ''), 'base64url')
  if (!call.files) throw new Error('attachments need storage')
  // The answer does not say what it is; its message does, which the caller has read.
  const { expiresAt: _, ...file } = await call.files.keep(
    name,
    'application/octet-stream',
    Readable.from([bytes]),
  )
  return { file }
}

function mailbox({ arguments: args }: BuiltinCall): Bag {
  return { user_id: textOf(args, 'user_id') ?? 'me' }
}

/**
 * The request that hands Gmail a message: inside JSON, or, when it is longer than Gmail takes there, as an upload
 * beside it (https://developers.google.com/workspace/gmail/api/guides/uploads).
 */
async function mailRequest(
  call: BuiltinCall,
  what: 'messages/send' | 'drafts',
  message: Message,
  threadId?: string,
): Promise<BuiltinRequest> {
  const mime = await encodeMessage(message)
  const describe = (fields: Bag) => {
    const resource = { ...fields, ...(threadId !== undefined && { threadId }) }
    return what === 'drafts' ? { message: resource } : resource
  }
  const base = { method: 'POST', values: mailbox(call) } as const
  if (mime.length <= largestInJson)
    return { ...base, path: `/users/{user_id}/${what}`, body: describe({ raw: mime.toString('base64url') }) }
  return {
    ...base,
    path: `/upload/gmail/v1/users/{user_id}/${what}`,
    atOrigin: true,
    query: { uploadType: 'multipart' },
    raw: relatedParts(JSON.stringify(describe({})), new OpenedFile('mail', 'message/rfc822', mime)),
  }
}

function requireRecipient({ to, cc, bcc }: Message): void {
  if (to.length + cc.length + bcc.length > 0) return
  throw invalidArgument('recipient_email', 'is required; for example ann@example.com')
}

/** One message as the trigger type for new mail describes it. */
export const readMessageById: Builtin = (call) => readOne(call, call.arguments['message_id'])

async function readOne(call: BuiltinCall, id: unknown): Promise<Record<string, unknown>> {
  const full = call.arguments['verbose'] !== false
  const message = await call.request({
    method: 'GET',
    path: '/users/{user_id}/messages/{id}',
    values: { ...mailbox(call), id },
    query: full
      ? { format: 'full' }
      : { format: 'metadata', metadataHeaders: ['Subject', 'From', 'To', 'Date'] },
  })
  return describeMessage(message, full && call.arguments['include_payload'] !== false)
}

/** Completes an answer from the last message of its thread: recipient, subject, threading headers. */
async function inThread(call: BuiltinCall, threadId: string, message: Message): Promise<Message> {
  const thread = await call.request({
    method: 'GET',
    path: '/users/{user_id}/threads/{thread_id}',
    values: { ...mailbox(call), thread_id: threadId },
    query: {
      format: 'metadata',
      metadataHeaders: ['Subject', 'From', 'Reply-To', 'To', 'Message-ID', 'References'],
    },
  })
  const messages = objectsOf(thread['messages'])
  const received = messages.findLast(
    ({ labelIds }) => !(Array.isArray(labelIds) && labelIds.includes('SENT')),
  )
  const last = payloadOf(messages.at(-1))
  const messageId = headerOf(last, 'message-id')
  return {
    ...message,
    to: message.to.length > 0 ? message.to : answerTo(received ? payloadOf(received) : undefined, last),
    subject: message.subject || replySubject(headerOf(last, 'subject') ?? ''),
    inReplyTo: messageId,
    references: [...(headerOf(last, 'references')?.split(/\s+/) ?? []), messageId ?? ''].filter(Boolean),
  }
}

/** Whoever wrote last; in a thread of own messages only, whoever they went to. */
function answerTo(received: Bag | undefined, last: Bag): string[] {
  const sender = received && (headerOf(received, 'reply-to') ?? headerOf(received, 'from'))
  const recipient = sender ?? headerOf(last, 'to')
  return recipient === undefined ? [] : [recipient]
}

function replySubject(subject: string): string {
  return /^re:/i.test(subject) ? subject : `Re: ${subject}`
}

function payloadOf(message: Bag | undefined): Bag {
  const payload = message?.['payload']
  return isObject(payload) ? payload : {}
}

async function mapParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (let at = 0; at < items.length; at += parallel) {
    results.push(...(await Promise.all(items.slice(at, at + parallel).map(work))))
  }
  return results
}
