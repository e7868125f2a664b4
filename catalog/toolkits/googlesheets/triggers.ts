import type { TriggerInput } from '../../src/manifest/trigger.ts'
import { field, http, payload, pollConfig } from '../trigger-kit.ts'

export const googlesheetsTriggers: TriggerInput[] = [
  {
    slug: 'GOOGLESHEETS_NEW_ROWS_TRIGGER',
    name: 'Rows added',
    description: 'Fires for each row that is added below the last one of a sheet.',
    config: pollConfig(
      { spreadsheet_id: { type: 'string', minLength: 1, description: 'ID in the URL of the spreadsheet.' } },
      {
        sheet_name: { type: 'string', default: 'Sheet1', description: 'Name of the sheet.' },
        start_row: {
          type: 'integer',
          default: 2,
          minimum: 1,
          description: 'First row with data; 2 skips a heading.',
        },
      },
    ),
    payload: payload({
      row_number: field('integer', 'Number of the row, from 1.'),
      row_data: { type: 'array', items: {}, description: 'Values of its cells.' },
      sheet_name: field('string', 'Name of the sheet.'),
      spreadsheet_id: field('string', 'ID of the spreadsheet.'),
      detected_at: field('string', 'When the row was found, ISO 8601.'),
    }),
    poll: {
      call: http('GET', '/spreadsheets/{spreadsheet_id}/values/{sheet_name}', {
        parameters: [
          { name: 'spreadsheet_id', in: 'path' },
          { name: 'sheet_name', in: 'path' },
        ],
        query: { majorDimension: 'ROWS' },
      }),
      items: 'values',
      id: '{{item.number}}',
      cursor: { kind: 'rows' },
    },
    map: {
      row_number: '{{item.number}}',
      row_data: '{{item.values}}',
      sheet_name: '{{input.sheet_name}}',
      spreadsheet_id: '{{input.spreadsheet_id}}',
      detected_at: '{{now.iso}}',
    },
  },
]
