/** Cells. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { select } from '../microsoft-graph.ts'
import { destroys } from '../parameters.ts'
import { flag, oneOf, record, several, whole } from '../schemas.ts'
import { address, range, values, worksheetId, workbookTool } from './inputs.ts'

const cells = { worksheet_id: worksheetId, address }
const at = "/worksheets/{worksheet_id}/range(address='{address}')"

export const sortFields = several(
  record({ key: whole('Column, 0 first.'), ascending: flag('Ascending or descending.') }, 'One column.', [
    'key',
  ]),
  'Columns to sort by, the most important first.',
  { minItems: 1 },
)

export const rangeTools = [
  workbookTool({
    slug: 'EXCEL_GET_RANGE',
    name: 'Get range',
    description:
      'Read the values, formulas and formats of cells. EXCEL_GET_USED_RANGE reads all that is filled.',
    call: `GET ${at}`,
    important: true,
    path: cells,
    query: { select },
    output: range,
  }),
  workbookTool({
    slug: 'EXCEL_GET_USED_RANGE',
    name: 'Get used range',
    description: 'Read the smallest range of a worksheet that holds everything in it.',
    call: 'GET /worksheets/{worksheet_id}/usedRange(valuesOnly=true)',
    important: true,
    path: { worksheet_id: worksheetId },
    query: { select },
    output: range,
  }),
  workbookTool({
    slug: 'EXCEL_UPDATE_RANGE',
    name: 'Update range',
    description: 'Write values or formulas into cells. They must have as many rows and columns as the range.',
    call: `PATCH ${at}`,
    important: true,
    path: cells,
    body: {
      values: values('Values; a text that starts with = is a formula'),
      formulas: values('Formulas instead of values'),
      number_format: values('Number formats'),
    },
    output: range,
  }),
  workbookTool({
    slug: 'EXCEL_CLEAR_RANGE',
    name: 'Clear range',
    description: 'Empty cells: all, only their formats or only their contents.',
    call: `POST ${at}/clear`,
    tags: destroys,
    path: cells,
    body: { apply_to: oneOf(['All', 'Formats', 'Contents'], 'What to clear; All if left out.') },
  }),
  workbookTool({
    slug: 'EXCEL_INSERT_RANGE',
    name: 'Insert cells',
    description: 'Insert empty cells where the range is and push what is there down or to the right.',
    call: `POST ${at}/insert`,
    path: cells,
    body: { shift: oneOf(['Down', 'Right'], 'Where the old cells go.') },
    required: ['shift'],
    output: range,
  }),
  workbookTool({
    slug: 'EXCEL_MERGE_CELLS',
    name: 'Merge cells',
    description: 'Make one cell of a range, or with across one of each row. Only the first value is kept.',
    call: `POST ${at}/merge`,
    path: cells,
    body: { across: flag('Merge each row on its own.') },
  }),
  workbookTool({
    slug: 'EXCEL_SORT_RANGE',
    name: 'Sort range',
    description: 'Sort the rows of a range by one or more of its columns.',
    call: `POST ${at}/sort/apply`,
    path: cells,
    body: {
      fields: sortFields,
      match_case: flag('Tell capitals from small letters.'),
      has_headers: flag('The first row is a header and stays.'),
      orientation: oneOf(['Rows', 'Columns'], 'What is sorted.'),
    },
    required: ['fields'],
  }),
] satisfies ToolkitInput['tools']
