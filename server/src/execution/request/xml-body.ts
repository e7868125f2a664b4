/** Bodies in XML. */
import { ApiError } from '../../http/errors.ts'
import { xml } from '../../late-packages.ts'
import { OpenedFile } from '../files/opened-file.ts'
import type { EncodedBody } from './body.ts'
import { isObject } from './outgoing-request.ts'

const attribute = '@'
const text = '#text'
/** A name that cannot end its tag. */
const xmlName = /^[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?$/
const deepest = 32

const options = {
  ignoreAttributes: false,
  attributeNamePrefix: attribute,
  textNodeName: text,
  suppressEmptyNode: true,
  suppressBooleanAttributes: false,
  format: false,
  processEntities: true,
}

/**
 * One root element with the value inside: keys are elements, `@key` attributes, arrays repeated elements.
 * @throws {ApiError} ToolArgumentsInvalid for a key that is no name of an element.
 */
export function xmlBody(root: string, value: unknown): EncodedBody {
  const content = checked(value, 0)
  const builder = new (xml().XMLBuilder)(options)
  const body = `<?xml version="1.0" encoding="UTF-8"?>${builder.build({ [root]: content })}`
  return { contentType: 'application/xml', body }
}

/** The value as the builder takes it: plain objects, texts that XML can carry. */
function checked(value: unknown, depth: number): unknown {
  if (depth > deepest) throw invalid(`is deeper than ${deepest} levels`)
  if (value instanceof OpenedFile) return value.toJSON()
  if (Array.isArray(value)) return value.map((item) => checked(item, depth + 1))
  if (!isObject(value)) return typeof value === 'string' ? carried(value) : value
  const entries = Object.entries(value).filter(([, item]) => item !== undefined && item !== null)
  return Object.fromEntries(
    entries.map(([key, item]) => {
      const name = key.startsWith(attribute) ? key.slice(1) : key
      if (key !== text && (!xmlName.test(name) || name === '__proto__'))
        throw invalid(`${JSON.stringify(key.slice(0, 64))} is not a name in XML`)
      return [key, checked(item, depth + 1)]
    }),
  )
}

/** XML 1.0 has no control characters but tab and line ends. */
function carried(value: string): string {
  // oxlint-disable-next-line no-control-regex
  return value.toWellFormed().replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
}

function invalid(line: string): ApiError {
  return new ApiError('ToolArgumentsInvalid', `Invalid arguments: ${line}`, { errors: [line] })
}
