/** Bodies of several parts: `multipart/form-data` (RFC 7578) and `multipart/related` (RFC 2387). */
import { randomBytes } from 'node:crypto'
import type { Parameter } from '@patchbay/catalog'
import { OpenedFile } from '../files/opened-file.ts'
import { bodyOf } from './streamed-body.ts'
import type { EncodedBody } from './body.ts'
import { isObject, own, type Bag } from './outgoing-request.ts'
import { asText, pairsOf } from './query.ts'

interface Part {
  headers: string[]
  body: string | Buffer | OpenedFile
}

/** Scalars as text parts, objects as JSON parts, files with their name and type, arrays as parts of the same name. */
export function multipartBody(
  constants: unknown,
  parameters: readonly Parameter[],
  args: Readonly<Bag>,
): EncodedBody {
  const fixed = Object.entries(isObject(constants) ? constants : {}).flatMap(([name, value]) =>
    fieldParts(name, value),
  )
  const given = parameters.flatMap((parameter) => {
    const value = own(args, parameter.name)
    const spread = parameter.spread && isObject(value) && !(value instanceof OpenedFile)
    const fields = spread ? Object.entries(value) : [[parameter.wire ?? parameter.name, value] as const]
    return fields.flatMap(([name, field]) => fieldParts(name, field, parameter))
  })
  return encode('form-data', [...fixed, ...given])
}

/** A JSON part and a file, in this order. */
export function relatedParts(json: string, file: OpenedFile): EncodedBody {
  return encode('related', [
    { headers: ['content-type: application/json; charset=utf-8'], body: json },
    { headers: [`content-type: ${file.contentType}`], body: file },
  ])
}

type Encoding = Partial<Pick<Parameter, 'style' | 'content_type'>>

function fieldParts(name: string, value: unknown, encoding: Encoding = {}): Part[] {
  if (value === undefined || value === null) return []
  const { style = 'repeat', content_type } = encoding
  if (value instanceof OpenedFile) return [filePart(name, value, content_type)]
  if (typeof value !== 'object') return [part(name, asText(value), content_type)]
  if (style === 'json' || (isObject(value) && style === 'repeat'))
    return [part(name, JSON.stringify(value), content_type ?? 'application/json')]
  if (Array.isArray(value) && (style === 'repeat' || style === 'brackets')) {
    const repeated = style === 'brackets' ? `${name}[]` : name
    return value.flatMap((item) => fieldParts(repeated, item, { ...encoding, style: 'repeat' }))
  }
  return pairsOf(name, value, style).map(([key, text]) => part(key, text, content_type))
}

function part(name: string, body: string, type?: string): Part {
  const headers = [`content-disposition: form-data; name="${quoted(name)}"`]
  return { headers: type === undefined ? headers : [...headers, `content-type: ${type}`], body }
}

function filePart(name: string, file: OpenedFile, type = file.contentType): Part {
  const disposition = `form-data; name="${quoted(name)}"; filename="${quoted(file.name)}"`
  return { headers: [`content-disposition: ${disposition}`, `content-type: ${type}`], body: file }
}

/** As browsers write names: nothing in them ends the quotes or the line. */
function quoted(name: string): string {
  return name
    .toWellFormed()
    .replaceAll('"', '%22')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A')
    .replaceAll('\0', '')
}

function encode(subtype: string, parts: readonly Part[]): EncodedBody {
  const boundary = `patchbay-${randomBytes(18).toString('hex')}`
  const pieces = parts.flatMap(({ headers, body }) => [
    Buffer.from(`--${boundary}\r\n${headers.join('\r\n')}\r\n\r\n`),
    typeof body === 'string' ? Buffer.from(body) : body,
    Buffer.from('\r\n'),
  ])
  return {
    contentType: `multipart/${subtype}; boundary=${boundary}`,
    body: bodyOf([...pieces, Buffer.from(`--${boundary}--\r\n`)]),
  }
}
