/** Google Drive tools that take a file: the upload lies beside the API, not below it. */
import type { Bag } from '../request/outgoing-request.ts'
import { relatedParts } from '../request/multipart.ts'
import { fileOf, invalidArgument, textOf, type Builtin } from './builtin.ts'

const fields = 'id,name,mimeType,parents,size,createdTime,modifiedTime,webViewLink'

/** A multipart upload (https://developers.google.com/workspace/drive/api/guides/manage-uploads), streamed. */
export const uploadFile: Builtin = async function uploadFile(call) {
  const file = fileOf(call.arguments, 'file_to_upload')
  if (!file) throw invalidArgument('file_to_upload', 'is required')
  const folder = textOf(call.arguments, 'folder_to_upload_to')
  const about: Bag = {
    name: file.name,
    mimeType: file.contentType,
    ...(folder !== undefined && { parents: [folder] }),
  }
  return call.request({
    method: 'POST',
    path: '/upload/drive/v3/files',
    atOrigin: true,
    query: { uploadType: 'multipart', supportsAllDrives: 'true', fields },
    raw: relatedParts(JSON.stringify(about), file),
  })
}
