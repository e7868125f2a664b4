/** What the searches share: each is one engine of the same endpoint. */

type Properties = Record<string, Record<string, unknown>>

export const text = { type: 'string' }
const results = { type: 'array', items: { type: 'object', additionalProperties: true } }

/** The words to search for. */
export const words = (description = 'What to search for.') => ({ type: 'string', minLength: 1, description })

export const location = {
  type: 'string',
  description: 'Place to search from, as named by SERPAPI_LOCATIONS_LIST.',
  examples: ['Austin, Texas, United States'],
}
export const gl = {
  type: 'string',
  description: 'Country to search in, two letters.',
  examples: ['us', 'de'],
}
export const hl = { type: 'string', description: 'Language of the results.', examples: ['en', 'de'] }
export const start = {
  type: 'integer',
  minimum: 0,
  description: 'How many results to pass over: 10 is the second page.',
}
export const pageToken = {
  type: 'string',
  description: 'Token of the next page: serpapi_pagination.next_page_token of the previous answer.',
}
export const device = {
  type: 'string',
  enum: ['desktop', 'tablet', 'mobile'],
  description: 'Device to search as.',
}

/** The answer of a search: how it went, and lists of results by kind. */
export const found = (...lists: string[]) => {
  const properties: Properties = {
    search_metadata: { type: 'object', additionalProperties: true },
    search_parameters: { type: 'object', additionalProperties: true },
    search_information: { type: 'object', additionalProperties: true },
  }
  for (const name of lists) properties[name] = results
  properties['serpapi_pagination'] = { type: 'object', additionalProperties: true }
  properties['error'] = { type: 'string', description: 'Set when nothing was found.' }
  return { type: 'object' as const, properties }
}

/** Arguments of a search in the query; `wires` has the names that the engine uses for some of them. */
export const search = (
  engine: string,
  properties: Properties,
  wires: Readonly<Record<string, string>> = {},
) => ({
  kind: 'http' as const,
  method: 'GET' as const,
  path: '/search.json',
  query: { engine },
  parameters: Object.keys(properties).map((name) => {
    const wire = Object.hasOwn(wires, name) ? wires[name] : undefined
    return { name, in: 'query' as const, ...(wire !== undefined && { wire }) }
  }),
})
