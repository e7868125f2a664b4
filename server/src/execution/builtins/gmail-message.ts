/** Gmail's message resource (users.messages) in the shape that the tool answers. */
import { isObject } from '../request/outgoing-request.ts'
import { objectsOf } from './builtin.ts'

type Resource = Record<string, unknown>

/** Parts of a hostile message could nest without end. */
const deepest = 20

/** One message as an item of `messages`. */
export function describeMessage(message: Resource, withPayload: boolean): Record<string, unknown> {
  const payload = isObject(message['payload']) ? message['payload'] : {}
  const subject = headerOf(payload, 'subject') ?? ''
  return {
    messageId: message['id'],
    threadId: message['threadId'],
    subject,
    sender: headerOf(payload, 'from') ?? '',
    to: headerOf(payload, 'to') ?? '',
    messageTimestamp: timestampOf(message['internalDate']),
    labelIds: message['labelIds'] ?? [],
    messageText: textOfPayload(payload),
    preview: { subject, body: message['snippet'] ?? '' },
    attachmentList: partsOf(payload).filter(isAttachment).map(describeAttachment),
    payload: withPayload ? payload : null,
  }
}

/** A header of a message or part, whatever the case of its name. */
export function headerOf(payload: Resource, name: string): string | undefined {
  const found = objectsOf(payload['headers']).find((header) => String(header['name']).toLowerCase() === name)
  return typeof found?.['value'] === 'string' ? found['value'] : undefined
}

/** The first plain text part, else the first HTML part, decoded. */
function textOfPayload(payload: Resource): string {
  const texts = partsOf(payload).filter((part) => !isAttachment(part))
  for (const type of ['text/plain', 'text/html']) {
    const data = texts.find((part) => part['mimeType'] === type && dataOf(part) !== undefined)
    if (data) return Buffer.from(dataOf(data) ?? '', 'base64url').toString('utf8')
  }
  return ''
}

function partsOf(part: Resource, depth = 0): Resource[] {
  if (depth > deepest) return []
  return [part, ...objectsOf(part['parts']).flatMap((child) => partsOf(child, depth + 1))]
}

function isAttachment(part: Resource): boolean {
  return typeof part['filename'] === 'string' && part['filename'] !== ''
}

function describeAttachment(part: Resource): Record<string, unknown> {
  const body = isObject(part['body']) ? part['body'] : {}
  return {
    filename: part['filename'],
    mimeType: part['mimeType'],
    attachmentId: body['attachmentId'] ?? null,
    size: body['size'] ?? null,
  }
}

function dataOf(part: Resource): string | undefined {
  const data = isObject(part['body']) ? part['body']['data'] : undefined
  return typeof data === 'string' && data !== '' ? data : undefined
}

/** Gmail's milliseconds since 1970, as text, in ISO 8601. */
function timestampOf(internalDate: unknown): string {
  const time = new Date(Number(internalDate))
  return internalDate === undefined || Number.isNaN(time.getTime()) ? '' : time.toISOString()
}
