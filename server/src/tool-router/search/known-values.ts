/** What the caller knows already: `known_fields` of a query, and values that its sentence holds. */

export interface KnownValues {
  /** Whether the value of this argument is known. */
  has(field: string): boolean
  /** What is known of the same thing under another name: `channel_name:general` for `channel_id`. */
  hintFor(fields: readonly string[], noun: string): string | undefined
}

const longestHint = 60
const ownerAndRepository = /(?:^|[\s"'(`])([\w.-]{1,39}\/[\w.-]{1,100})(?=$|[\s"'`),.;:?!])/

/** @param knownFields `key:value` pairs separated by commas. */
export function knownValues(knownFields: string | undefined, useCase: string): KnownValues {
  const pairs = new Map<string, string>()
  for (const pair of (knownFields ?? '').split(/[,;\n]+/)) {
    const at = pair.search(/[:=]/)
    const name = fold(at < 0 ? '' : pair.slice(0, at))
    if (name !== '') pairs.set(name, pair.trim().slice(0, longestHint))
  }
  const repository = ownerAndRepository.exec(useCase)?.[1]
  if (repository !== undefined && !/^(?:and\/or|n\/a|\d+\/\d+)$/i.test(repository)) {
    pairs.set('owner', repository)
    pairs.set('repo', repository)
  }
  return {
    has: (field) => pairs.has(fold(field)),
    hintFor(fields, noun) {
      const stems = [...fields.map(fold), fold(noun)]
        .map((name) => name.replace(/ids?$/, ''))
        .filter((stem) => stem.length > 2)
      for (const [name, pair] of pairs) if (stems.some((stem) => name.startsWith(stem))) return pair
      return undefined
    },
  }
}

function fold(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}
