/** Encyclopedia and papers. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get } from '../calls.ts'
import { answer, anything, id, listOf, oneOf, text, textFields, whole } from '../schemas.ts'

export const knowledgeTools = [
  get(
    'COMPOSIO_SEARCH_WIKIPEDIA_SEARCH',
    'https://api.wikimedia.org/core/v1/wikipedia/{language}/search/page',
    {
      name: 'Search Wikipedia',
      description: 'Search the pages of Wikipedia in a language, with a line about each.',
      important: true,
      no_auth: true,
      path: { language: text('Code of the language, such as en or de.', { default: 'en' }) },
      query: {
        query: id('Words to search for.'),
        limit: whole('How many to return at most, 1 to 100.', { minimum: 1, maximum: 100, default: 10 }),
      },
      required: ['query'],
      wire: { query: 'q' },
      output: answer({ pages: listOf(textFields('key', 'title', 'excerpt', 'description')) }),
    },
  ),
  get('COMPOSIO_SEARCH_WIKIPEDIA_SUMMARY', 'https://en.wikipedia.org/api/rest_v1/page/summary/{title}', {
    name: 'Get summary from Wikipedia',
    description: 'Read the first paragraph of a page of the English Wikipedia.',
    important: true,
    no_auth: true,
    path: {
      title: id('Title of the page, such as Ada_Lovelace: key from COMPOSIO_SEARCH_WIKIPEDIA_SEARCH.'),
    },
    output: answer({ ...textFields('title', 'description', 'extract'), content_urls: anything }),
  }),
  get('COMPOSIO_SEARCH_SCHOLAR_SEARCH', 'https://api.openalex.org/works', {
    name: 'Search papers',
    description:
      'Search scholarly works of all fields, by OpenAlex, with authors, year, citations and links.',
    important: true,
    no_auth: true,
    query: {
      query: id('Words in title, abstract or text.'),
      filter: text('Narrow it down, such as from_publication_date:2024-01-01,is_oa:true.'),
      sort: text('What comes first, such as cited_by_count:desc or publication_date:desc.'),
      per_page: whole('How many to return at most, 1 to 200.', { minimum: 1, maximum: 200, default: 10 }),
      page: whole('Page, from 1.', { minimum: 1 }),
    },
    required: ['query'],
    wire: { query: 'search', per_page: 'per-page' },
    exec: {
      query: {
        select:
          'id,doi,title,publication_year,publication_date,cited_by_count,authorships,primary_location,open_access',
      },
    },
    output: answer({ meta: anything, results: listOf(textFields('id', 'doi', 'title', 'publication_date')) }),
  }),
  get('COMPOSIO_SEARCH_ARXIV_SEARCH', 'https://export.arxiv.org/api/query', {
    name: 'Search arXiv',
    description: 'Search preprints of arXiv, with abstracts. One call every three seconds.',
    no_auth: true,
    query: {
      query: id('Query: all:electron, ti:transformer AND au:vaswani, cat:cs.CL.'),
      max_results: whole('How many to return at most.', { minimum: 1, maximum: 100, default: 10 }),
      start: whole('How many to skip.', { minimum: 0 }),
      sort_by: oneOf(['relevance', 'lastUpdatedDate', 'submittedDate'], 'What to order by.'),
      sort_order: oneOf(['ascending', 'descending'], 'Direction of the order.'),
    },
    required: ['query'],
    wire: { query: 'search_query', sort_by: 'sortBy', sort_order: 'sortOrder' },
    exec: { response: { xml_lists: ['entry', 'author', 'link', 'category'] } },
    output: answer({ feed: anything }),
  }),
] satisfies ToolkitInput['tools']
