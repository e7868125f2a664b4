/** Worksheets. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { page, select } from '../microsoft-graph.ts'
import { flag, oneOf, record, text, whole } from '../schemas.ts'
import { worksheet, worksheetId, workbookTool } from './inputs.ts'

const sheet = { worksheet_id: worksheetId }

export const worksheetTools = [
  workbookTool({
    slug: 'EXCEL_LIST_WORKSHEETS',
    name: 'List worksheets',
    description: 'List the worksheets of a workbook.',
    call: 'GET /worksheets',
    important: true,
    query: { select },
    output: page(worksheet),
  }),
  workbookTool({
    slug: 'EXCEL_GET_WORKSHEET',
    name: 'Get worksheet',
    description: 'Read name, place and visibility of a worksheet.',
    call: 'GET /worksheets/{worksheet_id}',
    path: sheet,
    query: { select },
    output: worksheet,
  }),
  workbookTool({
    slug: 'EXCEL_ADD_WORKSHEET',
    name: 'Add worksheet',
    description: 'Add a worksheet at the end of a workbook.',
    call: 'POST /worksheets/add',
    important: true,
    body: { name: text('Name; Excel picks one if left out.', { maxLength: 31 }) },
    output: worksheet,
  }),
  workbookTool({
    slug: 'EXCEL_UPDATE_WORKSHEET',
    name: 'Update worksheet',
    description: 'Rename, move, hide or show a worksheet.',
    call: 'PATCH /worksheets/{worksheet_id}',
    path: sheet,
    body: {
      name: text('New name.', { maxLength: 31 }),
      position: whole('New place, 0 first.', { minimum: 0 }),
      visibility: oneOf(['Visible', 'Hidden', 'VeryHidden'], 'Whether it is shown.'),
    },
    output: worksheet,
  }),
  workbookTool({
    slug: 'EXCEL_DELETE_WORKSHEET',
    name: 'Delete worksheet',
    description: 'Delete a worksheet with all in it. A workbook keeps at least one.',
    call: 'DELETE /worksheets/{worksheet_id}',
    path: sheet,
  }),
  workbookTool({
    slug: 'EXCEL_PROTECT_WORKSHEET',
    name: 'Protect worksheet',
    description: 'Keep a worksheet from being changed except in the ways that are allowed.',
    call: 'POST /worksheets/{worksheet_id}/protection/protect',
    path: sheet,
    body: {
      options: record(
        {
          allowFormatCells: flag('Format cells.'),
          allowInsertRows: flag('Insert rows.'),
          allowDeleteRows: flag('Delete rows.'),
          allowSort: flag('Sort.'),
          allowAutoFilter: flag('Filter.'),
        },
        'What stays allowed; other options of Graph too.',
      ),
    },
  }),
] satisfies ToolkitInput['tools']
