/** What the names and schemas of a tool say about the values it needs and the things it gives. */
import type { JsonSchema, Tool } from '../manifest/manifest.ts'
import { wordsOf } from './words.ts'

/** The part of a tool that relations are read from. */
export type RelatableTool = Pick<
  Tool,
  'slug' | 'tags' | 'important' | 'deprecated' | 'input' | 'output' | 'exec'
>

/** An argument that stands for a thing which another tool may know: `channel_id` needs a channel. */
export interface Need {
  field: string
  /** Words of the thing, the last one its kind: `['pull']`, `['review', 'comment']`. */
  noun: readonly string[]
  required: boolean
  /** The argument that it is one name with: `owner`, where a path says `{owner}/{repo}`. */
  partOf?: string
  /** Tools that its description names as its source. */
  named: readonly string[]
}

export interface ToolFacts {
  slug: string
  verb: 'find' | 'read' | 'count' | 'create' | 'change' | 'remove'
  important: boolean
  /** What the slug says that the tool is about. */
  object: readonly string[]
  needs: readonly Need[]
  /** Required arguments that only the user can give. */
  ownRequired: number
  /** Things whose ids its result holds, besides its object. */
  gives: readonly (readonly string[])[]
}

const verbs: Record<ToolFacts['verb'], ReadonlySet<string>> = {
  find: new Set(['list', 'search', 'find', 'fetch', 'query', 'lookup']),
  read: new Set(['get', 'retrieve', 'read', 'check', 'download', 'show', 'view']),
  count: new Set(),
  create: new Set(['create', 'insert', 'new', 'upload', 'draft', 'initiate', 'open', 'copy', 'duplicate']),
  change: new Set(),
  remove: new Set(['delete', 'remove', 'archive', 'trash', 'clear', 'empty', 'revoke']),
}
const idWords = new Set(['id', 'gid', 'uuid', 'key', 'number', 'sha', 'ts', 'slug', 'login'])
/** Words beside the thing that say which of several is meant. */
const roles = new Set([
  'source',
  'destination',
  'target',
  'parent',
  'primary',
  'new',
  'add',
  'remove',
  'from',
  'to',
])
const prepositions = new Set([
  'for',
  'in',
  'by',
  'with',
  'from',
  'to',
  'on',
  'using',
  'at',
  'into',
  'via',
  'as',
])
const fillers = new Set([
  'a',
  'an',
  'the',
  'all',
  'and',
  'or',
  'team',
  'authenticated',
  'various',
  'available',
  'it',
])
const wrappers = new Set([
  'object',
  'info',
  'information',
  'detail',
  'list',
  'name',
  'id',
  'action',
  'data',
  'metadata',
])
const genericLists = new Set([
  'item',
  'result',
  'data',
  'value',
  'record',
  'list',
  'entry',
  'content',
  'row',
  'edge',
  'node',
])
const saysId = /\b(?:ids?|identifier|slug|login|key|account owner|name of the)\b/i

/** Reads the facts of one tool of the toolkit. */
export function toolFacts(tool: RelatableTool, toolkit: string): ToolFacts {
  const name = tool.slug.slice(toolkit.length)
  const words = wordsInOrder(name, toolkit)
  const object = objectOf(words)
  const verb = verbOf(words, tool, namesSeveral(name, object))
  const needs = needsOf(tool, verb, object)
  const fields = new Set(needs.map(({ field }) => field))
  return {
    slug: tool.slug,
    verb,
    important: tool.important,
    object,
    needs,
    ownRequired: requiredOf(tool.input).filter((name) => !fields.has(name)).length,
    gives: verb === 'find' || verb === 'read' ? givenBy(tool.output, object) : [],
  }
}

/** The words of a slug without its toolkit, the verb first: some vendors say `EVENTS_LIST`. */
function wordsInOrder(name: string, toolkit: string): string[] {
  const words = wordsOf(name).filter((word) => word !== toolkit)
  const last = words.at(-1)
  const isLast = last !== undefined && verbs.find.has(last) && !verbs.find.has(words[0] ?? '')
  return isLast && words.length < 4 && !verbs.read.has(words[0] ?? '') ? [last, ...words.slice(0, -1)] : words
}

/** Whether the slug speaks of its object in the plural, or of all of them. */
function namesSeveral(name: string, object: readonly string[]): boolean {
  const kind = object.at(-1)
  const written = name.toLowerCase().split('_')
  return kind !== undefined && (written.includes('all') || !written.includes(kind))
}

function verbOf(words: readonly string[], tool: RelatableTool, several: boolean): ToolFacts['verb'] {
  const [first = ''] = words
  const reads =
    tool.tags.includes('readOnlyHint') || (tool.exec.kind === 'http' && tool.exec.method === 'GET')
  if (reads && words.includes('count')) return 'count'
  if (reads)
    return verbs.find.has(first) || isPageOf(words) || (several && verbs.read.has(first)) ? 'find' : 'read'
  if (tool.tags.includes('destructiveHint') || verbs.remove.has(first)) return 'remove'
  return verbs.create.has(first) ? 'create' : 'change'
}

function isPageOf(words: readonly string[]): boolean {
  return words.includes('page') && words.includes('of')
}

/** `LIST_LABELS_FOR_AN_ISSUE` is about labels, `RETRIEVE_PAGE_OF_DEALS` about deals. */
function objectOf(words: readonly string[]): string[] {
  const after = isPageOf(words) ? words.slice(words.indexOf('of') + 1) : words.slice(1)
  const end = after.findIndex((word) => prepositions.has(word))
  const object = (end < 0 ? after : after.slice(0, end)).filter(
    (word, at, all) => !fillers.has(word) && word !== 'of' && !(word === 'request' && all[at - 1] === 'pull'),
  )
  const isWrapper = (word: string | undefined) =>
    word !== undefined && (wrappers.has(word) || word === 'page')
  while (object.length > 1 && isWrapper(object.at(-1))) object.pop()
  return object
}

function requiredOf(schema: JsonSchema): string[] {
  const { required } = schema
  return Array.isArray(required) ? required.filter((name) => typeof name === 'string') : []
}

function needsOf(tool: RelatableTool, verb: ToolFacts['verb'], object: readonly string[]): Need[] {
  const required = new Set(requiredOf(tool.input))
  const needs: Need[] = []
  for (const [field, schema] of Object.entries(tool.input.properties)) {
    if (!isSchema(schema)) continue
    const named = slugsIn(schema['description'], tool.slug)
    const noun = nounOf(field, schema, verb, object, required.has(field) || named.length > 0)
    if (noun.length > 0 || named.length > 0) {
      const words = noun.length > 0 ? noun : wordsOf(field)
      needs.push({ field, noun: words, required: required.has(field), named, ...partOf(tool, field) })
    }
  }
  return needs
}

/** `Id of the page, from NOTION_SEARCH_NOTION_PAGE`. */
function slugsIn(description: unknown, own: string): string[] {
  if (typeof description !== 'string') return []
  const names = description.slice(0, 400).match(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+){2,}\b/g)
  return [...new Set(names)].filter((name) => name !== own)
}

function partOf({ exec }: RelatableTool, field: string): { partOf?: string } {
  if (exec.kind !== 'http') return {}
  const at = exec.path.indexOf(`{${field}}/{`)
  const next = at < 0 ? undefined : /^\{[^}]+\}\/\{([^}]+)\}/.exec(exec.path.slice(at))?.[1]
  return next === undefined ? {} : { partOf: next }
}

/** The thing that an argument names; nothing for a plain value. */
function nounOf(
  field: string,
  schema: JsonSchema,
  verb: ToolFacts['verb'],
  object: readonly string[],
  required: boolean,
): string[] {
  if (schema['enum'] !== undefined || schema['type'] === 'boolean') return []
  const words = wordsOf(field)
  const last = words.at(-1) ?? ''
  // The name of a thing that is being made is the caller's to choose.
  const isId = idWords.has(last) || (last === 'name' && words.length > 1 && verb !== 'create')
  const { description } = schema
  const described = required && typeof description === 'string' && saysId.test(description.slice(0, 80))
  if (!isId && !described) return []
  const noun = (isId ? words.slice(0, -1) : words).filter((word) => !roles.has(word))
  if (noun.length === 0 && isId && last !== 'name') return verb === 'create' ? [] : object.slice(-1)
  // `request_id` of a creation is a key that the caller makes up.
  return noun[0] === 'request' || noun[0] === 'idempotency' || noun[0] === 'client' ? [] : noun
}

const deepest = 2
const mostProperties = 120

/** Nouns of the lists of objects and of the ids in a result. */
function givenBy(output: JsonSchema, object: readonly string[]): (readonly string[])[] {
  const found = new Map<string, readonly string[]>()
  const add = (noun: readonly string[]) => {
    if (noun.length > 0) found.set(noun.join(' '), noun)
  }
  let left = mostProperties
  const walk = (schema: unknown, depth: number): void => {
    if (!isSchema(schema) || depth > deepest) return
    if (isSchema(schema['items'])) walk(schema['items'], depth)
    if (!isSchema(schema['properties'])) return
    for (const [name, property] of Object.entries(schema['properties'])) {
      if (!isSchema(property) || left-- <= 0) return
      const words = wordsOf(name)
      const isList = isSchema(property['items']) && property['items']['type'] === 'object'
      if (isList) add(genericLists.has(words.at(-1) ?? '') ? object : words)
      else if (words.length > 1 && words.at(-1) === 'id' && words[0] !== 'node') add(words.slice(0, -1))
      walk(property, depth + 1)
    }
  }
  walk(output, 0)
  return [...found.values()]
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
