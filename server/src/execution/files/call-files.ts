/** The files of one call: arguments read from storage, and answers kept there behind a signed link. */
import type { Readable } from 'node:stream'
import { newId } from '../../db/ids.ts'
import type { Deps } from '../../deps.ts'
import { addRow, keepBytes, plainName, readBytes, useFile } from '../../files/files.ts'
import { signLink } from '../../files/file-links.ts'
import type { ToolCall } from '../tool-call.ts'
import { OpenedFile } from './opened-file.ts'

type FileDeps = Pick<Deps, 'db' | 'jobs' | 'vault' | 'storage' | 'clock' | 'env'>

/** A file as an answer shows it. The SDKs download whatever has an `s3url` and a `mimetype`. */
export interface KeptFile {
  name: string
  mimetype: string
  size: number
  s3url: string
  /** For an argument of another call. */
  s3key: string
}

export interface CallFiles {
  /** Most bytes of an answer that is kept. */
  mostBytes: number
  /** The uploaded file of this key; undefined when the call may use none of that key. */
  find(key: string): Promise<OpenedFile | undefined>
  /** Keeps an answer. @throws {ApiError} FileTooLarge; and whatever the body fails with. */
  keep(name: string, mimetype: string, body: Readable): Promise<KeptFile & { expiresAt: string }>
}

type Caller = Pick<ToolCall, 'projectId' | 'sessionId' | 'origin'>

/** `toolkit` and `tool` are whose answers are kept. */
export function callFiles(deps: FileDeps, caller: Caller, toolkit: string, tool: string): CallFiles {
  const { projectId, sessionId } = caller
  return {
    mostBytes: deps.env.maxFileBytes,
    async find(key) {
      const file = await useFile(deps, projectId, key)
      // A session's own files are open to its calls alone.
      if (!file || (file.kind === 'mount' && file.sessionId !== sessionId)) return undefined
      const content = { size: file.size ?? 0, open: () => readBytes(deps, file) }
      return new OpenedFile(file.filename.split('/').at(-1) ?? file.filename, file.mimetype, content)
    },
    async keep(filename, mimetype, body) {
      const key = `projects/${projectId}/responses/${toolkit}/${tool}/${newId('file')}/${plainName(filename)}`
      const row = { projectId, kind: 'response', key, toolkit, tool, filename, mimetype, md5: null } as const
      const file = await keepBytes(deps, await addRow(deps, row), body, deps.env.maxFileBytes)
      const { url, expiresAt } = await signLink(deps, 'GET', file, originOf(deps, caller))
      return { name: filename, mimetype, size: file.size ?? 0, s3url: url, s3key: key, expiresAt }
    },
  }
}

/** Calls that no request made know no origin but the one that the server listens on. */
function originOf({ env }: Pick<Deps, 'env'>, { origin }: Caller): string {
  return env.storagePublicUrl ?? env.publicUrl ?? origin ?? `http://${env.host}:${env.port}`
}
