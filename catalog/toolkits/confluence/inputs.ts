/** Properties that several Confluence tools share. */

export const pageId = {
  type: 'integer',
  description: 'Id of the page, from CONFLUENCE_SEARCH_CONTENT or CONFLUENCE_GET_PAGES.',
}

export const blogPostId = {
  type: 'integer',
  description: 'Id of the blog post, from CONFLUENCE_GET_BLOG_POSTS.',
}

export const spaceId = {
  type: 'string',
  pattern: '^[0-9]+$',
  description: 'Id of the space, a number, from CONFLUENCE_GET_SPACES. Not its key.',
}

export const paging = {
  limit: {
    type: 'integer',
    minimum: 1,
    maximum: 250,
    description: 'How many to return at most, 1 to 250; 25 when left out.',
  },
  cursor: {
    type: 'string',
    description: 'Start of the next page: the value of cursor in _links.next of the previous answer.',
  },
}

export const bodyFormat = {
  type: 'string',
  enum: ['storage', 'atlas_doc_format'],
  description: 'Return the text: as XHTML (storage) or as Atlassian document JSON. No text when left out.',
}

export const oneBodyFormat = { ...bodyFormat, enum: [...bodyFormat.enum, 'view'] }

export const bodyFormatOnWire = { name: 'body_format', in: 'query', wire: 'body-format' } as const

/** What is written. */
export const body = {
  type: 'object',
  description: 'The text.',
  properties: {
    representation: {
      type: 'string',
      enum: ['storage', 'atlas_doc_format', 'wiki'],
      description: 'storage for XHTML such as <p>Hello</p>.',
    },
    value: { type: 'string', description: 'The text in that form.' },
  },
  required: ['representation', 'value'],
}

export const version = {
  type: 'object',
  description: 'The new version.',
  properties: {
    number: { type: 'integer', minimum: 2, description: 'version.number of the last version plus one.' },
    message: { type: 'string', description: 'What has changed.' },
  },
  required: ['number'],
}

export const status = (description: string) => ({
  type: 'string',
  enum: ['current', 'draft'],
  default: 'current',
  description,
})

type Schema = { readonly [keyword: string]: unknown }

const anything = { type: 'object', additionalProperties: true } as const

export const content = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    status: { type: 'string' },
    title: { type: 'string' },
    spaceId: { type: 'string' },
    parentId: { type: ['string', 'null'] },
    authorId: { type: 'string' },
    createdAt: { type: 'string' },
    version: { type: 'object', properties: { number: { type: 'integer' }, createdAt: { type: 'string' } } },
    body: anything,
    _links: anything,
  },
} as const

export const space = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    key: { type: 'string' },
    name: { type: 'string' },
    type: { type: 'string' },
    status: { type: 'string' },
    homepageId: { type: ['string', 'null'] },
  },
} as const

export const listOf = (item: Schema = anything) => ({
  type: 'object' as const,
  properties: {
    results: { type: 'array', items: item },
    _links: { type: 'object', properties: { next: { type: 'string' }, base: { type: 'string' } } },
  },
})
