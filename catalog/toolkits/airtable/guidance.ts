/** What callers of Airtable get wrong. */
import type { ToolkitGuidance } from '../../src/manifest/with-guidance.ts'

const names =
  'Field names must match exactly, spaces and case included: read the schema of the base first. Computed fields cannot be written.'

export const airtableGuidance: ToolkitGuidance = {
  pitfalls: ['A base allows five calls a second; beyond that it refuses everything for 30 seconds.'],
  tools: {
    AIRTABLE_LIST_RECORDS: {
      pitfalls: [
        'Empty cells are left out of a record. A formula puts field names in braces and texts in quotes: {Status}="Done".',
      ],
      before: ['AIRTABLE_GET_BASE_SCHEMA'],
    },
    AIRTABLE_CREATE_RECORD: {
      pitfalls: [
        names,
        'A new option of a select is refused unless typecast is true; links take lists of record ids.',
      ],
      before: ['AIRTABLE_GET_BASE_SCHEMA'],
    },
    AIRTABLE_CREATE_MULTIPLE_RECORDS: {
      pitfalls: [names, 'A call makes at most ten records: send the rest in further calls.'],
      before: ['AIRTABLE_GET_BASE_SCHEMA'],
    },
    AIRTABLE_UPDATE_RECORD: { pitfalls: [names], before: ['AIRTABLE_GET_BASE_SCHEMA'] },
  },
}
