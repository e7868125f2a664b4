/** Input properties and outputs that several Supabase tools share. */

export const ref = {
  type: 'string',
  minLength: 1,
  maxLength: 64,
  description: 'Reference of the project, 20 letters, from SUPABASE_LIST_ALL_PROJECTS.',
  examples: ['abcdefghijklmnopqrst'],
}

export const byRef = { type: 'object', properties: { ref }, required: ['ref'] } as const

/** A list comes back as `items`. */
export const items = (properties: Record<string, Record<string, unknown>>) => ({
  type: 'object' as const,
  properties: { items: { type: 'array', items: { type: 'object', properties } } },
})

export const text = { type: 'string' }
export const anything = { type: 'object', additionalProperties: true }
