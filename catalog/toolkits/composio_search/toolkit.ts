import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { knowledgeTools } from './knowledge.ts'
import { placeTools } from './places.ts'
import { webTools } from './web.ts'

export const composioSearch = {
  manifest: 1,
  slug: 'composio_search',
  name: 'Open search',
  description:
    'Look things up without a key: facts, encyclopedia, papers, news, pictures, places and weather.',
  logo: 'https://duckduckgo.com/assets/logo_header.v109.png',
  categories: ['ai-&-machine-learning'],
  aliases: ['web search', 'search'],
  http: {
    base_url: 'https://api.duckduckgo.com',
    allow_hosts: [
      'api.wikimedia.org',
      'en.wikipedia.org',
      'export.arxiv.org',
      'api.openalex.org',
      'api.gdeltproject.org',
      'api.openverse.org',
      'hn.algolia.com',
      'nominatim.openstreetmap.org',
      'geocoding-api.open-meteo.com',
      'api.open-meteo.com',
    ],
    error_paths: ['error.message', 'reason', 'message', 'detail', 'error'],
  },
  auth: [{ mode: 'NO_AUTH', name: 'composio_search_no_auth' }],
  tools: [...webTools, ...knowledgeTools, ...placeTools],
} satisfies ToolkitInput
