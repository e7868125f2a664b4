/** What several Spotify tools share. */
import type { ScopeRequirements } from '../../src/manifest/manifest.ts'
import { answer, id, listOf, text, textFields, whole } from '../schemas.ts'

export const all = (...scopes: string[]): ScopeRequirements => ({ all_of: scopes })
export const anyOf = (...scopes: string[]): ScopeRequirements => ({ all_of: [{ any_of: scopes }] })

export const spotifyId = (what: string) =>
  id(`Id of the ${what}, 22 letters and digits, from SPOTIFY_SEARCH_FOR_ITEM or the end of its address.`)
export const market = { market: text('Country whose catalogue counts, ISO 3166 such as DE.') }
export const paging = {
  limit: whole('How many to return at most, 1 to 50.', { minimum: 1, maximum: 50 }),
  offset: whole('How many to skip.', { minimum: 0 }),
}
export const byOffset = {
  kind: 'offset',
  argument: 'offset',
  size_argument: 'limit',
  total: 'total',
  items: 'items',
} as const

const thing = textFields('id', 'name', 'uri')
export const one = answer(thing)
export const page = {
  output: answer({ items: listOf(thing), total: { type: 'integer' } }),
  pagination: byOffset,
}
