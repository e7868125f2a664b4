/** Identifiers as words: `issue_number`, `issueNumber` and `ISSUE_NUMBERS` name the same thing. */

/** Words that people shorten in the names of parameters. */
const longForms = new Map([
  ['repo', 'repository'],
  ['org', 'organization'],
  ['db', 'database'],
  ['doc', 'document'],
  ['msg', 'message'],
  ['env', 'environment'],
  ['app', 'application'],
])

/** Identifiers already cut: a toolkit says `owner` a thousand times. Emptied when it is full. */
const known = new Map<string, readonly string[]>()
const mostKnown = 10_000

/** The words of an identifier: lower case, singular, long forms. */
export function wordsOf(identifier: string): readonly string[] {
  const words = known.get(identifier)
  if (words) return words
  const cut = cutWords(identifier)
  if (known.size >= mostKnown) known.clear()
  known.set(identifier, cut)
  return cut
}

function cutWords(identifier: string): string[] {
  return identifier
    .slice(0, 200)
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .map((word) => longForms.get(singular(word)) ?? singular(word))
}

/** One of several, by the rules that hold for nouns of APIs; a word that is none comes back as it is. */
export function singular(word: string): string {
  if (word === 'ids') return 'id'
  if (word.length < 4 || /(?:ss|us|is|news)$/.test(word)) return word
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  if (/(?:x|ch|sh|ss|us)es$/.test(word)) return word.slice(0, -2)
  return word.endsWith('s') ? word.slice(0, -1) : word
}
