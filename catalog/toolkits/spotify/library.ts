/** What the user has saved, follows and likes best. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, put, remove } from '../calls.ts'
import { answer, anything, id, oneOf, text, texts, whole } from '../schemas.ts'
import { all, market, page, paging } from './inputs.ts'

const reads = all('user-library-read')
const writes = all('user-library-modify')
const ids = (what: string, most: number) => ({
  ids: texts(`Ids of the ${what}.`, { minItems: 1, maxItems: most }),
})
const listed = { required: ['ids'], style: { ids: 'comma' } } as const

export const libraryTools = [
  get('SPOTIFY_GET_USER_S_SAVED_TRACKS', '/me/tracks', {
    name: 'List saved tracks',
    description: 'List the tracks that the connected user likes.',
    important: true,
    scopes: reads,
    query: { ...market, ...paging },
    ...page,
  }),
  put('SPOTIFY_SAVE_TRACKS_FOR_CURRENT_USER', '/me/tracks', {
    name: 'Save tracks',
    description: 'Put tracks among those that the connected user likes.',
    scopes: writes,
    body: ids('tracks', 50),
    required: ['ids'],
  }),
  remove('SPOTIFY_REMOVE_USER_S_SAVED_TRACKS', '/me/tracks', {
    name: 'Remove saved tracks',
    description: 'Take tracks out of those that the connected user likes.',
    scopes: writes,
    body: ids('tracks', 50),
    required: ['ids'],
  }),
  get('SPOTIFY_CHECK_USER_S_SAVED_TRACKS', '/me/tracks/contains', {
    name: 'Check saved tracks',
    description: 'Say for each track whether the connected user likes it.',
    scopes: reads,
    query: ids('tracks', 50),
    ...listed,
  }),
  get('SPOTIFY_GET_USER_S_SAVED_ALBUMS', '/me/albums', {
    name: 'List saved albums',
    description: 'List the albums that the connected user has saved.',
    scopes: reads,
    query: { ...market, ...paging },
    ...page,
  }),
  get('SPOTIFY_GET_USER_S_SAVED_SHOWS', '/me/shows', {
    name: 'List saved podcasts',
    description: 'List the podcasts that the connected user has saved.',
    scopes: reads,
    query: paging,
    ...page,
  }),
  get('SPOTIFY_GET_USER_S_TOP_ITEMS', '/me/top/{type}', {
    name: 'List favourites',
    description: 'List the tracks or artists that the connected user plays most.',
    important: true,
    scopes: all('user-top-read'),
    path: { type: oneOf(['artists', 'tracks'], 'What to list.') },
    query: {
      time_range: oneOf(['short_term', 'medium_term', 'long_term'], 'Four weeks, six months or a year.'),
      ...paging,
    },
    ...page,
  }),
  get('SPOTIFY_GET_FOLLOWED_ARTISTS', '/me/following', {
    name: 'List followed artists',
    description: 'List the artists that the connected user follows.',
    scopes: all('user-follow-read'),
    query: {
      after: text('Next page: artists.cursors.after of the previous answer.'),
      limit: whole('How many to return at most, 1 to 50.', { minimum: 1, maximum: 50 }),
    },
    exec: { query: { type: 'artist' } },
    output: answer({ artists: anything }),
  }),
  get('SPOTIFY_GET_USER_S_PROFILE', '/users/{user_id}', {
    name: 'Get user',
    description: 'Read what a user shows to everybody.',
    path: { user_id: id('Id of the user.') },
    output: answer({ id: { type: 'string' }, display_name: {} }),
  }),
] satisfies ToolkitInput['tools']
