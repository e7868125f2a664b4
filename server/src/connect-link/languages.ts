/** In which language a page speaks, and how its words are filled in. */
import { html, type Html } from './html.ts'
import { de } from './words/de.ts'
import { en, type Words } from './words/en.ts'
import { es } from './words/es.ts'
import { fr } from './words/fr.ts'
import { ja } from './words/ja.ts'
import { pt } from './words/pt.ts'

export type { Words } from './words/en.ts'

const tables = { en, de, es, fr, ja, pt } satisfies Record<string, Words>

export type Language = keyof typeof tables

/** Each language by its own name, in the order of the list on the pages. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  ja: '日本語',
  pt: 'Português',
}

export function wordsOf(language: Language): Words {
  return tables[language]
}

/** The language of this tag (`de`, `pt-BR`), as far as the pages speak it. */
export function languageOf(tag: unknown): Language | undefined {
  const primary = typeof tag === 'string' ? (tag.trim().toLowerCase().split('-', 1)[0] ?? '') : ''
  return Object.hasOwn(tables, primary) ? (primary as Language) : undefined
}

/**
 * What was asked for by name, else the first that the browser prefers (RFC 9110 section 12.5.4), else English.
 * @param accepted the Accept-Language header.
 */
export function chooseLanguage(asked: unknown, accepted: string | undefined): Language {
  return languageOf(asked) ?? preferred(accepted ?? '') ?? 'en'
}

function preferred(accepted: string): Language | undefined {
  const wanted = accepted
    .slice(0, 1000)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';')
      const quality = parameters.map((text) => /^\s*q\s*=\s*([\d.]+)\s*$/.exec(text)?.[1]).find(Boolean)
      return { language: languageOf(tag), quality: Number(quality ?? 1) }
    })
    .filter(({ quality }) => quality > 0)
  return wanted.toSorted((a, b) => b.quality - a.quality).find(({ language }) => language)?.language
}

/** Fills the places of a sentence: `fill('{a} connected', { a: 'GitHub' })`. */
export function fill(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place)
}

/** The same for a page, where a value may be markup. */
export function fillHtml(sentence: string, values: Readonly<Record<string, Html | string>>): Html {
  const parts = sentence.split(/(\{\w+\})/)
  return html`${parts.map((part) => (/^\{\w+\}$/.test(part) ? (values[part.slice(1, -1)] ?? part) : part))}`
}
