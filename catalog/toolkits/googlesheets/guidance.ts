/** What callers of Google Sheets get wrong. */
import type { ToolkitGuidance } from '../../src/manifest/with-guidance.ts'

const quotes =
  "A sheet whose name has spaces or signs is quoted in a range: 'Q1 plan'!A1:C10. Names of sheets are not those of the file."

export const googlesheetsGuidance: ToolkitGuidance = {
  pitfalls: ['Writing more than about 60 times a minute is refused with 429: write many rows in one call.'],
  tools: {
    GOOGLESHEETS_BATCH_GET: {
      pitfalls: [
        quotes,
        'Empty cells at the end of a row are left out, so rows differ in length: go by the header row, not by counting from the end.',
      ],
      before: ['GOOGLESHEETS_GET_SHEET_NAMES'],
    },
    GOOGLESHEETS_BATCH_UPDATE: {
      pitfalls: [
        'It overwrites what is in the cells: to add rows, append them.',
        'USER_ENTERED turns "1/2" into a date and "007" into 7; use RAW to keep a text as it is.',
      ],
      before: ['GOOGLESHEETS_GET_SHEET_NAMES'],
    },
    GOOGLESHEETS_SPREADSHEETS_VALUES_APPEND: {
      pitfalls: [
        'Rows go below the table that touches the range: give the header row, and read it first to keep the order of the columns.',
        quotes,
        'Repeating a call that timed out adds the rows twice: read the end of the table before you try again.',
      ],
      before: ['GOOGLESHEETS_BATCH_GET', 'GOOGLESHEETS_GET_SHEET_NAMES'],
    },
    GOOGLESHEETS_CREATE_GOOGLE_SHEET1: {
      pitfalls: [
        'The new spreadsheet has one sheet, named in the language of the account: read its name before you write.',
      ],
      after: ['GOOGLESHEETS_GET_SHEET_NAMES', 'GOOGLESHEETS_BATCH_UPDATE'],
    },
    GOOGLESHEETS_CLEAR_VALUES: {
      pitfalls: ['A range without cells, such as Sheet1, clears the whole sheet; formats stay.'],
    },
  },
}
