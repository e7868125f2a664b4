/** What several monday.com tools share. Ids are numbers that may be written as texts. */
import type { ScopeRequirements } from '../../src/manifest/manifest.ts'
import { text, textFields, whole } from '../schemas.ts'

const all = (...scopes: string[]): ScopeRequirements => ({ all_of: scopes })
export const readsBoards = all('boards:read')
export const writesBoards = all('boards:write')
export const readsUsers = all('users:read')
export const readsUpdates = all('updates:read')
export const writesUpdates = all('updates:write')

const number = (description: string) => ({ type: ['string', 'integer'], description })
export const boardId = number('Id of the board, from MONDAY_LIST_BOARDS.')
export const itemId = number('Id of the item, from MONDAY_LIST_BOARD_ITEMS.')
export const groupId = text('Id of the group, such as topics, from MONDAY_GET_GROUP_DETAILS.', {
  minLength: 1,
})
export const columnId = text('Id of the column, such as status, from MONDAY_LIST_COLUMNS.', { minLength: 1 })
export const idsOf = (description: string) => ({
  type: 'array',
  items: { type: ['string', 'integer'] },
  minItems: 1,
  description,
})

export const columnValues = text(
  'Values by id of the column, as JSON text: {"status": {"label": "Done"}, "date4": {"date": "2026-01-31"}, "text": "x"}.',
)

export const limit = (most: number) =>
  whole(`How many to return at most, 1 to ${most}.`, { minimum: 1, maximum: most, default: 25 })
export const page = whole('Page, from 1.', { minimum: 1 })

export const itemText = 'id name state created_at updated_at url group { id title } board { id name }'
export const columnsText = 'column_values { id text value column { title type } }'
export const item = textFields('id', 'name', 'state', 'url', 'updated_at')
export const named = textFields('id', 'name')
