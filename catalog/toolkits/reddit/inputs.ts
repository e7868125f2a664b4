/** Input properties and outputs that several Reddit tools share. */

export const text = { type: 'string' }
export const anything = { type: 'object', additionalProperties: true }

export const subreddit = {
  type: 'string',
  minLength: 1,
  description: 'Name of the subreddit without r/.',
  examples: ['typescript'],
}

export const fullname = (description: string) => ({
  type: 'string',
  pattern: '^t[0-9]_[a-z0-9]+$',
  description,
})

export const limit = {
  type: 'integer',
  minimum: 1,
  maximum: 100,
  description: 'How many at most, 25 if left out.',
}
export const after = { type: 'string', description: 'data.after of the previous answer, to go on.' }
export const time = {
  type: 'string',
  enum: ['hour', 'day', 'week', 'month', 'year', 'all'],
  description: 'How far back, with sort top.',
}

/** A listing: things in `data.children`, each with its kind and data. */
export const listing = {
  type: 'object',
  properties: {
    kind: text,
    data: {
      type: 'object',
      properties: {
        after: { type: ['string', 'null'] },
        before: { type: ['string', 'null'] },
        children: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              kind: { type: 'string', description: 't1 a comment, t3 a post, t5 a subreddit.' },
              data: {
                type: 'object',
                properties: {
                  id: text,
                  name: { type: 'string', description: 'Full name, such as t3_abc123.' },
                  title: text,
                  selftext: text,
                  body: text,
                  author: text,
                  subreddit: text,
                  score: { type: 'integer' },
                  num_comments: { type: 'integer' },
                  permalink: text,
                  url: text,
                  created_utc: { type: 'number' },
                },
              },
            },
          },
        },
      },
    },
  },
} as const

/** How Reddit answers to what was written; errors stand in `json.errors` with status 200. */
export const written = {
  type: 'object',
  properties: {
    json: {
      type: 'object',
      properties: {
        errors: { type: 'array', items: {}, description: 'Empty when it worked; else why it did not.' },
        data: anything,
      },
    },
  },
} as const
