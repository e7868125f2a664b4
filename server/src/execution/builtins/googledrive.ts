/** Google Drive tools that upload (beside the API, not below it), search in words, or take more than one call. */
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

const folderType = 'application/vnd.google-apps.folder'

/** Conditions of a search (https://developers.google.com/workspace/drive/api/guides/ref-search-terms), by argument. */
const folderTerms: Readonly<Record<string, (text: string) => string>> = {
  name_exact: (text) => `name = ${text}`,
  name_contains: (text) => `name contains ${text}`,
  name_not_contains: (text) => `not name contains ${text}`,
  full_text_contains: (text) => `fullText contains ${text}`,
  full_text_not_contains: (text) => `not fullText contains ${text}`,
  modified_after: (text) => `modifiedTime > ${text}`,
  parent_folder_id: (text) => `${text} in parents`,
}

export const findFolder: Builtin = async function findFolder({ arguments: args, request }) {
  const terms = [`mimeType = '${folderType}'`, 'trashed = false']
  for (const [name, term] of Object.entries(folderTerms)) {
    const text = textOf(args, name)
    if (text !== undefined) terms.push(term(quoted(text)))
  }
  if (args['starred'] !== undefined) terms.push(`starred = ${String(args['starred'])}`)
  return request({
    method: 'GET',
    path: '/files',
    query: {
      q: terms.join(' and '),
      pageSize: args['page_size'],
      pageToken: args['page_token'],
      fields: `nextPageToken,files(${fields})`,
      supportsAllDrives: 'true',
      includeItemsFromAllDrives: 'true',
    },
  })
}

/** A text of a search; what would end it early stands behind a backslash. */
function quoted(text: string): string {
  return `'${text.replaceAll(/[\\']/g, String.raw`\$&`)}'`
}

/** Drive resolves a comment by an answer to it, not by a change of the comment. */
export const updateComment: Builtin = async function updateComment(call) {
  const { file_id, comment_id, content, resolved, fields: mask } = call.arguments
  if (content === undefined && resolved === undefined) {
    throw invalidArgument('content', 'give content or resolved to change')
  }
  const path = '/files/{file_id}/comments/{comment_id}'
  const values = { file_id, comment_id }
  if (content !== undefined) {
    await call.request({ method: 'PATCH', path, values, query: { fields: 'id' }, body: { content } })
  }
  if (resolved !== undefined) {
    const now = await call.request({ method: 'GET', path, values, query: { fields: 'resolved' } })
    const action = resolved === true ? 'resolve' : 'reopen'
    if ((now['resolved'] === true) !== resolved) {
      const replies = `${path}/replies`
      await call.request({ method: 'POST', path: replies, values, query: { fields: 'id' }, body: { action } })
    }
  }
  return call.request({ method: 'GET', path, values, query: { fields: mask } })
}

/** Names on the wire of the arguments that say what a channel tells of. */
const watched: Readonly<Record<string, string>> = {
  drive_id: 'driveId',
  include_removed: 'includeRemoved',
  include_items_from_all_drives: 'includeItemsFromAllDrives',
  include_corpus_removals: 'includeCorpusRemovals',
  include_labels: 'includeLabels',
  include_permissions_for_view: 'includePermissionsForView',
  restrict_to_my_drive: 'restrictToMyDrive',
  spaces: 'spaces',
  page_size: 'pageSize',
  supports_all_drives: 'supportsAllDrives',
}

/** A channel starts at a place in the log of changes: the given one, or now. */
export const watchChanges: Builtin = async function watchChanges({ arguments: args, request }) {
  const { id, address, type = 'web_hook', token, expiration, params } = args
  const query = Object.fromEntries(Object.entries(watched).map(([name, wire]) => [wire, args[name]]))
  let pageToken: unknown = textOf(args, 'page_token')
  if (pageToken === undefined) {
    const { driveId, supportsAllDrives } = query
    const path = '/changes/startPageToken'
    pageToken = (await request({ method: 'GET', path, query: { driveId, supportsAllDrives } }))[
      'startPageToken'
    ]
  }
  const body = { id, address, type, token, expiration, params }
  return request({ method: 'POST', path: '/changes/watch', query: { pageToken, ...query }, body })
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
