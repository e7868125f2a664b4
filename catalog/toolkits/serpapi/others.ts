/** Search engines other than Google. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { reads } from '../parameters.ts'
import { device, found, location, search, words } from './inputs.ts'

const passOver = (description: string) => ({ type: 'integer', minimum: 0, description })

const bing = {
  q: words('What to search for; site: and quotes work.'),
  location,
  cc: { type: 'string', description: 'Country to search in, two letters.' },
  mkt: { type: 'string', description: 'Language and country of the results.', examples: ['de-DE'] },
  first: { type: 'integer', minimum: 1, description: 'Number of the first result.' },
  count: { type: 'integer', minimum: 1, maximum: 50, description: 'Results on a page.' },
  device,
}
const duckduckgo = {
  query: words(),
  kl: { type: 'string', description: 'Region to search in.', examples: ['us-en', 'de-de'] },
  df: { type: 'string', description: 'Time of the pages: d, w, m or y for the last day to year.' },
  start: passOver('How many results to pass over.'),
}
const baidu = {
  q: words(),
  ct: {
    type: 'string',
    enum: ['1', '2'],
    description: '1 simplified Chinese only, 2 traditional Chinese only.',
  },
  pn: passOver('How many results to pass over.'),
  rn: { type: 'integer', minimum: 1, maximum: 50, description: 'Results on a page.' },
}
const yahoo = {
  p: words(),
  vl: { type: 'string', description: 'Language of the pages.', examples: ['lang_de'] },
  vc: { type: 'string', description: 'Country of the pages, two letters.' },
  b: { type: 'integer', minimum: 1, description: 'Number of the first result.' },
}
const yandex = {
  text: words(),
  lang: { type: 'string', description: 'Language of the results.', examples: ['en'] },
  lr: { type: 'integer', description: 'Number of the region at Yandex.' },
  p: passOver('Page, counted from 0.'),
}
const youtube = {
  search_query: words('Videos to look for.'),
  gl: { type: 'string', description: 'Country, two letters.' },
  hl: { type: 'string', description: 'Language, two letters.' },
  sp: { type: 'string', description: 'Filter or token of the next page, as in YouTube addresses.' },
}

export const otherTools = [
  {
    slug: 'SERPAPI_BING_SEARCH',
    name: 'Bing search',
    description: 'Search the web with Bing.',
    tags: reads,
    input: { type: 'object', properties: bing, required: ['q'] },
    output: found('organic_results', 'related_searches'),
    exec: search('bing', bing),
  },
  {
    slug: 'SERPAPI_DUCK_DUCK_GO_SEARCH',
    name: 'DuckDuckGo search',
    description: 'Search the web with DuckDuckGo.',
    tags: reads,
    input: { type: 'object', properties: duckduckgo, required: ['query'] },
    output: found('organic_results', 'related_searches', 'news_results'),
    exec: search('duckduckgo', duckduckgo, { query: 'q' }),
  },
  {
    slug: 'SERPAPI_BAIDU_SEARCH',
    name: 'Baidu search',
    description: 'Search the Chinese web with Baidu.',
    tags: reads,
    input: { type: 'object', properties: baidu, required: ['q'] },
    output: found('organic_results'),
    exec: search('baidu', baidu),
  },
  {
    slug: 'SERPAPI_YAHOO_SEARCH',
    name: 'Yahoo search',
    description: 'Search the web with Yahoo.',
    tags: reads,
    input: { type: 'object', properties: yahoo, required: ['p'] },
    output: found('organic_results', 'related_searches'),
    exec: search('yahoo', yahoo),
  },
  {
    slug: 'SERPAPI_YANDEX_SEARCH',
    name: 'Yandex search',
    description: 'Search the web with Yandex.',
    tags: reads,
    input: { type: 'object', properties: yandex, required: ['text'] },
    output: found('organic_results'),
    exec: search('yandex', yandex),
  },
  {
    slug: 'SERPAPI_YOU_TUBE_SEARCH',
    name: 'YouTube search',
    description: 'Find videos, channels and playlists on YouTube.',
    tags: reads,
    important: true,
    input: { type: 'object', properties: youtube, required: ['search_query'] },
    output: found('video_results', 'channel_results', 'playlist_results'),
    exec: search('youtube', youtube),
  },
] satisfies ToolkitInput['tools']
