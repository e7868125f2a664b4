/** Step "open files": arguments that the schema marks `file_uploadable`, with their bytes in place of the reference. */
import { ApiError } from '../../http/errors.ts'
import { emptyBag, isObject, own, type Bag } from '../request/outgoing-request.ts'
import type { Schema } from '../arguments/validator.ts'
import { OpenedFile } from './opened-file.ts'

/** Characters of one file in base64. */
const largestInline = 4 * 1024 * 1024
const base64 = /^[A-Za-z0-9+/_-]*={0,2}$/
const mediaType = /^[\w.+-]{1,64}\/[\w.+-]{1,64}(?:\s*;\s*[\w-]{1,32}=[\w.+-]{1,64})*$/

/**
 * The arguments with every file opened, in arrays of files too.
 * @throws {ApiError} ToolArgumentsInvalid, naming the argument.
 */
export function openFiles(args: Readonly<Bag>, input: Schema): Readonly<Bag> {
  const properties = own(input, 'properties')
  if (!isObject(properties)) return args
  const opened: Bag = Object.assign(emptyBag(), args)
  for (const [name, value] of Object.entries(args)) {
    const property = own(properties, name)
    if (!isObject(property)) continue
    if (property['file_uploadable'] === true) opened[name] = openFile(name, value)
    else if (Array.isArray(value) && isFileSchema(property['items']))
      opened[name] = value.map((item, index) => openFile(`${name}/${index}`, item))
  }
  return opened
}

const isFileSchema = (schema: unknown) => isObject(schema) && schema['file_uploadable'] === true

function openFile(name: string, value: unknown): OpenedFile {
  if (!isObject(value)) throw invalid(`${name}: must be a file: { name, mimetype, base64 }`)
  const fileName = typeof value['name'] === 'string' && value['name'] !== '' ? value['name'] : 'file'
  const type =
    typeof value['mimetype'] === 'string' && value['mimetype'] !== '' ? value['mimetype'] : undefined
  if (type !== undefined && !mediaType.test(type)) throw invalid(`${name}/mimetype: is not a media type`)
  const content = value['base64']
  if (typeof content !== 'string')
    throw invalid(`${name}/base64: is required; files in storage cannot be read yet`)
  if (content.length > largestInline)
    throw invalid(`${name}/base64: is longer than ${largestInline} characters`)
  if (!base64.test(content)) throw invalid(`${name}/base64: is not base64`)
  return new OpenedFile(fileName, type ?? 'application/octet-stream', Buffer.from(content, 'base64'))
}

function invalid(line: string): ApiError {
  return new ApiError('ToolArgumentsInvalid', `Invalid arguments: ${line}`, { errors: [line] })
}
