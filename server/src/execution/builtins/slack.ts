/** Slack takes a file in three calls: where to put it, its bytes, and what becomes of it. */
import { OpenedFile } from '../files/opened-file.ts'
import { bodyOf } from '../request/streamed-body.ts'
import { fileOf, invalidArgument, objectsOf, textOf, type Builtin, type BuiltinCall } from './builtin.ts'

/** https://docs.slack.dev/messaging/working-with-files#upload */
export const uploadFile: Builtin = async function uploadFile(call) {
  const file = await wantedFile(call)
  const name = textOf(call.arguments, 'filename') ?? file.name
  const place = await call.request({
    method: 'GET',
    path: '/files.getUploadURLExternal',
    query: { filename: name, length: file.size },
  })
  const { upload_url: url, file_id: id } = place
  if (typeof url !== 'string' || typeof id !== 'string')
    return { ok: false, error: 'Slack named no place for the file' }
  await call.request({
    method: 'POST',
    path: url,
    raw: { contentType: file.contentType, body: bodyOf([file]) },
  })
  const { files } = await call.request({
    method: 'POST',
    path: '/files.completeUploadExternal',
    body: completion(call, id, name),
  })
  const [uploaded] = objectsOf(files)
  return { ok: true, file: uploaded ?? { id } }
}

/** @throws {ApiError} ToolArgumentsInvalid when there is neither a file nor content. */
async function wantedFile({ arguments: args }: BuiltinCall): Promise<OpenedFile> {
  const file = fileOf(args, 'file')
  if (file) return file
  const content = textOf(args, 'content')
  if (content === undefined) throw invalidArgument('file', 'a file or content is required')
  return new OpenedFile('text.txt', 'text/plain; charset=utf-8', Buffer.from(content))
}

function completion({ arguments: args }: BuiltinCall, id: string, name: string) {
  const channels = textOf(args, 'channels')?.replaceAll(/\s+/g, '')
  const comment = textOf(args, 'initial_comment')
  const thread = textOf(args, 'thread_ts')
  return {
    files: [{ id, title: textOf(args, 'title') ?? name }],
    ...(channels !== undefined && { channels }),
    ...(comment !== undefined && { initial_comment: comment }),
    ...(thread !== undefined && { thread_ts: thread }),
  }
}
