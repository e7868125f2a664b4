/** Properties that several Sheets tools share. */

export const spreadsheetId = {
  type: 'string',
  minLength: 1,
  description:
    'Id of the spreadsheet: the part of its link after /d/, or from GOOGLESHEETS_SEARCH_SPREADSHEETS.',
}

export const sheetId = {
  type: 'integer',
  description: 'Id of the sheet (its gid), from GOOGLESHEETS_GET_SHEET_NAMES.',
}

export const sheetName = {
  type: 'string',
  minLength: 1,
  description: 'Name of the sheet, from GOOGLESHEETS_GET_SHEET_NAMES.',
}

export const range = {
  type: 'string',
  minLength: 1,
  description:
    "Cells in A1 notation, such as Sheet1!A1:C10, Sheet1!A:A, or 'My Sheet'!B2. GOOGLESHEETS_GET_SHEET_NAMES tells the names.",
}

export const rows = {
  type: 'array',
  items: { type: 'array', items: {} },
  minItems: 1,
  description:
    'The values, row by row: [["Name","Age"],["Ada",36]]. An empty text clears a cell, null leaves it.',
}

export const valueInputOption = {
  type: 'string',
  enum: ['RAW', 'USER_ENTERED'],
  description:
    'USER_ENTERED reads formulas, dates and numbers as if typed in; RAW stores the values as they are.',
}

export const majorDimension = {
  type: 'string',
  enum: ['ROWS', 'COLUMNS'],
  description: 'Whether each inner list is a row or a column; rows when left out.',
}

export const valueRenderOption = {
  type: 'string',
  enum: ['FORMATTED_VALUE', 'UNFORMATTED_VALUE', 'FORMULA'],
  description: 'Values as shown (the default), as numbers, or as formulas.',
}

export const dateTimeRenderOption = {
  type: 'string',
  enum: ['SERIAL_NUMBER', 'FORMATTED_STRING'],
  description: 'How to return dates where values are not formatted.',
}

export const dataFilters = {
  type: 'array',
  minItems: 1,
  description: 'Which data: by A1 range, by grid range, or by developer metadata.',
  items: {
    type: 'object',
    properties: {
      a1Range: { type: 'string' },
      gridRange: {
        type: 'object',
        additionalProperties: true,
        description: 'sheetId and zero-based row and column bounds.',
      },
      developerMetadataLookup: { type: 'object', additionalProperties: true },
    },
  },
}

export const valueRange = {
  type: 'object',
  properties: {
    range: { type: 'string' },
    majorDimension: { type: 'string' },
    values: { type: 'array', items: { type: 'array', items: {} } },
  },
} as const

export const updated = {
  type: 'object',
  properties: {
    spreadsheetId: { type: 'string' },
    updatedRange: { type: 'string' },
    updatedRows: { type: 'integer' },
    updatedColumns: { type: 'integer' },
    updatedCells: { type: 'integer' },
  },
} as const

export const spreadsheet = {
  type: 'object',
  properties: {
    spreadsheetId: { type: 'string' },
    spreadsheetUrl: { type: 'string' },
    properties: { type: 'object', additionalProperties: true, description: 'title, locale, timeZone …' },
    sheets: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          properties: {
            type: 'object',
            properties: {
              sheetId: { type: 'integer' },
              title: { type: 'string' },
              index: { type: 'integer' },
              gridProperties: { type: 'object', additionalProperties: true },
            },
          },
        },
      },
    },
  },
} as const
