/** Hacker News over the public Algolia API: no account needed. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { tools } from './tools.ts'

export const hackernews = {
  manifest: 1,
  slug: 'hackernews',
  name: 'Hacker News',
  description:
    'Stories, comments, polls and users of Hacker News: browse the front page and search the archive.',
  logo: 'https://news.ycombinator.com/y18.svg',
  app_url: 'https://news.ycombinator.com',
  auth_guide_url: 'https://hn.algolia.com/api',
  categories: ['other-/-miscellaneous'],
  aliases: ['hn', 'ycombinator', 'hacker news'],
  http: { base_url: 'https://hn.algolia.com/api/v1', error_paths: ['error', 'message'] },
  auth: [{ mode: 'NO_AUTH', name: 'hackernews_no_auth' }],
  tools,
} satisfies ToolkitInput
