/** Shops. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { reads } from '../parameters.ts'
import { found, gl, hl, location, search, start, words } from './inputs.ts'

const price = (description: string) => ({ type: 'number', minimum: 0, description })

const shopping = {
  query: words('Goods to look for.'),
  location,
  gl,
  hl,
  min_price: price('Only from this price on.'),
  max_price: price('Only up to this price.'),
  start,
}
const ebay = {
  nkw: words('Goods to look for.'),
  ebay_domain: { type: 'string', description: 'Which eBay.', examples: ['ebay.com', 'ebay.de'] },
  pgn: { type: 'integer', minimum: 1, description: 'Page, counted from 1.' },
  sop: { type: 'string', description: 'Order, as the number that eBay uses: 15 is cheapest first.' },
}
const walmart = {
  q: words('Goods to look for.'),
  page: { type: 'integer', minimum: 1, maximum: 100, description: 'Page, counted from 1.' },
  sort: {
    type: 'string',
    enum: ['price_low', 'price_high', 'best_seller', 'best_match', 'rating_high', 'new'],
    description: 'Order of the results.',
  },
  min_price: price('Only from this price on.'),
  max_price: price('Only up to this price.'),
}

export const shopTools = [
  {
    slug: 'SERPAPI_SHOPPING_SEARCH',
    name: 'Google Shopping',
    description: 'Find goods and compare prices over many shops.',
    tags: reads,
    input: { type: 'object', properties: shopping, required: ['query'] },
    output: found('shopping_results', 'filters'),
    exec: search('google_shopping', shopping, { query: 'q' }),
  },
  {
    slug: 'SERPAPI_EBAY_SEARCH',
    name: 'eBay search',
    description: 'Find goods on eBay.',
    tags: reads,
    input: { type: 'object', properties: ebay, required: ['nkw'] },
    output: found('organic_results'),
    exec: search('ebay', ebay, { nkw: '_nkw', pgn: '_pgn', sop: '_sop' }),
  },
  {
    slug: 'SERPAPI_WALMART_SEARCH',
    name: 'Walmart search',
    description: 'Find goods at Walmart.',
    tags: reads,
    input: { type: 'object', properties: walmart, required: ['q'] },
    output: found('organic_results'),
    exec: search('walmart', walmart, { q: 'query' }),
  },
] satisfies ToolkitInput['tools']
