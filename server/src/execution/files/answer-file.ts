/** Answers that are files: streamed into storage instead of being read. */
import type { Readable } from 'node:stream'
import type { EgressHead, StreamUpTo } from '../../egress/egress.ts'
import { isFileType } from '../response/decode-body.ts'
import { nameFromDisposition } from '../response/file-name.ts'
import type { CallFiles } from './call-files.ts'

const noType = 'application/octet-stream'

/** Which answers are kept: successes that say they are a file, or all of them where the tool declares one. */
export function filesUpTo(files: CallFiles, isDeclared: boolean): StreamUpTo {
  return ({ status, headers }) => {
    const isSuccess = status >= 200 && status < 300 && status !== 204
    const isEmpty = headers['content-length'] === '0'
    if (!isSuccess || isEmpty) return undefined
    return isDeclared || isFileType(headers['content-type'] ?? '') ? files.mostBytes : undefined
  }
}

/** Keeps such an answer under the name and type that it gives itself. */
export function keepAnswer(files: CallFiles, { headers }: Pick<EgressHead, 'headers'>, body: Readable) {
  const type = headers['content-type']?.trim()
  const name = nameFromDisposition(headers['content-disposition']) ?? 'file'
  return files.keep(name, type === undefined || type === '' ? noType : type, body)
}
