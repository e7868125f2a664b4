/** Google Drive tools that take a file: the upload lies beside the API, not below it. */
import type { Bag } from '../request/outgoing-request.ts'
import { relatedParts } from '../request/multipart.ts'
import { OpenedFile } from '../files/opened-file.ts'
import { fileOf, invalidArgument, textOf, type Builtin, type BuiltinCall } from './builtin.ts'

const fields = 'id,name,mimeType,parents,size,createdTime,modifiedTime,webViewLink'

export const uploadFile: Builtin = async function uploadFile(call) {
  const file = fileOf(call.arguments, 'file_to_upload')
  if (!file) throw invalidArgument('file_to_upload', 'is required')
  return upload(call, file, textOf(call.arguments, 'folder_to_upload_to'))
}

export const createFileFromText: Builtin = async function createFileFromText(call) {
  const { file_name, text_content, mime_type = 'text/plain' } = call.arguments
  const content = Buffer.from(String(text_content))
  const file = new OpenedFile(String(file_name), String(mime_type), content)
  return upload(call, file, textOf(call.arguments, 'parent_id'))
}

/** A multipart upload (https://developers.google.com/workspace/drive/api/guides/manage-uploads), streamed. */
function upload(call: BuiltinCall, file: OpenedFile, folder: string | undefined) {
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
