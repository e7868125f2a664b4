/** Input properties that several Slack tools share. */

export const channel = {
  type: 'string',
  minLength: 1,
  description: 'Id of the channel or conversation, such as C0123456789.',
}

export const timestamp = (description: string) => ({
  type: 'string',
  description: `${description} A Slack timestamp, such as 1735689600.000100.`,
})

export const cursor = {
  type: 'string',
  description: 'Cursor of the next page: response_metadata.next_cursor of the previous answer.',
}

export const limit = (fallback: number) => ({
  type: 'integer',
  minimum: 1,
  maximum: 1000,
  default: fallback,
  description: 'How many to return at most; Slack may return fewer.',
})

/** What a message is made of. */
export const content = {
  text: { type: 'string', description: 'Text in mrkdwn. With blocks it is what notifications show.' },
  markdown_text: {
    type: 'string',
    maxLength: 12000,
    description: 'Text in standard Markdown, in place of text and blocks.',
  },
  blocks: {
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    maxItems: 50,
    description: 'Layout blocks (Block Kit).',
  },
  attachments: {
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description: 'Secondary attachments, the older way of formatting.',
  },
  parse: { type: 'string', enum: ['none', 'full'], description: 'How to treat links and mentions in text.' },
  link_names: { type: 'boolean', description: 'Turn @name and #channel into mentions.' },
}

export const contentNames = Object.keys(content)

export const postedMessage = {
  type: 'object',
  properties: {
    ok: { type: 'boolean' },
    channel: { type: 'string' },
    ts: { type: 'string', description: 'Timestamp of the message; with the channel it identifies it.' },
    message: { type: 'object', additionalProperties: true },
  },
} as const

export const listOf = (name: string) => ({
  type: 'object' as const,
  properties: {
    ok: { type: 'boolean' },
    [name]: { type: 'array', items: { type: 'object', additionalProperties: true } },
    has_more: { type: 'boolean' },
    response_metadata: { type: 'object', properties: { next_cursor: { type: 'string' } } },
  },
})
