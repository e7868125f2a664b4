/** Input properties that several Box tools share. */
import {
  anything,
  answer,
  count,
  id,
  listOf,
  open,
  oneOf,
  record,
  text,
  texts,
  whole,
  words,
} from '../schemas.ts'

export const fileId = id('Id of the file: the digits at the end of its link, or from BOX_SEARCH_FOR_CONTENT.')
export const folderId = id('Id of the folder: the digits at the end of its link; 0 is the top.')
export const fields = texts('Only these fields, besides the basic ones.')
export const commas = { fields: 'comma' } as const
export const offsetPaging = {
  limit: whole('How many on a page.', { minimum: 1, maximum: 1000 }),
  offset: whole('How many to pass over.', { minimum: 0, maximum: 10_000 }),
}
export const markerPaging = {
  limit: whole('How many on a page.', { minimum: 1, maximum: 1000 }),
  marker: text('Where to go on: next_marker of the previous answer.'),
}
export const ifMatch = {
  headers: { if_match: text('etag; the call fails when it changed meanwhile.') },
  wire: { if_match: 'if-match' },
}
export const parent = (what: string) => record({ id: id('Id of the folder; 0 is the top.') }, what, ['id'])
export const sharedLink = record(
  {
    access: oneOf(['open', 'company', 'collaborators'], 'Who can use it.'),
    password: text('Password to ask for.'),
    unshared_at: text('When it ends, as 2026-01-31T00:00:00Z.'),
    permissions: open('{"can_download": true, "can_edit": false}.'),
  },
  'The link.',
)
export const item = answer({
  id: words,
  type: words,
  name: words,
  size: count,
  etag: words,
  parent: anything,
  shared_link: { type: ['object', 'null'], additionalProperties: true },
  modified_at: words,
})
export const entries = answer({
  entries: listOf(),
  total_count: count,
  limit: count,
  next_marker: { type: ['string', 'null'] },
})
