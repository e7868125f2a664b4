/** Whole tables, and how a document looks: each tool is one request of the Docs API's batchUpdate. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { replaces } from '../parameters.ts'
import { cell, cellBounds, change, edits, index, text } from './changes.ts'

const span = (what: string) => ({
  type: 'integer',
  minimum: 1,
  description: `How many ${what} the block has.`,
})
const style = (description: string) => ({ type: 'object', additionalProperties: true, description })
const mask = (example: string) => text(`What of the style changes, with commas: ${example}. The rest stays.`)

export const styleTools = [
  change('DELETE_TABLE', 'deleteContentRange', {
    name: 'Delete table',
    description: 'Delete a table of a document with what is in it.',
    tags: edits,
    fields: {
      table_start_index: [index('startIndex of the table'), 'range.startIndex'],
      table_end_index: [index('endIndex of the table'), 'range.endIndex'],
    },
    required: ['table_start_index', 'table_end_index'],
  }),
  change('UNMERGE_TABLE_CELLS', 'unmergeTableCells', {
    name: 'Unmerge table cells',
    description:
      'Take apart the merged cells in a block of a table, which begins at a cell; their text goes to the first of them.',
    tags: replaces,
    fields: {
      ...cell('tableRange.tableCellLocation'),
      row_span: [span('rows'), 'tableRange.rowSpan'],
      column_span: [span('columns'), 'tableRange.columnSpan'],
    },
    required: [...cellBounds, 'row_span', 'column_span'],
  }),
  change('UPDATE_TABLE_ROW_STYLE', 'updateTableRowStyle', {
    name: 'Style table rows',
    description: 'Set the least height of rows of a table, and whether they may break across pages.',
    tags: replaces,
    fields: {
      table_start_index: [index('Where the table begins'), 'tableStartLocation.index'],
      row_indices: [
        {
          type: 'array',
          items: { type: 'integer', minimum: 0 },
          description: 'Which rows, from 0; all when left out.',
        },
        'rowIndices',
      ],
      table_row_style: [
        style('The style: {"minRowHeight":{"magnitude":30,"unit":"PT"},"preventOverflow":true}.'),
        'tableRowStyle',
      ],
      fields: [mask('minRowHeight,preventOverflow'), 'fields'],
    },
    required: ['table_start_index', 'table_row_style', 'fields'],
  }),
  change('UPDATE_DOCUMENT_STYLE', 'updateDocumentStyle', {
    name: 'Style document',
    description: 'Set size, margins and background of the pages of a document, and the number of the first.',
    tags: replaces,
    fields: {
      document_style: [
        style(
          'The style: {"marginTop":{"magnitude":72,"unit":"PT"},"background":{"color":{"color":{"rgbColor":{"red":1}}}}}. Also pageSize, marginBottom, marginLeft, marginRight, pageNumberStart, useFirstPageHeaderFooter.',
        ),
        'documentStyle',
      ],
      fields: [mask('marginTop,background'), 'fields'],
      tab_id: [text('Which tab; the first when left out.'), 'tabId'],
    },
    required: ['document_style', 'fields'],
  }),
] satisfies ToolkitInput['tools']
