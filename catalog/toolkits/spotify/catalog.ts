/** Tracks, albums, artists and podcasts. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get } from '../calls.ts'
import { answer, anything, id, text, texts, textFields } from '../schemas.ts'
import { all, market, one, page, paging, spotifyId } from './inputs.ts'

export const catalogTools = [
  get('SPOTIFY_SEARCH_FOR_ITEM', '/search', {
    aliases: ['SPOTIFY_SEARCH'],
    name: 'Search',
    description: 'Search tracks, albums, artists, playlists, shows and episodes by words, with their ids.',
    important: true,
    query: {
      q: id('Words; filters such as artist:, album:, track:, year:2010-2020 and genre: narrow it down.'),
      type: texts('Kinds: album, artist, playlist, track, show, episode, audiobook.', {
        default: ['track'],
        minItems: 1,
      }),
      ...market,
      ...paging,
    },
    required: ['q'],
    style: { type: 'comma' },
    output: answer({ tracks: anything, artists: anything, albums: anything, playlists: anything }),
  }),
  get('SPOTIFY_GET_TRACK', '/tracks/{id}', {
    name: 'Get track',
    description: 'Read one track: artists, album, length.',
    path: { id: spotifyId('track') },
    query: market,
    output: one,
  }),
  get('SPOTIFY_GET_ALBUM', '/albums/{id}', {
    name: 'Get album',
    description: 'Read one album with its tracks.',
    path: { id: spotifyId('album') },
    query: market,
    output: one,
  }),
  get('SPOTIFY_GET_ALBUM_TRACKS', '/albums/{id}/tracks', {
    name: 'List tracks of album',
    description: 'List the tracks of an album in their order.',
    path: { id: spotifyId('album') },
    query: { ...market, ...paging },
    ...page,
  }),
  get('SPOTIFY_GET_ARTIST', '/artists/{id}', {
    name: 'Get artist',
    description: 'Read one artist: name, genres, pictures.',
    path: { id: spotifyId('artist') },
    output: one,
  }),
  get('SPOTIFY_GET_ARTIST_S_ALBUMS', '/artists/{id}/albums', {
    name: 'List albums of artist',
    description: 'List the albums, singles and compilations of an artist.',
    path: { id: spotifyId('artist') },
    query: {
      include_groups: text('Kinds, separated by commas: album, single, appears_on, compilation.'),
      ...market,
      ...paging,
    },
    ...page,
  }),
  get('SPOTIFY_GET_SHOW', '/shows/{id}', {
    name: 'Get podcast',
    description: 'Read one podcast.',
    path: { id: spotifyId('show') },
    query: market,
    output: one,
  }),
  get('SPOTIFY_GET_SHOW_EPISODES', '/shows/{id}/episodes', {
    name: 'List episodes',
    description: 'List the episodes of a podcast.',
    path: { id: spotifyId('show') },
    query: { ...market, ...paging },
    ...page,
  }),
  get('SPOTIFY_GET_EPISODE', '/episodes/{id}', {
    name: 'Get episode',
    description: 'Read one episode of a podcast.',
    scopes: all('user-read-playback-position'),
    path: { id: spotifyId('episode') },
    query: market,
    output: one,
  }),
  get('SPOTIFY_GET_CURRENT_USER_S_PROFILE', '/me', {
    name: 'Get me',
    description: 'Say who is connected.',
    important: true,
    output: answer(textFields('id', 'display_name', 'email', 'country', 'product')),
  }),
] satisfies ToolkitInput['tools']
