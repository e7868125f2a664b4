/** Properties that several Airtable tools share, and the scopes. */
import type { ScopeRequirements } from '../../src/manifest/manifest.ts'

export const needs = (...scopes: string[]): ScopeRequirements => ({ all_of: scopes })

/** What a new connection asks for. */
export const defaultScopes = [
  'data.records:read',
  'data.records:write',
  'data.recordComments:read',
  'data.recordComments:write',
  'schema.bases:read',
  'schema.bases:write',
  'user.email:read',
]

export const baseId = {
  type: 'string',
  pattern: '^app[A-Za-z0-9]+$',
  description: 'Id of the base (app…), from AIRTABLE_LIST_BASES.',
}

export const tableIdOrName = {
  type: 'string',
  minLength: 1,
  description: 'Id (tbl…) or name of the table, from AIRTABLE_GET_BASE_SCHEMA.',
}

export const recordId = {
  type: 'string',
  pattern: '^rec[A-Za-z0-9]+$',
  description: 'Id of the record (rec…), from AIRTABLE_LIST_RECORDS.',
}

export const fields = {
  type: 'object',
  additionalProperties: true,
  description:
    'Values by field name or id: {"Name":"Ada","Done":true,"Due":"2026-01-31","Tags":["new"],"Project":["recXXXX"]}. Computed fields cannot be set.',
}

export const typecast = {
  type: 'boolean',
  description: 'Convert texts to the type of the field, and make new select options where needed.',
}

export const returnFieldsByFieldId = {
  type: 'boolean',
  description: 'Return fields keyed by their ids in place of names.',
}

export const record = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    createdTime: { type: 'string' },
    fields: { type: 'object', additionalProperties: true, description: 'Values; empty fields are left out.' },
  },
} as const

export const records = {
  type: 'object',
  properties: {
    records: { type: 'array', items: record },
    offset: { type: 'string', description: 'Start of the next page; absent on the last one.' },
  },
} as const
