/** What a doc comment says: prose, and the tags that generators write for keywords of the schema. */
export type DocComment = { text: string; tags: ReadonlyMap<string, string> }

/** Reads a whole comment with its stars. */
export function readDoc(comment: string): DocComment {
  const lines = comment
    .replace(/^\/\*\*?/, '')
    .replace(/\*\/$/, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trimEnd())
  const tags = new Map<string, string>()
  const prose: string[] = []
  let tag: string | undefined
  for (const line of lines) {
    const match = /^\s*@(\w+)\s*(.*)$/.exec(line)
    if (match) {
      tag = match[1] ?? ''
      if (!tags.has(tag)) tags.set(tag, match[2] ?? '')
    } else if (tag === undefined) prose.push(line)
    else tags.set(tag, `${tags.get(tag) ?? ''}\n${line}`.trim())
  }
  return { text: prose.join('\n').trim(), tags }
}

const numbers: Readonly<Record<string, string>> = {
  min: 'minimum',
  minimum: 'minimum',
  max: 'maximum',
  maximum: 'maximum',
  minLength: 'minLength',
  maxLength: 'maxLength',
  minItems: 'minItems',
  maxItems: 'maxItems',
}

/** The keywords of a schema that a member's comment adds to its type. */
export function keywordsOf(comment: string): Record<string, unknown> {
  if (comment === '') return {}
  const { text, tags } = readDoc(comment)
  const keywords: Record<string, unknown> = {}
  const words = text === '' ? (tags.get('description') ?? '') : text
  if (words !== '') keywords['description'] = words
  for (const [tag, value] of tags) {
    const keyword = numbers[tag]
    const number = Number(value)
    if (keyword !== undefined && value !== '' && Number.isFinite(number)) keywords[keyword] = number
    else if (tag === 'format' && /^[\w-]{1,40}$/.test(value)) keywords['format'] = value
    else if (tag === 'deprecated') keywords['deprecated'] = true
  }
  return keywords
}
