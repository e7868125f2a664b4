/** Input properties and outputs that several Firecrawl tools share. */

const tags = (description: string) => ({ type: 'array', items: { type: 'string' }, description })

/** How a page is read. */
export const scrapeOptions = {
  formats: {
    type: 'array',
    items: { anyOf: [{ type: 'string' }, { type: 'object', additionalProperties: true }] },
    description:
      'What to return, markdown if left out: markdown, html, rawHtml, links, images, summary, screenshot, or for data {"type": "json", "prompt": "…", "schema": {…}}.',
    examples: [['markdown', 'links']],
  },
  onlyMainContent: {
    type: 'boolean',
    description: 'Leave out headers, menus and footers; true if left out.',
  },
  includeTags: tags('Only these elements, as tag names or CSS selectors.'),
  excludeTags: tags('None of these elements.'),
  waitFor: { type: 'integer', minimum: 0, description: 'Milliseconds to wait before reading the page.' },
  timeout: { type: 'integer', minimum: 1, description: 'Milliseconds until the attempt is given up.' },
  mobile: { type: 'boolean', description: 'Show the page as on a phone.' },
  maxAge: {
    type: 'integer',
    minimum: 0,
    description: 'Take a stored copy that is at most this many milliseconds old; 0 always reads anew.',
  },
  location: {
    type: 'object',
    properties: {
      country: { type: 'string', description: 'Two-letter country code.' },
      languages: { type: 'array', items: { type: 'string' }, description: 'Such as de-DE.' },
    },
    description: 'Where the reader seems to be.',
  },
}

export const scrapeOptionsInput = {
  type: 'object',
  properties: {
    formats: scrapeOptions.formats,
    onlyMainContent: scrapeOptions.onlyMainContent,
    includeTags: scrapeOptions.includeTags,
    excludeTags: scrapeOptions.excludeTags,
    waitFor: scrapeOptions.waitFor,
  },
  additionalProperties: true,
  description: 'How each page is read, with the options of FIRECRAWL_SCRAPE_EXTRACT_DATA_LLM.',
}

export const page = {
  type: 'object',
  properties: {
    markdown: { type: ['string', 'null'] },
    html: { type: ['string', 'null'] },
    rawHtml: { type: ['string', 'null'] },
    summary: { type: ['string', 'null'] },
    links: { type: 'array', items: { type: 'string' } },
    screenshot: { type: ['string', 'null'] },
    json: { description: 'Data in the wanted form.' },
    metadata: { type: 'object', additionalProperties: true },
    warning: { type: ['string', 'null'] },
  },
}

export const jobId = (from: string) => ({
  type: 'string',
  minLength: 1,
  description: `Id of the job, from ${from}.`,
})

/** The answer to starting something that works in the background. */
export const started = {
  type: 'object',
  properties: {
    success: { type: 'boolean' },
    id: { type: 'string', description: 'Id of the job.' },
    url: { type: 'string' },
    invalidURLs: { type: 'array', items: { type: 'string' } },
  },
} as const

/** How far a job is, and the pages it has read. */
export const progress = {
  type: 'object',
  properties: {
    status: { type: 'string', description: 'scraping, completed, failed or cancelled.' },
    total: { type: 'integer' },
    completed: { type: 'integer' },
    creditsUsed: { type: 'integer' },
    expiresAt: { type: 'string' },
    next: { type: ['string', 'null'], description: 'Set when more pages follow; its skip is the next skip.' },
    data: { type: 'array', items: page },
  },
} as const

export const skip = { type: 'integer', minimum: 0, description: 'How many pages to pass over, from next.' }
