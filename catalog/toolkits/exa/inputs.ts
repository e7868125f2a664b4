/** Input properties and outputs that several Exa tools share. */

const strings = (description: string) => ({ type: 'array', items: { type: 'string' }, description })
const moment = (description: string) => ({ type: 'string', format: 'date-time', description })

export const numResults = {
  type: 'integer',
  minimum: 1,
  maximum: 100,
  description: 'How many results, 10 if left out.',
}

/** Which pages may be found. */
export const filters = {
  includeDomains: strings('Only these domains.'),
  excludeDomains: strings('None of these domains.'),
  startPublishedDate: moment('Only pages published after this time, such as 2026-01-31T00:00:00.000Z.'),
  endPublishedDate: moment('Only pages published before this time.'),
  startCrawlDate: moment('Only pages that Exa first saw after this time.'),
  endCrawlDate: moment('Only pages that Exa first saw before this time.'),
  includeText: { ...strings('A phrase of up to five words that the page must contain.'), maxItems: 1 },
  excludeText: { ...strings('A phrase of up to five words that the page must not contain.'), maxItems: 1 },
}

/** What to return of each page. */
export const pageParts = {
  text: {
    anyOf: [{ type: 'boolean' }, { type: 'object', additionalProperties: true }],
    description: 'Return the text: true, or {"maxCharacters": 3000, "includeHtmlTags": false}.',
  },
  highlights: {
    anyOf: [{ type: 'boolean' }, { type: 'object', additionalProperties: true }],
    description: 'Return the passages that fit: true, or {"query": "…", "numSentences": 2}.',
  },
  summary: {
    anyOf: [{ type: 'boolean' }, { type: 'object', additionalProperties: true }],
    description: 'Return a summary: true, or {"query": "what to look for", "schema": {…}}.',
  },
}

export const contents = {
  type: 'object',
  description: 'What to return of each page besides its title and address; text alone costs least.',
  properties: pageParts,
  additionalProperties: true,
}

export const pages = {
  type: 'array',
  items: {
    type: 'object',
    properties: {
      id: { type: 'string' },
      title: { type: ['string', 'null'] },
      url: { type: 'string' },
      publishedDate: { type: ['string', 'null'] },
      author: { type: ['string', 'null'] },
      score: { type: ['number', 'null'] },
      text: { type: 'string' },
      highlights: { type: 'array', items: { type: 'string' } },
      summary: { type: 'string' },
    },
  },
}

export const found = {
  type: 'object',
  properties: {
    requestId: { type: 'string' },
    results: pages,
    costDollars: { type: 'object', additionalProperties: true },
  },
} as const

export const id = (of: string) => ({ type: 'string', minLength: 1, description: of })
export const cursor = { type: 'string', description: 'nextCursor of the previous answer.' }
export const limit = { type: 'integer', minimum: 1, maximum: 100, description: 'Entries on a page.' }
export const metadata = {
  type: 'object',
  additionalProperties: { type: 'string' },
  description: 'Your own labels, text by name.',
}

export const listed = {
  type: 'object',
  properties: {
    data: { type: 'array', items: { type: 'object', additionalProperties: true } },
    hasMore: { type: 'boolean' },
    nextCursor: { type: ['string', 'null'] },
  },
} as const

/** What websets, imports and monitors have in common. */
export const resource = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    object: { type: 'string' },
    status: { type: 'string' },
    title: { type: ['string', 'null'] },
    metadata: { type: 'object', additionalProperties: true },
    createdAt: { type: 'string' },
    updatedAt: { type: 'string' },
  },
} as const
