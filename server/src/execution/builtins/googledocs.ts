/** Google Docs: Drive makes a document of what is uploaded to it. */
import { OpenedFile } from '../files/opened-file.ts'
import { relatedParts } from '../request/multipart.ts'
import type { Builtin } from './builtin.ts'

const uploads = 'https://www.googleapis.com/upload/drive/v3/files'
const mimeType = 'application/vnd.google-apps.document'

export const createDocumentFromMarkdown: Builtin = async function createDocumentFromMarkdown(call) {
  const { title, markdown_text } = call.arguments
  const file = new OpenedFile('document.md', 'text/markdown', Buffer.from(String(markdown_text)))
  return call.request({
    method: 'POST',
    path: uploads,
    query: { uploadType: 'multipart', supportsAllDrives: 'true', fields: 'id,name,modifiedTime,webViewLink' },
    raw: relatedParts(JSON.stringify({ name: title, mimeType }), file),
  })
}
