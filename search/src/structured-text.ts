/** The words of schemas, in the forms that tool sets have them: objects, lists, and text printed out of either. */
import { MAX_TEXT } from './tokenize.ts'

/** What goes in or comes out of a tool. */
export type Described = string | readonly unknown[] | Readonly<Record<string, unknown>>

/** Schemas are walked this deep and to this many nodes; a deeper one is generated or hostile. */
const MAX_DEPTH = 6
const MAX_NODES = 600

/** Keywords whose values hold no words about the tool. */
const NOISE = ['type', 'format', 'pattern', 'default', '$ref', '$schema', '$id', 'required', 'in']
const NOISE_KEYS: ReadonlySet<string> = new Set(NOISE)

/** Keywords whose values are words about the tool, while they are none themselves. */
const LABELS = ['name', 'title', 'description', 'summary', 'schema', 'enum', 'items', 'properties']
const LABEL_KEYS: ReadonlySet<string> = new Set(LABELS)

/** Of these, those whose values may be structures. */
const STRUCTURAL: ReadonlySet<string> = new Set(['schema', 'enum', 'items', 'properties'])

/** Names and prose of a schema: property names, descriptions, enum values. */
export function wordsOfStructure(value: Described | null | undefined): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return plainText(value)
  const words: string[] = []
  collect(value, words, 0)
  return words.join(' ')
}

/** A text printed from a structure starts like this. */
const PRINTED = /^\s*[[{]/

/** A member of a structure inside a text, with quotes of JSON or of Python. */
const MEMBER = /['"][\w$]+['"]\s*:/
const NOISE_MEMBER = new RegExp(
  String.raw`(['"])(?:${NOISE.map((key) => key.replace('$', String.raw`\$`)).join('|')})\1\s*:\s*(?:'[^']*'|"[^"]*"|[\w.]+)`,
  'g',
)
const LABEL = new RegExp(String.raw`(['"])(?:${LABELS.join('|')})\1\s*:`, 'g')

/** Text without the keywords of the schemas that are printed in it. */
export function plainText(text: string): string {
  const head = text.slice(0, MAX_TEXT)
  if (!MEMBER.test(head)) return text
  const parsed = PRINTED.test(head) ? parse(text) : undefined
  if (parsed !== undefined) return wordsOfStructure(parsed)
  return head.replaceAll(NOISE_MEMBER, ' ').replaceAll(LABEL, ' ')
}

function parse(text: string): Described | undefined {
  try {
    return JSON.parse(text) as Described
  } catch {
    return undefined
  }
}

function collect(value: unknown, words: string[], depth: number): void {
  if (depth > MAX_DEPTH || words.length > MAX_NODES) return
  if (typeof value === 'string') words.push(value)
  if (Array.isArray(value)) {
    for (const item of value.slice(0, MAX_NODES)) collect(item, words, depth + 1)
  } else if (typeof value === 'object' && value !== null) {
    collectMembers(value, words, depth)
  }
}

function collectMembers(value: object, words: string[], depth: number): void {
  for (const [key, member] of Object.entries(value)) {
    if (words.length > MAX_NODES) return
    const isText = typeof member !== 'object'
    if (key === 'required' || (NOISE_KEYS.has(key) && isText)) continue
    const isLabel = LABEL_KEYS.has(key) && (isText || STRUCTURAL.has(key))
    if (!isLabel) words.push(key)
    collect(member, words, depth + (key === 'description' ? 0 : 1))
  }
}
