/** Filters that answers and searches share. */

export const domainFilter = {
  type: 'array',
  items: { type: 'string' },
  maxItems: 20,
  description: 'Only these domains, or none of those that start with "-".',
  examples: [['nasa.gov', 'esa.int']],
}

export const recencyFilter = {
  type: 'string',
  enum: ['hour', 'day', 'week', 'month', 'year'],
  description: 'Only pages from this time before now.',
}

export const date = (description: string) => ({
  type: 'string',
  pattern: '^[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}$',
  description: `${description} Written month/day/year, such as 3/31/2026.`,
})
