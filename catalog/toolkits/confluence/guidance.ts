/** What callers of Confluence get wrong. */
import type { ToolkitGuidance } from '../../src/manifest/with-guidance.ts'

export const confluenceGuidance: ToolkitGuidance = {
  tools: {
    CONFLUENCE_CREATE_PAGE: {
      pitfalls: [
        'spaceId is a number, not the key that links show (DOCS): look the space up.',
        'The body is storage format, a kind of XHTML: Markdown shows as typed. A title exists once in a space.',
      ],
      before: ['CONFLUENCE_GET_SPACES'],
    },
    CONFLUENCE_UPDATE_PAGE: {
      pitfalls: [
        'version.number must be the current one plus one (409 otherwise), and the body replaces the whole page: read it first.',
      ],
      before: ['CONFLUENCE_GET_PAGE_BY_ID'],
    },
    CONFLUENCE_SEARCH_CONTENT: {
      pitfalls: [
        'The query is CQL: text ~ "release notes" and type = page and space = DOCS. Values with spaces are quoted.',
      ],
    },
  },
}
