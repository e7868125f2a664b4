/** Documents: finding, reading, writing. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, inPath, reads, writes } from '../parameters.ts'
import { documentId } from './inputs.ts'
import { canCopy, canRead, canReadSheets, canSearch, canWrite } from './scopes.ts'

const spreadsheetId = {
  type: 'string',
  minLength: 1,
  description: 'Id of the spreadsheet: the part of its link after /d/.',
}

const document = {
  type: 'object',
  properties: {
    documentId: { type: 'string' },
    title: { type: 'string' },
    revisionId: { type: 'string' },
    body: {
      type: 'object',
      properties: {
        content: {
          type: 'array',
          description: 'Paragraphs, tables and section breaks with startIndex and endIndex.',
          items: { type: 'object', additionalProperties: true },
        },
      },
    },
    tabs: { type: 'array', items: { type: 'object', additionalProperties: true } },
  },
} as const

const file = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    name: { type: 'string' },
    modifiedTime: { type: 'string' },
    webViewLink: { type: 'string' },
  },
} as const

const charts = {
  type: 'object',
  properties: {
    spreadsheetId: { type: 'string' },
    sheets: { type: 'array', items: { type: 'object', additionalProperties: true } },
  },
} as const

export const documentTools = [
  {
    slug: 'GOOGLEDOCS_SEARCH_DOCUMENTS',
    name: 'Search documents',
    description: 'Find documents in Google Drive by name or content, and get their ids.',
    tags: reads,
    important: true,
    scopes: canSearch,
    input: {
      type: 'object',
      properties: {
        query: {
          type: 'string',
          default: "mimeType = 'application/vnd.google-apps.document' and trashed = false",
          description:
            "Drive search. Keep the type and add to it: mimeType = 'application/vnd.google-apps.document' and fullText contains 'roadmap' and trashed = false.",
        },
        order_by: { type: 'string', description: 'Order: modifiedTime desc, name …' },
        max_results: {
          type: 'integer',
          minimum: 1,
          maximum: 1000,
          description: 'How many to return at most.',
        },
        page_token: {
          type: 'string',
          description: 'Start of the next page: nextPageToken of the previous answer.',
        },
      },
    },
    output: {
      type: 'object',
      properties: { files: { type: 'array', items: file }, nextPageToken: { type: 'string' } },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: 'https://www.googleapis.com/drive/v3/files',
      query: {
        fields: 'nextPageToken,files(id,name,modifiedTime,webViewLink,owners(emailAddress))',
        supportsAllDrives: 'true',
        includeItemsFromAllDrives: 'true',
      },
      parameters: [
        { name: 'query', in: 'query', wire: 'q' },
        { name: 'order_by', in: 'query', wire: 'orderBy' },
        { name: 'max_results', in: 'query', wire: 'pageSize' },
        { name: 'page_token', in: 'query', wire: 'pageToken' },
      ],
    },
  },
  {
    slug: 'GOOGLEDOCS_GET_DOCUMENT_BY_ID',
    name: 'Get document',
    description:
      'Read a document with its text, tables and the indexes that GOOGLEDOCS_UPDATE_EXISTING_DOCUMENT needs.',
    tags: reads,
    important: true,
    scopes: canRead,
    input: {
      type: 'object',
      properties: {
        id: documentId,
        include_tabs_content: { type: 'boolean', description: 'Return all tabs, in tabs instead of body.' },
        suggestions_view_mode: {
          type: 'string',
          enum: [
            'DEFAULT_FOR_CURRENT_ACCESS',
            'SUGGESTIONS_INLINE',
            'PREVIEW_SUGGESTIONS_ACCEPTED',
            'PREVIEW_WITHOUT_SUGGESTIONS',
          ],
          description: 'How to show suggested changes; indexes differ between the modes.',
        },
      },
      required: ['id'],
    },
    output: document,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/documents/{id}',
      parameters: [
        ...inPath('id'),
        { name: 'include_tabs_content', in: 'query', wire: 'includeTabsContent' },
        { name: 'suggestions_view_mode', in: 'query', wire: 'suggestionsViewMode' },
      ],
    },
  },
  {
    slug: 'GOOGLEDOCS_CREATE_DOCUMENT',
    name: 'Create document',
    description:
      'Create an empty document with a title and get its id. Fill it with GOOGLEDOCS_UPDATE_DOCUMENT_MARKDOWN or GOOGLEDOCS_UPDATE_EXISTING_DOCUMENT.',
    tags: writes,
    important: true,
    scopes: canWrite,
    input: {
      type: 'object',
      properties: { title: { type: 'string', minLength: 1, description: 'Title of the document.' } },
      required: ['title'],
    },
    output: document,
    exec: { kind: 'http', method: 'POST', path: '/documents', parameters: inBody('title') },
  },
  {
    slug: 'GOOGLEDOCS_CREATE_DOCUMENT_MARKDOWN',
    name: 'Create document from Markdown',
    description:
      'Create a document of Markdown, which becomes headings, lists, tables and links, and get its id.',
    tags: writes,
    scopes: canCopy,
    input: {
      type: 'object',
      properties: {
        title: { type: 'string', minLength: 1, description: 'Title of the document.' },
        markdown_text: { type: 'string', description: 'Its content, as Markdown.' },
      },
      required: ['title', 'markdown_text'],
    },
    output: file,
    exec: { kind: 'builtin', name: 'googledocs.create_from_markdown' },
  },
  {
    slug: 'GOOGLEDOCS_UPDATE_EXISTING_DOCUMENT',
    name: 'Edit document',
    description:
      'Apply edits to a document: insert, delete, replace or format text, insert tables, images, page breaks. All apply or none, one after the other, and each shifts the indexes of those after it: work from the end to the start.',
    tags: ['openWorldHint', 'destructiveHint'],
    important: true,
    scopes: canWrite,
    input: {
      type: 'object',
      properties: {
        document_id: documentId,
        editDocs: {
          type: 'array',
          minItems: 1,
          items: { type: 'object', additionalProperties: true },
          description:
            'Edits as requests of the Docs API: [{"insertText":{"location":{"index":1},"text":"Hello"}},{"replaceAllText":{"containsText":{"text":"NAME","matchCase":true},"replaceText":"Ada"}},{"deleteContentRange":{"range":{"startIndex":1,"endIndex":5}}}]. With {"endOfSegmentLocation":{}} in place of location text goes to the end.',
        },
      },
      required: ['document_id', 'editDocs'],
    },
    output: {
      type: 'object',
      properties: {
        documentId: { type: 'string' },
        replies: { type: 'array', items: { type: 'object', additionalProperties: true } },
        writeControl: { type: 'object', additionalProperties: true },
      },
    },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/documents/{document_id}:batchUpdate',
      parameters: [...inPath('document_id'), { name: 'editDocs', in: 'body', wire: 'requests' }],
    },
  },
  {
    slug: 'GOOGLEDOCS_UPDATE_DOCUMENT_MARKDOWN',
    name: 'Replace text by Markdown',
    description:
      'Replace the whole content of a document by Markdown, which becomes headings, lists, tables and links. The simplest way to fill a new document.',
    tags: ['openWorldHint', 'idempotentHint', 'destructiveHint'],
    important: true,
    scopes: canCopy,
    input: {
      type: 'object',
      properties: {
        document_id: documentId,
        new_markdown_text: { type: 'string', description: 'The new content, as Markdown.' },
      },
      required: ['document_id', 'new_markdown_text'],
    },
    output: file,
    // Drive converts what is uploaded in place of a document's content.
    exec: {
      kind: 'http',
      method: 'PATCH',
      path: 'https://www.googleapis.com/upload/drive/v3/files/{document_id}',
      query: { uploadType: 'media', supportsAllDrives: 'true', fields: 'id,name,modifiedTime,webViewLink' },
      headers: { 'content-type': 'text/markdown; charset=utf-8' },
      body_type: 'raw',
      parameters: [...inPath('document_id'), ...inBody('new_markdown_text')],
    },
  },
  {
    slug: 'GOOGLEDOCS_COPY_DOCUMENT',
    name: 'Copy document',
    description: 'Copy a document, for example a template, under a new title.',
    tags: writes,
    scopes: canCopy,
    input: {
      type: 'object',
      properties: {
        document_id: documentId,
        title: { type: 'string', description: 'Title of the copy; "Copy of …" when left out.' },
      },
      required: ['document_id'],
    },
    output: file,
    exec: {
      kind: 'http',
      method: 'POST',
      path: 'https://www.googleapis.com/drive/v3/files/{document_id}/copy',
      query: { supportsAllDrives: 'true', fields: 'id,name,modifiedTime,webViewLink' },
      parameters: [...inPath('document_id'), { name: 'title', in: 'body', wire: 'name' }],
    },
  },
  {
    slug: 'GOOGLEDOCS_GET_CHARTS_FROM_SPREADSHEET',
    name: 'Get charts of a spreadsheet',
    description:
      'List the charts of a Google spreadsheet with their ids and specifications, to put them into a document.',
    tags: reads,
    scopes: canReadSheets,
    input: { type: 'object', properties: { spreadsheet_id: spreadsheetId }, required: ['spreadsheet_id'] },
    output: charts,
    exec: {
      kind: 'http',
      method: 'GET',
      path: 'https://sheets.googleapis.com/v4/spreadsheets/{spreadsheet_id}',
      query: { fields: 'spreadsheetId,sheets(properties(sheetId,title),charts(chartId,spec))' },
      parameters: inPath('spreadsheet_id'),
    },
  },
  {
    slug: 'GOOGLEDOCS_LIST_SPREADSHEET_CHARTS_ACTION',
    name: 'List chart ids of a spreadsheet',
    description:
      'List the ids and titles of the charts of a Google spreadsheet, or what a field mask asks for.',
    tags: reads,
    scopes: canReadSheets,
    input: {
      type: 'object',
      properties: {
        spreadsheet_id: spreadsheetId,
        fields_mask: {
          type: 'string',
          default: 'sheets(properties(sheetId,title),charts(chartId,spec(title,altText)))',
          description: 'Field mask of what to return.',
        },
      },
      required: ['spreadsheet_id'],
    },
    output: charts,
    exec: {
      kind: 'http',
      method: 'GET',
      path: 'https://sheets.googleapis.com/v4/spreadsheets/{spreadsheet_id}',
      parameters: [...inPath('spreadsheet_id'), { name: 'fields_mask', in: 'query', wire: 'fields' }],
    },
  },
] satisfies ToolkitInput['tools']
