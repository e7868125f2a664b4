/** Playlists. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, put, remove } from '../calls.ts'
import { answer, flag, id, text, textFields, texts, whole } from '../schemas.ts'
import { all, anyOf, market, one, page, paging, spotifyId } from './inputs.ts'

const playlist_id = spotifyId('playlist')
const writes = anyOf('playlist-modify-public', 'playlist-modify-private')
const snapshot = answer(textFields('snapshot_id'))
const uris = texts('Tracks or episodes, such as spotify:track:4iV5W9uYEdYUVa79Axb7Rh.', {
  minItems: 1,
  maxItems: 100,
})

const details = {
  description: text('What it is about.'),
  public: flag('Whether it shows on the profile.'),
  collaborative: flag('Whether others can change it; only when it is not public.'),
}

export const playlistTools = [
  get('SPOTIFY_GET_CURRENT_USER_S_PLAYLISTS', '/me/playlists', {
    name: 'List my playlists',
    description: 'List the playlists that the connected user has or follows.',
    important: true,
    scopes: all('playlist-read-private'),
    query: paging,
    ...page,
  }),
  get('SPOTIFY_GET_PLAYLIST', '/playlists/{playlist_id}', {
    name: 'Get playlist',
    description: 'Read one playlist with its first tracks.',
    important: true,
    path: { playlist_id },
    query: { ...market, fields: text('Fields to return, such as name,description,owner(display_name).') },
    output: one,
  }),
  get('SPOTIFY_GET_PLAYLIST_ITEMS', '/playlists/{playlist_id}/tracks', {
    name: 'List tracks of playlist',
    description: 'List the tracks of a playlist in their order.',
    important: true,
    scopes: all('playlist-read-private'),
    path: { playlist_id },
    query: { ...market, fields: text('Fields to return, such as items(track(name,uri)).'), ...paging },
    ...page,
  }),
  post('SPOTIFY_CREATE_PLAYLIST', '/users/{user_id}/playlists', {
    name: 'Create playlist',
    description: 'Create an empty playlist for the connected user.',
    important: true,
    scopes: writes,
    path: { user_id: id('Id of the connected user, from SPOTIFY_GET_CURRENT_USER_S_PROFILE.') },
    body: { name: id('Name of the playlist.'), ...details },
    required: ['name'],
    output: one,
  }),
  put('SPOTIFY_CHANGE_PLAYLIST_DETAILS', '/playlists/{playlist_id}', {
    name: 'Update playlist',
    description: 'Change the name, text or visibility of a playlist.',
    scopes: writes,
    path: { playlist_id },
    body: { name: text('New name.'), ...details },
  }),
  post('SPOTIFY_ADD_ITEMS_TO_PLAYLIST', '/playlists/{playlist_id}/tracks', {
    name: 'Add to playlist',
    description: 'Add up to 100 tracks or episodes to a playlist, at the end unless a position is given.',
    important: true,
    scopes: writes,
    path: { playlist_id },
    body: { uris, position: whole('Place, from 0.', { minimum: 0 }) },
    required: ['uris'],
    output: snapshot,
  }),
  put('SPOTIFY_UPDATE_PLAYLIST_ITEMS', '/playlists/{playlist_id}/tracks', {
    name: 'Reorder playlist',
    description:
      'Move tracks within a playlist: range_length tracks from range_start to before insert_before.',
    tags: ['openWorldHint'],
    scopes: writes,
    path: { playlist_id },
    body: {
      range_start: whole('Place of the first track to move, from 0.', { minimum: 0 }),
      insert_before: whole('Place to move it to.', { minimum: 0 }),
      range_length: whole('How many to move.', { minimum: 1 }),
      snapshot_id: text('State of the playlist that the places count in.'),
    },
    required: ['range_start', 'insert_before'],
    output: snapshot,
  }),
  remove('SPOTIFY_REMOVE_PLAYLIST_ITEMS', '/playlists/{playlist_id}/tracks', {
    name: 'Remove from playlist',
    description: 'Take tracks or episodes out of a playlist, wherever they occur in it.',
    scopes: writes,
    path: { playlist_id },
    body: {
      tracks: {
        type: 'array',
        minItems: 1,
        maxItems: 100,
        description: 'The tracks.',
        items: { type: 'object', properties: { uri: { type: 'string' } }, required: ['uri'] },
      },
      snapshot_id: text('State of the playlist to take them out of.'),
    },
    required: ['tracks'],
    output: snapshot,
  }),
] satisfies ToolkitInput['tools']
