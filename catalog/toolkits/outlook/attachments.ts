/** Attachments of messages and events. */
import { fileOutput } from '../../src/manifest/files.ts'
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { answer, count, id, text, words } from '../schemas.ts'
import { graphTool, page, select, userId } from '../microsoft-graph.ts'
import { eventId, messageId } from './inputs.ts'
import { canReadEvents, canReadMail, canWriteEvents, canWriteMail } from './scopes.ts'

const attachment = answer({ id: words, name: words, contentType: words, size: count })

const file = {
  name: id('Name with its ending, such as report.pdf.'),
  contentBytes: id('Content in base64; at most 3 MB before encoding.'),
  contentType: text('MIME type, such as application/pdf.'),
}
const fileBody = { '@odata.type': '#microsoft.graph.fileAttachment' }

export const attachmentTools = [
  graphTool({
    slug: 'OUTLOOK_LIST_OUTLOOK_ATTACHMENTS',
    name: 'List attachments of message',
    description: 'List the attachments of a message: id, name, type and size, without their content.',
    call: 'GET /{user_id}/messages/{message_id}/attachments',
    important: true,
    scopes: canReadMail,
    path: { user_id: userId, message_id: messageId },
    query: { select },
    exec: { query: { $select: 'id,name,contentType,size,isInline,lastModifiedDateTime' } },
    output: page(attachment),
  }),
  graphTool({
    slug: 'OUTLOOK_DOWNLOAD_OUTLOOK_ATTACHMENT',
    aliases: ['OUTLOOK_DOWNLOAD_ATTACHMENT'],
    name: 'Download attachment',
    description: 'Get the content of an attachment of a message.',
    call: 'GET /{user_id}/messages/{message_id}/attachments/{attachment_id}/$value',
    important: true,
    scopes: canReadMail,
    path: {
      user_id: userId,
      message_id: messageId,
      attachment_id: id('Id of the attachment, from OUTLOOK_LIST_OUTLOOK_ATTACHMENTS.'),
    },
    exec: { response: { file: 'file' } },
    output: answer({ file: fileOutput('The attachment.') }),
  }),
  graphTool({
    slug: 'OUTLOOK_ADD_MAIL_ATTACHMENT',
    name: 'Add attachment to draft',
    description: 'Attach a small file to a draft. Make the draft with OUTLOOK_OUTLOOK_CREATE_DRAFT first.',
    call: 'POST /{user_id}/messages/{message_id}/attachments',
    scopes: canWriteMail,
    path: { user_id: userId, message_id: messageId },
    body: { ...file, contentId: text('Id for use in HTML as cid:ID, for inline pictures.') },
    required: ['name', 'contentBytes'],
    exec: { body: fileBody },
    output: attachment,
  }),
  graphTool({
    slug: 'OUTLOOK_LIST_EVENT_ATTACHMENTS',
    name: 'List attachments of event',
    description: 'List the attachments of a calendar event.',
    call: 'GET /{user_id}/events/{event_id}/attachments',
    scopes: canReadEvents,
    path: { user_id: userId, event_id: eventId },
    query: { select },
    exec: { query: { $select: 'id,name,contentType,size,isInline,lastModifiedDateTime' } },
    output: page(attachment),
  }),
  graphTool({
    slug: 'OUTLOOK_OUTLOOK_ADD_EVENT_ATTACHMENT',
    aliases: ['OUTLOOK_ADD_EVENT_ATTACHMENT'],
    name: 'Add attachment to event',
    description: 'Attach a small file to a calendar event.',
    call: 'POST /{user_id}/events/{event_id}/attachments',
    scopes: canWriteEvents,
    path: { user_id: userId, event_id: eventId },
    body: file,
    required: ['name', 'contentBytes'],
    exec: { body: fileBody },
    output: attachment,
  }),
] satisfies ToolkitInput['tools']
