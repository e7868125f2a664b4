/** What callers of Google Docs get wrong. */
import type { ToolkitGuidance } from '../../src/manifest/with-guidance.ts'

export const googledocsGuidance: ToolkitGuidance = {
  tools: {
    GOOGLEDOCS_UPDATE_EXISTING_DOCUMENT: {
      pitfalls: [
        'Indexes count UTF-16 units from 1 and shift with every insertion: read the document first and edit from its end to its start.',
        'Markdown is inserted as typed: format with requests, or replace the text with GOOGLEDOCS_UPDATE_DOCUMENT_MARKDOWN.',
      ],
      before: ['GOOGLEDOCS_GET_DOCUMENT_BY_ID'],
    },
    GOOGLEDOCS_UPDATE_DOCUMENT_MARKDOWN: {
      pitfalls: ['It replaces the whole document: comments and formats that Markdown cannot say are lost.'],
      before: ['GOOGLEDOCS_SEARCH_DOCUMENTS'],
    },
  },
}
