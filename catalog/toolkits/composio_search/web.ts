/** The web: short answers, news, pictures and talk. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get } from '../calls.ts'
import { answer, id, listOf, oneOf, text, textFields, whole } from '../schemas.ts'

export const webTools = [
  get('COMPOSIO_SEARCH_DUCK_DUCK_GO_SEARCH', '/', {
    name: 'Instant answer',
    description:
      'Ask DuckDuckGo for a short answer: a summary of a thing, a definition, and related topics with links. Works best with names and terms; it is no full list of web pages.',
    important: true,
    no_auth: true,
    query: { query: id('A name or term, such as Berlin or photosynthesis.') },
    required: ['query'],
    wire: { query: 'q' },
    exec: { query: { format: 'json', no_html: '1', skip_disambig: '1', t: 'patchbay' } },
    output: answer({
      ...textFields('Heading', 'AbstractText', 'AbstractURL', 'AbstractSource', 'Answer', 'Definition'),
      RelatedTopics: listOf(textFields('Text', 'FirstURL')),
      Results: listOf(textFields('Text', 'FirstURL')),
    }),
  }),
  get('COMPOSIO_SEARCH_NEWS_SEARCH', 'https://api.gdeltproject.org/api/v2/doc/doc', {
    name: 'Search news',
    description:
      'Search news of the world from the last three months, by GDELT. Words of three letters or more; one call every five seconds.',
    important: true,
    no_auth: true,
    query: {
      query: id('Words; "in quotes" for phrases, sourcelang:german or sourcecountry:FR to narrow it down.'),
      max_records: whole('How many to return at most, 1 to 250.', { minimum: 1, maximum: 250, default: 20 }),
      timespan: text('How far back, such as 24h, 7d or 1m.', { default: '7d' }),
      sort: oneOf(['datedesc', 'dateasc', 'hybridrel', 'tonedesc', 'toneasc'], 'What comes first.'),
    },
    required: ['query'],
    wire: { max_records: 'maxrecords' },
    exec: { query: { mode: 'artlist', format: 'json' } },
    output: answer({ articles: listOf(textFields('url', 'title', 'seendate', 'domain', 'language')) }),
  }),
  get('COMPOSIO_SEARCH_IMAGE_SEARCH', 'https://api.openverse.org/v1/images/', {
    name: 'Search pictures',
    description: 'Search pictures that may be used freely, by Openverse, with their licences and makers.',
    no_auth: true,
    query: {
      query: id('What the picture shows.'),
      page_size: whole('How many to return at most, 1 to 20.', { minimum: 1, maximum: 20 }),
      page: whole('Page, from 1.', { minimum: 1 }),
      license_type: oneOf(['commercial', 'modification', 'all'], 'What must be allowed.'),
      orientation: text('aspect_ratio: tall, wide or square.'),
    },
    required: ['query'],
    wire: { query: 'q', orientation: 'aspect_ratio' },
    output: answer({ results: listOf(textFields('title', 'url', 'thumbnail', 'creator', 'license')) }),
  }),
  get('COMPOSIO_SEARCH_HACKERNEWS_SEARCH', 'https://hn.algolia.com/api/v1/search', {
    name: 'Search Hacker News',
    description: 'Search stories and comments of Hacker News.',
    no_auth: true,
    query: {
      query: id('Words to search for.'),
      tags: text('Kinds: story, comment, ask_hn, show_hn, author_NAME; commas mean and.', {
        default: 'story',
      }),
      hits_per_page: whole('How many to return at most.', { minimum: 1, maximum: 100 }),
      page: whole('Page, from 0.', { minimum: 0 }),
    },
    required: ['query'],
    wire: { hits_per_page: 'hitsPerPage' },
    output: answer({ hits: listOf(textFields('objectID', 'title', 'url', 'author', 'created_at')) }),
  }),
] satisfies ToolkitInput['tools']
