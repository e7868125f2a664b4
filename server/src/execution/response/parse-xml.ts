/** XML answers as JSON, which models read better and paths can name. */
import { xml } from '../../late-packages.ts'

const xmlType = /^(?:application|text)\/(?:[\w.+-]+\+)?xml\b/i
/** Longer documents stay text. */
const longest = 4 * 1024 * 1024

/**
 * The value of an XML document: elements as keys, `@name` for attributes, `#text` beside them, repeated elements and
 * those named in `lists` as arrays, all scalars as text. Undefined for anything else: other types, documents that
 * are broken, too long or nested too deep, and those with a DOCTYPE, whose entities can be a bomb.
 */
export function parseXml(text: string, contentType: string, lists: readonly string[] = []): unknown {
  if (!xmlType.test(contentType) || text.length > longest || /<!DOCTYPE/i.test(text)) return undefined
  const { XMLParser, XMLValidator } = xml()
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    parseAttributeValue: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
    removeNSPrefix: true,
    htmlEntities: false,
    isArray: (name, _path, _isLeaf, isAttribute) => !isAttribute && lists.includes(name),
  })
  try {
    if (XMLValidator.validate(text) !== true) return undefined
    return parser.parse(text)
  } catch {
    return undefined
  }
}
