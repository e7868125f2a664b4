/** Descriptions for models: what a thing does, without markup, links or footnotes. */

/** Long enough for any real description; a hostile one is cut before the expressions run over it. */
const maxSource = 20_000

/** `For more information, see "Using pagination."`: without its link it says nothing. */
const footnote =
  /(?:For (?:more )?(?:information|details)|To learn more|Learn more)[^."]{0,120}"[^"]{0,120}"(?: in the [^".]{0,60}"[^"]{0,80}")?\.?/gi

/** Schemas that many operations share bring the same texts again and again. */
const known = new Map<string, string>()
const mostKnown = 5_000

/** Strips HTML, Markdown and footnotes, and keeps the text of links. */
export function plainText(source: string): string {
  const before = known.get(source)
  if (before !== undefined) return before
  const plain = strip(source)
  if (known.size >= mostKnown) known.clear()
  known.set(source, plain)
  return plain
}

function strip(source: string): string {
  return source
    .slice(0, maxSource)
    .replaceAll(/<!--.*?(-->|$)/gs, ' ')
    .replaceAll(/<\/?[a-z][^<>]{0,500}>/gi, ' ')
    .replaceAll(/!\[[^[\]]{0,300}\]\([^()\s]{0,2000}\)/g, ' ')
    .replaceAll(/\[([^[\]]{1,300})\]\([^()]{0,2000}\)/g, '$1')
    .replaceAll(/https?:\/\/[^\s)>\]"'`]+/g, '')
    .replaceAll(/^\s{0,3}(#{1,6}|>|[-*+])\s+/gm, '')
    .replaceAll(/\*\*|__|`+/g, '')
    .replaceAll(/(?<=^|\s)_([^_\n]{1,300})_(?=$|\W)/g, '$1')
    .replaceAll(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => entities[name] ?? ' ')
    .replaceAll(/\(\s*\)/g, '')
    .replaceAll(footnote, '')
    .replaceAll(/\s+([.,;:])(?=\s|$)/g, '$1')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

/** Cuts text to a budget of characters, at the end of a sentence when one is near, else at a word. */
export function shorten(text: string, budget: number): string {
  if (text.length <= budget) return text
  if (budget < 20) return ''
  const cut = text.slice(0, budget)
  const sentence = cut.search(/[.!?](?=\s[^.!?]*$)/)
  if (sentence > budget / 2) return cut.slice(0, sentence + 1)
  const word = cut.lastIndexOf(' ', budget - 1)
  return `${cut.slice(0, word > budget / 2 ? word : budget - 1).replace(/[\s,;:]+$/, '')}…`
}
