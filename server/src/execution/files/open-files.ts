/** Step "open files": arguments that the schema marks `file_uploadable`, as files in place of the reference. */
import { ApiError } from '../../http/errors.ts'
import { emptyBag, isObject, own, type Bag } from '../request/outgoing-request.ts'
import type { Schema } from '../arguments/validator.ts'
import type { CallFiles } from './call-files.ts'
import { OpenedFile } from './opened-file.ts'

/** Characters of one file in base64. */
const largestInline = 4 * 1024 * 1024
/** Bytes of one file in a body that is built as a whole. */
const largestLoaded = 32 * 1024 * 1024
const base64 = /^[A-Za-z0-9+/_-]*={0,2}$/
const mediaType = /^[\w.+-]{1,64}\/[\w.+-]{1,128}(?:\s*;\s*[\w-]{1,32}=[\w.+-]{1,64})*$/

export interface Opening {
  /** Where keys lead; without it only base64 is taken. */
  files?: CallFiles | undefined
  /** Read the bytes at once: the body cannot be streamed. */
  load: boolean
}

/**
 * The arguments with every file opened, in arrays of files too.
 * @throws {ApiError} ToolArgumentsInvalid, naming the argument.
 */
export async function openFiles(
  args: Readonly<Bag>,
  input: Schema,
  opening: Opening,
): Promise<Readonly<Bag>> {
  const properties = own(input, 'properties')
  if (!isObject(properties)) return args
  let opened: Bag | undefined
  for (const [name, value] of Object.entries(args)) {
    const property = own(properties, name)
    if (!isObject(property)) continue
    if (property['file_uploadable'] === true) {
      opened ??= Object.assign(emptyBag(), args)
      opened[name] = await openFile(name, value, opening)
    } else if (Array.isArray(value) && isFileSchema(property['items'])) {
      opened ??= Object.assign(emptyBag(), args)
      opened[name] = await Promise.all(
        value.map((item, index) => openFile(`${name}/${index}`, item, opening)),
      )
    }
  }
  return opened ?? args
}

const isFileSchema = (schema: unknown) => isObject(schema) && schema['file_uploadable'] === true

async function openFile(name: string, value: unknown, { files, load }: Opening): Promise<OpenedFile> {
  if (!isObject(value)) throw invalid(`${name}: must be a file: { name, mimetype, s3key }`)
  const type = textOf(value['mimetype'])
  if (type !== undefined && !mediaType.test(type)) throw invalid(`${name}/mimetype: is not a media type`)
  const key = textOf(value['s3key'])
  const stored = key === undefined ? undefined : await files?.find(key)
  if (key !== undefined && !stored) throw invalid(`${name}/s3key: no uploaded file has this key`)
  const content = stored?.content ?? inlineContent(name, value['base64'])
  const file = new OpenedFile(
    textOf(value['name']) ?? stored?.name ?? 'file',
    type ?? stored?.contentType ?? 'application/octet-stream',
    content,
  )
  if (!load) return file
  if (file.size > largestLoaded)
    throw invalid(`${name}: has ${file.size} bytes; this tool sends at most ${largestLoaded}`)
  return file.loaded()
}

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

function inlineContent(name: string, content: unknown): Buffer {
  if (typeof content !== 'string')
    throw invalid(
      `${name}/s3key: is required: the key that POST /api/v3.1/files/upload/request gave; or base64 for a small file`,
    )
  if (content.length > largestInline)
    throw invalid(
      `${name}/base64: is longer than ${largestInline} characters; upload the file and give its s3key`,
    )
  if (!base64.test(content)) throw invalid(`${name}/base64: is not base64`)
  return Buffer.from(content, 'base64')
}

function invalid(line: string): ApiError {
  return new ApiError('ToolArgumentsInvalid', `Invalid arguments: ${line}`, { errors: [line] })
}
