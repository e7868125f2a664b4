/** A text while it is being read: what is left of it, and the arguments that were found. */
import { emptyBag, isObject, own, type Bag } from '../request/outgoing-request.ts'
import type { Schema } from '../arguments/validator.ts'

export interface Field {
  name: string
  /** Its name in words: `issue number`. */
  words: readonly string[]
  isList: boolean
  /** Type of the value, or of an item of the list. */
  type: string
  /** Format of the same. */
  format: string | undefined
  enum: readonly string[]
  isRequired: boolean
  description: string
}

/** Stands for a text in quotes, which no reader looks into: `\u0001` index `\u0002`. */
export const quoteMark = '\u0001(\\d+)\u0002'
// oxlint-disable-next-line no-control-regex
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g
const quotes =
  /"([^"\n]*)"|“([^”\n]*)”|«([^»\n]*)»|`([^`\n]*)`|(?<![\p{L}\p{N}])'([^'\n]+)'(?![\p{L}\p{N}])/gu

export class Reading {
  readonly fields: readonly Field[]
  readonly toolWords: ReadonlySet<string>
  readonly args: Bag = emptyBag()
  readonly #quoted: string[] = []
  #rest: string

  /** @param toolWords words of the tool's own name, which are no values. */
  constructor(text: string, input: Schema, toolWords: ReadonlySet<string>) {
    this.fields = fieldsOf(input)
    this.toolWords = toolWords
    this.#rest = text.replaceAll(controls, ' ').replaceAll(quotes, (_, ...groups: unknown[]) => {
      const inner = groups.slice(0, 5).find((group) => typeof group === 'string')
      return `\u0001${this.#quoted.push(typeof inner === 'string' ? inner : '') - 1}\u0002`
    })
  }

  /** The text, with a NUL for every character that was read. */
  get rest(): string {
    return this.#rest
  }

  /** Fields that have no value yet. */
  open(): Field[] {
    return this.fields.filter(({ name }) => !Object.hasOwn(this.args, name))
  }

  field(...names: string[]): Field | undefined {
    return this.open().find(({ name }) => names.includes(name))
  }

  /** Gives a field its value, read between two places of `rest`. */
  set({ name, isList }: Field, value: unknown, start: number, end: number): void {
    this.args[name] = isList && !Array.isArray(value) ? [value] : value
    this.drop(start, end)
  }

  /** Counts a part as read. */
  drop(start: number, end: number): void {
    this.#rest = this.#rest.slice(0, start) + '\0'.repeat(end - start) + this.#rest.slice(end)
  }

  /** A piece of `rest` with its quoted texts back in place; one that is nothing else loses its quotes. */
  plain(piece: string): string {
    const text = piece.trim()
    const alone = new RegExp(`^${quoteMark}$`).exec(text)
    if (alone) return this.#quoted[Number(alone[1])] ?? ''
    return text.replaceAll(new RegExp(quoteMark, 'g'), (_, index) => `"${this.#quoted[Number(index)]}"`)
  }
}

function fieldsOf(input: Schema): Field[] {
  const properties = own(input, 'properties')
  const required = own(input, 'required')
  const entries = Object.entries(isObject(properties) ? properties : {})
  return entries.flatMap(([name, schema]) => {
    if (!isObject(schema)) return []
    const isList = typeOf(schema) === 'array'
    const one = isList && isObject(schema['items']) ? schema['items'] : schema
    const { format, enum: values, description } = one
    return {
      name,
      words: name
        .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
        .toLowerCase()
        .split(/[_\W]+/),
      isList,
      type: isList && one === schema ? 'any' : typeOf(one),
      format: typeof format === 'string' ? format : undefined,
      enum: Array.isArray(values) ? values.filter((value) => typeof value === 'string') : [],
      isRequired: Array.isArray(required) && required.includes(name),
      description: typeof description === 'string' ? description : '',
    }
  })
}

function typeOf({ type }: Readonly<Record<string, unknown>>): string {
  const first = [type].flat().find((name) => typeof name === 'string' && name !== 'null')
  return typeof first === 'string' ? first : 'any'
}
