/** What callers of Notion get wrong. */
import type { ToolkitGuidance } from '../../src/manifest/with-guidance.ts'

export const notionGuidance: ToolkitGuidance = {
  pitfalls: [
    'object_not_found nearly always means that the page was not shared with the connection: ask the user to add it in the menu of the page.',
    'About three calls a second are allowed; on 429 wait for Retry-After.',
  ],
  tools: {
    NOTION_SEARCH_NOTION_PAGE: {
      pitfalls: [
        'It searches titles only, not the text of pages, and a page made a moment ago may be missing.',
        'Rows of a database are pages too: query the database to filter by its columns.',
      ],
    },
    NOTION_CREATE_NOTION_PAGE: {
      pitfalls: [
        'The parent must be a page that the connection can see; there is no way to create one at the top of a workspace.',
        'Text parts hold 2,000 characters and a call 100 blocks: append the rest. Markdown is not rendered, blocks are.',
      ],
      after: ['NOTION_APPEND_BLOCK_CHILDREN'],
    },
    NOTION_INSERT_ROW_DATABASE: {
      pitfalls: [
        'Names and types of the properties must be those of the database, in the exact case: fetch its schema first. Each type has a form of its own.',
        'A select takes new options as they come, a status only those that exist.',
      ],
      before: ['NOTION_SEARCH_NOTION_PAGE', 'NOTION_FETCH_DATABASE'],
    },
    NOTION_QUERY_DATABASE: {
      pitfalls: [
        'A filter names the type of the property: {"property":"Status","status":{"equals":"Done"}}. The wrong type is refused with 400.',
      ],
      before: ['NOTION_SEARCH_NOTION_PAGE', 'NOTION_FETCH_DATABASE'],
    },
    NOTION_FETCH_DATABASE: { before: ['NOTION_SEARCH_NOTION_PAGE'] },
    NOTION_UPDATE_ROW_DATABASE: {
      pitfalls: ['The id of a row is the id of its page; only the properties that are given change.'],
      before: ['NOTION_QUERY_DATABASE', 'NOTION_FETCH_DATABASE'],
    },
    NOTION_APPEND_BLOCK_CHILDREN: {
      pitfalls: [
        'At most 100 blocks a call, nested two deep, and 2,000 characters a text part: send long content in several calls.',
      ],
    },
    NOTION_FETCH_NOTION_CHILD_BLOCK: {
      pitfalls: [
        'It returns one level: a block with has_children needs a call of its own to read what is in it.',
      ],
    },
  },
}
