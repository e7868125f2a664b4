import { type Described, plainText, wordsOfStructure } from './structured-text.ts'
import { MAX_TEXT } from './tokenize.ts'

/** A tool as the index reads it. Only `id` and `name` are always there. */
export interface ToolDocument {
  /** the identifier a hit gives back; the first document with an id wins */
  readonly id: string
  readonly name: string
  readonly description?: string | undefined
  /** slug of the toolkit, e.g. `github` */
  readonly toolkit?: string | undefined
  /** display name of the toolkit, e.g. `GitHub` */
  readonly toolkit_name?: string | undefined
  readonly toolkit_aliases?: readonly string[] | undefined
  readonly tags?: readonly string[] | undefined
  /** prose, names, a JSON schema, or a list of parameters with name and description */
  readonly parameters?: Described | undefined
  /** prose or names of what comes back, or a JSON schema */
  readonly returns?: Described | undefined
  /** method and path of the request behind the tool, e.g. `GET /repos/{owner}` */
  readonly path?: string | undefined
  /** the resource or category the tool is filed under */
  readonly group?: string | undefined
  readonly important?: boolean | undefined
  readonly deprecated?: boolean | undefined
  /** how good the tool is known to be, 0 to 1 (0.5 unless said): decides between tools that fit alike */
  readonly quality?: number | undefined
}

/** A searchable field: how much a word in it counts. */
export interface Field {
  readonly name: string
  readonly weight: number
  /** how much a word in it counts in the meaning of the tool, and how many of its words are read */
  readonly meaning: number
  readonly meaningWords: number
  readonly text: (document: ToolDocument) => string
}

/** The fields in index order. At most 32: the builder packs a field's position into five bits. */
export const FIELDS: readonly Field[] = [
  { name: 'name', weight: 1.7, meaning: 1.5, meaningWords: 20, text: (d) => d.name },
  { name: 'summary', weight: 1, meaning: 1, meaningWords: 40, text: (d) => summaryOf(descriptionOf(d)) },
  {
    name: 'description',
    weight: 0.7,
    meaning: 0.6,
    meaningWords: 40,
    text: (d) => restOf(descriptionOf(d)),
  },
  { name: 'toolkit', weight: 0.7, meaning: 0.3, meaningWords: 8, text: toolkitText },
  { name: 'group', weight: 0.7, meaning: 0.5, meaningWords: 8, text: (d) => d.group ?? '' },
  { name: 'tags', weight: 0.5, meaning: 0.3, meaningWords: 8, text: (d) => (d.tags ?? []).join(' ') },
  { name: 'path', weight: 0.4, meaning: 0, meaningWords: 0, text: (d) => d.path ?? '' },
  {
    name: 'parameters',
    weight: 0.7,
    meaning: 0.2,
    meaningWords: 30,
    text: (d) => wordsOfStructure(d.parameters),
  },
  { name: 'returns', weight: 0.3, meaning: 0, meaningWords: 0, text: (d) => wordsOfStructure(d.returns) },
]

function toolkitText(document: ToolDocument): string {
  const { toolkit = '', toolkit_name = '', toolkit_aliases = [] } = document
  return [toolkit, toolkit_name, ...toolkit_aliases].join(' ')
}

/** Some tool sets write schemas into the description. */
function descriptionOf({ description = '' }: ToolDocument): string {
  return plainText(description)
}

function summaryOf(description: string): string {
  return description.slice(0, summaryEnd(description))
}

function restOf(description: string): string {
  return description.slice(summaryEnd(description), MAX_TEXT)
}

/** Where the first sentence ends: the part of a description its author wrote for the reader in a hurry. */
function summaryEnd(description: string): number {
  const match = /[.!?\n](?:\s|$)/.exec(description.slice(0, 240))
  return match ? match.index + 1 : Math.min(description.length, 240)
}
