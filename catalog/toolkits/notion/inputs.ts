/** Properties that several Notion tools share. */

export const pageId = {
  type: 'string',
  minLength: 1,
  description: 'Id of the page, from NOTION_SEARCH_NOTION_PAGE.',
}

export const databaseId = {
  type: 'string',
  minLength: 1,
  description: 'Id of the database, from NOTION_SEARCH_NOTION_PAGE with filter_value database.',
}

export const blockId = {
  type: 'string',
  minLength: 1,
  description:
    'Id of the block, from NOTION_FETCH_NOTION_CHILD_BLOCK. A page is a block too: its id works here.',
}

export const pageSize = {
  type: 'integer',
  minimum: 1,
  maximum: 100,
  description: 'How many to return at most; 100 when left out.',
}

export const startCursor = {
  type: 'string',
  description: 'Start of the next page: next_cursor of the previous answer.',
}

export const richText = (description: string) => ({
  type: 'array',
  description: `${description} A list of rich text parts, such as [{"text":{"content":"Hello"}}].`,
  items: {
    type: 'object',
    properties: {
      type: { type: 'string', enum: ['text', 'mention', 'equation'] },
      text: {
        type: 'object',
        properties: {
          content: { type: 'string', maxLength: 2000 },
          link: { type: ['object', 'null'], properties: { url: { type: 'string' } } },
        },
        required: ['content'],
      },
      annotations: { type: 'object', additionalProperties: true, description: 'bold, italic, code, color …' },
    },
    additionalProperties: true,
  },
})

/** Values of page properties, keyed by the names of the database's columns. */
export const values = {
  type: 'object',
  additionalProperties: { type: 'object', additionalProperties: true },
  description:
    'Values by property name, each in the form of its type: {"Name":{"title":[{"text":{"content":"Buy milk"}}]},"Status":{"status":{"name":"Done"}},"Due":{"date":{"start":"2026-01-31"}},"Count":{"number":3}}. NOTION_FETCH_DATABASE tells names and types.',
}

export const blocks = (description: string) => ({
  type: 'array',
  maxItems: 100,
  items: { type: 'object', additionalProperties: true },
  description: `${description} Block objects: [{"paragraph":{"rich_text":[{"text":{"content":"Hello"}}]}},{"to_do":{"rich_text":[{"text":{"content":"Task"}}],"checked":false}}]. Types: paragraph, heading_1, heading_2, heading_3, bulleted_list_item, numbered_list_item, to_do, toggle, quote, callout, code, divider, image …`,
})

/** What is shown above a page's title. */
export const looks = {
  icon: { type: 'string', description: 'An emoji to show as icon.' },
  cover: { type: 'string', description: 'Public URL of an image to show as cover.' },
}

export const looksOnWire = [
  { name: 'icon', in: 'body', wire: 'icon.emoji' },
  { name: 'cover', in: 'body', wire: 'cover.external.url' },
] as const

export const page = {
  type: 'object',
  properties: {
    object: { type: 'string' },
    id: { type: 'string' },
    url: { type: 'string' },
    created_time: { type: 'string' },
    last_edited_time: { type: 'string' },
    archived: { type: 'boolean' },
    parent: { type: 'object', additionalProperties: true },
    properties: { type: 'object', additionalProperties: true },
  },
} as const

export const database = {
  type: 'object',
  properties: {
    object: { type: 'string' },
    last_edited_time: { type: 'string' },
    id: { type: 'string' },
    url: { type: 'string' },
    title: { type: 'array', items: { type: 'object', additionalProperties: true } },
    properties: {
      type: 'object',
      additionalProperties: true,
      description: 'Columns by name, each with its type.',
    },
    parent: { type: 'object', additionalProperties: true },
    archived: { type: 'boolean' },
  },
} as const

export const block = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    type: { type: 'string', description: 'The content is under the key of this name.' },
    has_children: { type: 'boolean' },
    archived: { type: 'boolean' },
    parent: { type: 'object', additionalProperties: true },
  },
} as const

export const user = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    type: { type: 'string', description: 'person or bot.' },
    name: { type: ['string', 'null'] },
    avatar_url: { type: ['string', 'null'] },
    person: { type: 'object', properties: { email: { type: 'string' } } },
    bot: { type: 'object', additionalProperties: true },
  },
} as const

export const listOf = (item: { readonly [keyword: string]: unknown }) => ({
  type: 'object' as const,
  properties: {
    results: { type: 'array', items: item },
    has_more: { type: 'boolean' },
    next_cursor: { type: ['string', 'null'] },
  },
})
