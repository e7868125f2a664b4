/** Input properties and outputs that several Datadog tools share. */

export const text = { type: 'string' }
export const anything = { type: 'object', additionalProperties: true }
export const listOfAnything = { type: 'array', items: anything }

export const seconds = (description: string) => ({
  type: 'integer',
  minimum: 0,
  description: `${description} In seconds since 1970 (UTC).`,
})
export const tags = (description: string) => ({
  type: 'array',
  items: { type: 'string' },
  description,
  examples: [['env:prod', 'service:shop']],
})

/** How the newer endpoints of the API list things. */
export const listed = {
  type: 'object',
  properties: { data: listOfAnything, meta: anything, links: anything },
} as const

/** A list comes back as `items`. */
export const items = (properties: Record<string, Record<string, unknown>>) => ({
  type: 'object' as const,
  properties: { items: { type: 'array', items: { type: 'object', properties } } },
})

const bound = {
  type: 'string',
  examples: ['now-1h', '2026-01-31T08:00:00Z'],
}
export const from = { ...bound, description: 'From when on: now-15m, an ISO 8601 time or milliseconds.' }
export const to = { ...bound, description: 'Up to when, in the same forms; now if left out.' }
export const limit = {
  type: 'integer',
  minimum: 1,
  maximum: 1000,
  description: 'How many at most, 10 if left out.',
}
export const cursor = { type: 'string', description: 'meta.page.after of the previous answer.' }
export const sort = {
  type: 'string',
  enum: ['timestamp', '-timestamp'],
  description: 'timestamp is oldest first, -timestamp newest first.',
}
