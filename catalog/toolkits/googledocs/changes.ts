/** Single edits of a document: each tool is one request of the Docs API's batchUpdate. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { changing } from '../google-batch.ts'
import { writes } from '../parameters.ts'
import { documentId } from './inputs.ts'
import { canWrite } from './scopes.ts'

const id = { name: 'document_id', schema: documentId, path: '/documents' }
export const change = changing({ prefix: 'GOOGLEDOCS', id, scopes: canWrite })

export const edits = ['openWorldHint', 'destructiveHint']
export const text = (description: string) => ({ type: 'string', minLength: 1, description })
export const index = (what: string) => ({
  type: 'integer',
  minimum: 1,
  description: `${what}, as GOOGLEDOCS_GET_DOCUMENT_BY_ID counts; the text begins at 1.`,
})
const place = { insertion_index: [index('Where'), 'location.index'] } as const
const span = (at: string) =>
  ({
    start_index: [index('First place'), `${at}startIndex`],
    end_index: [index('Place after the last one'), `${at}endIndex`],
  }) as const
const bounds = ['start_index', 'end_index']
export const cell = (at: string) =>
  ({
    table_start_index: [index('Where the table begins'), `${at}.tableStartLocation.index`],
    row_index: [{ type: 'integer', minimum: 0, description: 'Row, from 0.' }, `${at}.rowIndex`],
    column_index: [{ type: 'integer', minimum: 0, description: 'Column, from 0.' }, `${at}.columnIndex`],
  }) as const
export const cellBounds = ['table_start_index', 'row_index', 'column_index']

export const changeTools = [
  change('INSERT_TEXT_ACTION', 'insertText', {
    name: 'Insert text',
    description: 'Insert text into a document at an index; what is behind moves on.',
    tags: writes,
    fields: { text_to_insert: [text('The text.'), 'text'], ...place },
    required: ['text_to_insert', 'insertion_index'],
  }),
  change('REPLACE_ALL_TEXT', 'replaceAllText', {
    name: 'Replace text',
    description: 'Replace a text by another one wherever it is in a document, as for filling in a template.',
    tags: edits,
    fields: {
      find_text: [text('What to look for.'), 'containsText.text'],
      replace_text: [{ type: 'string', description: 'What comes in its place.' }, 'replaceText'],
      match_case: [
        { type: 'boolean', description: 'Whether Name and NAME differ; no when left out.' },
        'containsText.matchCase',
      ],
    },
    required: ['find_text', 'replace_text'],
  }),
  change('DELETE_CONTENT_RANGE', 'deleteContentRange', {
    name: 'Delete content',
    description: 'Delete what is between two indexes of a document: text, tables, images.',
    tags: edits,
    fields: span('range.'),
    required: bounds,
  }),
  change('INSERT_PAGE_BREAK', 'insertPageBreak', {
    name: 'Insert page break',
    description: 'Begin a new page at an index of a document.',
    tags: writes,
    fields: place,
    required: ['insertion_index'],
  }),
  change('INSERT_INLINE_IMAGE', 'insertInlineImage', {
    name: 'Insert image',
    description: 'Insert an image that is on the web into the text of a document.',
    tags: writes,
    fields: {
      ...place,
      uri: [text('Public link of a PNG, JPEG or GIF, at most 50 MB.'), 'uri'],
      width: [
        { type: 'number', exclusiveMinimum: 0, description: 'Width in points.' },
        'objectSize.width.magnitude',
      ],
      unit: [
        { type: 'string', enum: ['PT'], description: 'PT; needed with width.' },
        'objectSize.width.unit',
      ],
    },
    required: ['insertion_index', 'uri'],
  }),
  change('REPLACE_IMAGE', 'replaceImage', {
    name: 'Replace image',
    description: 'Put another image in place of one in a document.',
    tags: edits,
    fields: {
      image_object_id: [text('Id of the image, from GOOGLEDOCS_GET_DOCUMENT_BY_ID.'), 'imageObjectId'],
      uri: [text('Public link of the new image.'), 'uri'],
    },
    required: ['image_object_id', 'uri'],
  }),
  change('INSERT_TABLE_ACTION', 'insertTable', {
    name: 'Insert table',
    description: 'Insert an empty table into a document at an index.',
    tags: writes,
    fields: {
      ...place,
      rows: [{ type: 'integer', minimum: 1, description: 'How many rows.' }, 'rows'],
      columns: [{ type: 'integer', minimum: 1, maximum: 20, description: 'How many columns.' }, 'columns'],
    },
    required: ['insertion_index', 'rows', 'columns'],
  }),
  change('INSERT_TABLE_COLUMN', 'insertTableColumn', {
    name: 'Insert table column',
    description: 'Insert an empty column into a table of a document, beside a cell.',
    tags: writes,
    fields: {
      ...cell('tableCellLocation'),
      insert_right: [
        { type: 'boolean', description: 'To the right of the cell; else to the left.' },
        'insertRight',
      ],
    },
    required: [...cellBounds, 'insert_right'],
  }),
  change('DELETE_TABLE_ROW', 'deleteTableRow', {
    name: 'Delete table row',
    description: 'Delete the row of a cell from a table of a document.',
    tags: edits,
    fields: cell('tableCellLocation'),
    required: cellBounds,
  }),
  change('DELETE_TABLE_COLUMN', 'deleteTableColumn', {
    name: 'Delete table column',
    description: 'Delete the column of a cell from a table of a document.',
    tags: edits,
    fields: cell('tableCellLocation'),
    required: cellBounds,
  }),
  change('CREATE_PARAGRAPH_BULLETS', 'createParagraphBullets', {
    name: 'Make list',
    description: 'Make a list, with bullets or numbers, of the paragraphs between two indexes of a document.',
    tags: edits,
    fields: {
      ...span('range.'),
      bullet_preset: [
        {
          type: 'string',
          enum: [
            'BULLET_DISC_CIRCLE_SQUARE',
            'BULLET_CHECKBOX',
            'NUMBERED_DECIMAL_ALPHA_ROMAN',
            'NUMBERED_DECIMAL_NESTED',
          ],
          description: 'How its items begin; bullets when left out.',
        },
        'bulletPreset',
      ],
    },
    fixed: { bulletPreset: 'BULLET_DISC_CIRCLE_SQUARE' },
    required: bounds,
  }),
  change('DELETE_PARAGRAPH_BULLETS', 'deleteParagraphBullets', {
    name: 'Unmake list',
    description:
      'Take the bullets or numbers from the paragraphs between two indexes of a document; the text stays.',
    tags: edits,
    fields: span('range.'),
    required: bounds,
  }),
  change('CREATE_NAMED_RANGE', 'createNamedRange', {
    name: 'Name range',
    description: 'Give what is between two indexes of a document a name, by which it is found again.',
    tags: writes,
    fields: { name: [text('The name.'), 'name'], ...span('range.') },
    required: ['name', ...bounds],
  }),
  change('DELETE_NAMED_RANGE', 'deleteNamedRange', {
    name: 'Delete range name',
    description: 'Remove a name of ranges of a document; their content stays.',
    tags: edits,
    fields: { name: [text('The name; all ranges that have it lose it.'), 'name'] },
    required: ['name'],
  }),
  change('CREATE_FOOTNOTE', 'createFootnote', {
    name: 'Insert footnote',
    description: 'Insert a footnote at an index of a document and get the id of its text.',
    tags: writes,
    fields: place,
    required: ['insertion_index'],
  }),
  change('CREATE_HEADER', 'createHeader', {
    name: 'Create header',
    description: 'Give a document a header and get the id of its text.',
    tags: writes,
    fields: {},
    fixed: { type: 'DEFAULT' },
    required: [],
  }),
  change('CREATE_FOOTER', 'createFooter', {
    name: 'Create footer',
    description: 'Give a document a footer and get the id of its text.',
    tags: writes,
    fields: {},
    fixed: { type: 'DEFAULT' },
    required: [],
  }),
  change('DELETE_HEADER', 'deleteHeader', {
    name: 'Delete header',
    description: 'Remove a header of a document with its text.',
    tags: edits,
    fields: { header_id: [text('Id of the header, from GOOGLEDOCS_GET_DOCUMENT_BY_ID.'), 'headerId'] },
    required: ['header_id'],
  }),
  change('DELETE_FOOTER', 'deleteFooter', {
    name: 'Delete footer',
    description: 'Remove a footer of a document with its text.',
    tags: edits,
    fields: { footer_id: [text('Id of the footer, from GOOGLEDOCS_GET_DOCUMENT_BY_ID.'), 'footerId'] },
    required: ['footer_id'],
  }),
] satisfies ToolkitInput['tools']
