/** Takes live secrets out of what an upstream service said, before it is logged or answered. */
import { REDACTED } from './secret.ts'

/** Below this length a "secret" is an ordinary word or number, and replacing it would mangle the text. */
const SHORTEST_SECRET = 4
/** Objects nested deeper than this are replaced whole. */
const DEEPEST = 64

/**
 * Copies JSON-like data with every occurrence of a secret replaced by `REDACTED`, in keys and values. Found are
 * the secret itself and its percent-encoded, form-encoded, JSON-escaped, hex and base64 forms; base64 also inside
 * a longer encoded text, as in `Basic base64(user:password)`. Secrets under 4 characters are left alone.
 */
export function redactDeep(value: unknown, secrets: readonly string[]): unknown {
  const cleaner = cleanerOf(secrets)
  return cleaner.isNeeded ? redactValue(value, cleaner, DEEPEST, new Map()) : value
}

/** `redactDeep` for one text. */
export function redactText(text: string, secrets: readonly string[]): string {
  return cleanerOf(secrets).clean(text)
}

function redactValue(value: unknown, cleaner: Cleaner, depth: number, seen: Map<object, unknown>): unknown {
  if (typeof value === 'string') return cleaner.clean(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth === 0) return REDACTED
  // Shared and cyclic parts are copied once, so hostile structure costs no more than its size.
  if (seen.has(value)) return seen.get(value)
  if (Array.isArray(value)) {
    const copy: unknown[] = []
    seen.set(value, copy)
    for (const item of value) copy.push(redactValue(item, cleaner, depth - 1, seen))
    return copy
  }
  const copy: Record<string, unknown> = {}
  seen.set(value, copy)
  for (const [key, item] of Object.entries(value)) {
    // defineProperty: a key named __proto__ becomes a plain property.
    Object.defineProperty(copy, cleaner.clean(key), {
      value: redactValue(item, cleaner, depth - 1, seen),
      enumerable: true,
      configurable: true,
      writable: true,
    })
  }
  return copy
}

/**
 * Looks for the forms of some secrets. Most texts are shorter than any of them, and most others hold none: the forms, and
 * the pattern that replaces them, are made when they are needed.
 */
class Cleaner {
  readonly #secrets: readonly string[]
  /** No form is shorter than its secret. */
  readonly #shortest: number
  #forms: readonly string[] | undefined
  #pattern: RegExp | undefined

  constructor(secrets: readonly string[]) {
    this.#secrets = secrets.filter(({ length }) => length >= SHORTEST_SECRET)
    this.#shortest = Math.min(...this.#secrets.map(({ length }) => length))
  }

  get isNeeded(): boolean {
    return this.#secrets.length > 0
  }

  clean(text: string): string {
    if (text.length < this.#shortest) return text
    this.#forms ??= [...new Set(this.#secrets.flatMap(formsOf))]
    if (!this.#forms.some((form) => text.includes(form))) return text
    this.#pattern ??= makePattern(this.#forms)
    return text.replace(this.#pattern, REDACTED)
  }
}

/**
 * Cleaners by the list that they look for, for as long as the list lives: a call looks for the same secrets in its
 * result, its arguments and each header.
 */
const made = new WeakMap<readonly string[], { length: number; cleaner: Cleaner }>()

function cleanerOf(secrets: readonly string[]): Cleaner {
  const known = made.get(secrets)
  // A list that has grown since has secrets that the cleaner does not know.
  if (known?.length === secrets.length) return known.cleaner
  const cleaner = new Cleaner(secrets)
  made.set(secrets, { length: secrets.length, cleaner })
  return cleaner
}

/** One alternation of all forms, longest first so that no form leaves the tail of a longer one. */
function makePattern(forms: readonly string[]): RegExp {
  const longestFirst = forms.toSorted((a, b) => b.length - a.length)
  return new RegExp(longestFirst.map(escapePattern).join('|'), 'g')
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}

function formsOf(secret: string): string[] {
  // What no encoding of a URL or of JSON touches is the same in all of them; most tokens are of that kind.
  if (/^[A-Za-z0-9_.-]+$/.test(secret)) return [secret, ...byteForms(secret)]
  const text = secret.toWellFormed()
  const percent = encodeURIComponent(text)
  const form = new URLSearchParams([['', text]]).toString().slice(1)
  const forms = [
    secret,
    percent,
    lowerPercent(percent),
    form,
    lowerPercent(form),
    JSON.stringify(text).slice(1, -1),
  ]
  return [...forms, ...byteForms(text)].filter((candidate) => candidate.length >= SHORTEST_SECRET)
}

function byteForms(text: string): string[] {
  const bytes = Buffer.from(text, 'utf8')
  const hex = bytes.toString('hex')
  return [hex, hex.toUpperCase(), ...base64Forms(bytes)]
}

function lowerPercent(text: string): string {
  return text.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase())
}

/**
 * The base64 characters that depend on the secret alone, for each of its three alignments in a longer text. The
 * characters at the edges mix in neighbouring bytes and are dropped; short secrets have nothing left to look for
 * at some alignments, so forms under 6 characters are skipped rather than match by chance.
 */
function base64Forms(bytes: Buffer): string[] {
  const forms = [bytes.toString('base64'), bytes.toString('base64url')]
  for (const offset of [0, 1, 2]) {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64')
    const start = Math.ceil((offset * 8) / 6)
    const end = Math.floor(((offset + bytes.length) * 8) / 6)
    const own = encoded.slice(start, end)
    if (own.length >= 6) forms.push(own, own.replaceAll('+', '-').replaceAll('/', '_'))
  }
  return forms
}
