/** Google and its many searches. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { reads } from '../parameters.ts'
import { device, found, gl, hl, location, pageToken, search, start, words } from './inputs.ts'

const recent = {
  type: 'string',
  description: 'Time of the pages: qdr:d, qdr:w, qdr:m or qdr:y for the last day to year.',
}

const web = {
  query: words('What to search for; site:, inurl:, quotes and minus work.'),
  location,
  gl,
  hl,
  google_domain: { type: 'string', description: 'Google to ask, from SERPAPI_GOOGLE_DOMAINS_LIST.' },
  num: { type: 'integer', minimum: 1, maximum: 100, description: 'Results on a page.' },
  start,
  safe: { type: 'string', enum: ['active', 'off'], description: 'Whether to leave out adult content.' },
  tbs: recent,
  device,
}
const light = { q: words(), location, gl, hl, start }
const news = { query: words(), gl, hl }
const images = {
  query: words(),
  location,
  gl,
  hl,
  ijn: { type: 'integer', minimum: 0, description: 'Page, counted from 0.' },
}
const scholar = {
  query: words('What to search for; author: works.'),
  as_ylo: { type: 'integer', description: 'Only papers from this year on.' },
  as_yhi: { type: 'integer', description: 'Only papers up to this year.' },
  hl,
  start,
  num: { type: 'integer', minimum: 1, maximum: 20, description: 'Results on a page.' },
}
const trends = {
  query: words('Terms to compare, up to five, separated by commas.'),
  data_type: {
    type: 'string',
    enum: ['TIMESERIES', 'GEO_MAP', 'GEO_MAP_0', 'RELATED_TOPICS', 'RELATED_QUERIES'],
    description:
      'Over time, by region (GEO_MAP compares several terms, GEO_MAP_0 takes one), or what is related.',
  },
  date: {
    type: 'string',
    description: 'Time.',
    examples: ['today 12-m', 'now 7-d', '2026-01-01 2026-06-30'],
  },
  geo: { type: 'string', description: 'Region; the world if left out.', examples: ['DE', 'US-NY'] },
  hl,
}
const events = {
  query: words('Events to look for.'),
  location,
  gl,
  hl,
  start,
  htichips: {
    type: 'string',
    description: 'When: date:today, date:week, date:month, event_type:Virtual-Event.',
  },
}
const finance = {
  query: words('Ticker with exchange, index or currency pair.'),
  window: {
    type: 'string',
    enum: ['1D', '5D', '1M', '6M', 'YTD', '1Y', '5Y', 'MAX'],
    description: 'Time of the graph.',
  },
  hl,
}
const day = (description: string) => ({ type: 'string', format: 'date', description })
const hotels = {
  q: words('Where, or which hotel.'),
  check_in_date: day('Day of arrival, YYYY-MM-DD.'),
  check_out_date: day('Day of departure, YYYY-MM-DD.'),
  adults: { type: 'integer', minimum: 1, description: 'Number of adults, 2 if left out.' },
  children: { type: 'integer', minimum: 0, description: 'Number of children.' },
  currency: { type: 'string', description: 'Currency of the prices.', examples: ['EUR'] },
  gl,
  hl,
  next_page_token: pageToken,
}
const maps = {
  q: words('Places to look for.'),
  ll: {
    type: 'string',
    description: 'Middle and zoom of the map: @latitude,longitude,zoom.',
    examples: ['@40.7455,-74.0083,14z'],
  },
  hl,
  gl,
  start: { type: 'integer', minimum: 0, description: 'How many to pass over, in steps of 20; needs ll.' },
}
const jobs = { q: words('Jobs to look for.'), location, gl, hl, next_page_token: pageToken }
const play = {
  q: { type: 'string', description: 'Apps to look for; the front page of the store if left out.' },
  store: {
    type: 'string',
    enum: ['apps', 'games', 'movies', 'books'],
    default: 'apps',
    description: 'Which store.',
  },
  gl,
  hl,
}

export const googleTools = [
  {
    slug: 'SERPAPI_SEARCH',
    name: 'Google search',
    description: 'Search the web with Google, with all that its page shows: answers, news, places and more.',
    tags: reads,
    important: true,
    input: { type: 'object', properties: web, required: ['query'] },
    output: found('organic_results', 'related_questions', 'related_searches', 'local_results'),
    exec: search('google', web, { query: 'q' }),
  },
  {
    slug: 'SERPAPI_GOOGLE_LIGHT_SEARCH',
    name: 'Google search, quick',
    description: 'Search the web with Google and get only the plain results, quicker than SERPAPI_SEARCH.',
    tags: reads,
    input: { type: 'object', properties: light, required: ['q'] },
    output: found('organic_results', 'related_questions', 'related_searches'),
    exec: search('google_light', light),
  },
  {
    slug: 'SERPAPI_NEWS_SEARCH',
    name: 'Google News',
    description: 'Search the news.',
    tags: reads,
    important: true,
    input: { type: 'object', properties: news, required: ['query'] },
    output: found('news_results'),
    exec: search('google_news', news, { query: 'q' }),
  },
  {
    slug: 'SERPAPI_IMAGE_SEARCH',
    name: 'Google Images',
    description: 'Search images.',
    tags: reads,
    input: { type: 'object', properties: images, required: ['query'] },
    output: found('images_results', 'suggested_searches'),
    exec: search('google_images', images, { query: 'q' }),
  },
  {
    slug: 'SERPAPI_SCHOLAR_SEARCH',
    name: 'Google Scholar',
    description: 'Search scientific papers, with how often they are cited.',
    tags: reads,
    important: true,
    input: { type: 'object', properties: scholar, required: ['query'] },
    output: found('organic_results'),
    exec: search('google_scholar', scholar, { query: 'q' }),
  },
  {
    slug: 'SERPAPI_TRENDS_SEARCH',
    name: 'Google Trends',
    description: 'See how much people search for terms, over time or by region.',
    tags: reads,
    input: { type: 'object', properties: trends, required: ['query'] },
    output: {
      type: 'object',
      properties: {
        ...found().properties,
        interest_over_time: { type: 'object', additionalProperties: true },
        interest_by_region: { type: 'array', items: { type: 'object', additionalProperties: true } },
        related_queries: { type: 'object', additionalProperties: true },
      },
    },
    exec: search('google_trends', trends, { query: 'q' }),
  },
  {
    slug: 'SERPAPI_EVENT_SEARCH',
    name: 'Google Events',
    description: 'Find concerts, festivals, conferences and other events.',
    tags: reads,
    input: { type: 'object', properties: events, required: ['query'] },
    output: found('events_results'),
    exec: search('google_events', events, { query: 'q' }),
  },
  {
    slug: 'SERPAPI_FINANCE_SEARCH',
    name: 'Google Finance',
    description: 'Look up a share, index, fund or currency: price, graph and news.',
    tags: reads,
    input: {
      type: 'object',
      properties: { ...finance, query: { ...finance.query, examples: ['GOOGL:NASDAQ', 'EUR-USD'] } },
      required: ['query'],
    },
    output: {
      type: 'object',
      properties: {
        ...found('graph', 'news_results').properties,
        summary: { type: 'object', additionalProperties: true },
      },
    },
    exec: search('google_finance', finance, { query: 'q' }),
  },
  {
    slug: 'SERPAPI_HOTEL_SEARCH',
    name: 'Google Hotels',
    description: 'Find hotels for a stay, with prices and ratings.',
    tags: reads,
    input: { type: 'object', properties: hotels, required: ['q', 'check_in_date', 'check_out_date'] },
    output: found('properties', 'brands'),
    exec: search('google_hotels', hotels),
  },
  {
    slug: 'SERPAPI_GOOGLE_MAPS_SEARCH',
    name: 'Google Maps',
    description: 'Find places, with address, opening hours and ratings.',
    tags: reads,
    important: true,
    input: { type: 'object', properties: maps, required: ['q'] },
    output: found('local_results'),
    exec: { ...search('google_maps', maps), query: { engine: 'google_maps', type: 'search' } },
  },
  {
    slug: 'SERPAPI_GOOGLE_JOBS_SEARCH',
    name: 'Google Jobs',
    description: 'Find jobs that are on offer.',
    tags: reads,
    input: { type: 'object', properties: jobs, required: ['q'] },
    output: found('jobs_results'),
    exec: search('google_jobs', jobs),
  },
  {
    slug: 'SERPAPI_PLAY_SEARCH',
    name: 'Google Play',
    description: 'Find apps, games, films or books in the Play store.',
    tags: reads,
    input: { type: 'object', properties: play },
    output: found('organic_results'),
    exec: search('google_play', play),
  },
] satisfies ToolkitInput['tools']
