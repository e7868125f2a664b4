/** Reading a tool's arguments out of a text without a language model: all of it, or none. */
import type { CatalogTool } from '@patchbay/catalog'
import type { Bag } from '../request/outgoing-request.ts'
import { common, readers } from './readers.ts'
import { quoteMark, Reading } from './reading.ts'

export interface TextReading {
  args: Bag
  /** Required arguments that the text does not give. */
  missing: readonly string[]
  /** Words that were not understood. */
  unread: readonly string[]
}

/** Verbs that ask for the same: one may stand for another in a request. */
const verbs = [
  'create open make add new file start write post draft compose raise log',
  'get fetch read show list find search look see view retrieve tell give display check',
  'update edit change modify set rename adjust',
  'delete remove drop erase',
  'send post write message email mail deliver compose',
  'reply answer respond',
].map((group) => new Set(group.split(' ')))

type Named = Pick<CatalogTool, 'slug' | 'name' | 'input'>

/** Characters; what is longer is not simple, and the readers' patterns take quadratic time. */
const longest = 2_000

/** @param today is what relative days are counted from. */
export function readText(tool: Named, text: string, today: Date): TextReading {
  if (text.length > longest) return { args: {}, missing: [], unread: [`all after ${longest} characters`] }
  const reading = new Reading(text, tool.input, new Set(nameWords(tool)))
  for (const read of readers) read(reading, today)
  const { args, fields } = reading
  const missing = fields.filter(({ isRequired, name }) => isRequired && !Object.hasOwn(args, name))
  return { args, missing: missing.map(({ name }) => name), unread: leftOver(reading, tool) }
}

const nameWords = ({ slug, name }: Pick<Named, 'slug' | 'name'>) =>
  wordsIn(`${slug.replaceAll('_', ' ')} ${name}`)

/**
 * What is left that is neither part of the tool's name, nor of the name of a field that was read, nor a word that
 * says nothing. The description is no help: a word of it that was not read, as `closed`, would be a wish ignored.
 */
function leftOver(reading: Reading, tool: Named): string[] {
  const own = new Set(nameWords(tool))
  const known = new Set([...own].map(stem))
  for (const group of verbs) {
    if ([...group].some((verb) => own.has(verb))) for (const verb of group) known.add(stem(verb))
  }
  for (const { name, words } of reading.fields) {
    if (Object.hasOwn(reading.args, name)) for (const word of words) known.add(stem(word))
  }
  const words = wordsIn(reading.rest).filter((word) => !common.has(word) && !known.has(stem(word)))
  const quoted = [...reading.rest.matchAll(new RegExp(quoteMark, 'g'))].map(
    ([mark]) => `"${reading.plain(mark)}"`,
  )
  return [...words, ...quoted].slice(0, 10)
}

function wordsIn(text: string): string[] {
  const words = text.replaceAll(new RegExp(quoteMark, 'g'), ' ').toLowerCase()
  return [...words.matchAll(/[\p{L}\p{N}@#][\p{L}\p{N}@#._/-]*/gu)].map(([word]) =>
    word.replace(/[._/-]+$/, ''),
  )
}

/** Singular and plural, `sort` and `sorted` are one word. */
const stem = (word: string) => word.replace(/ies$/, 'y').replace(/(?:ing|ed|es|s|e)$/, '')
