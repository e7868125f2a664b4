/** Playback. Everything but reading needs Spotify Premium and a device that is on. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, put } from '../calls.ts'
import {
  answer,
  anything,
  flag,
  id,
  listOf,
  oneOf,
  open,
  text,
  textFields,
  texts,
  whole,
} from '../schemas.ts'
import { all, anyOf, market } from './inputs.ts'

const modifies = all('user-modify-playback-state')
const device = {
  device_id: text('Id of the device, from SPOTIFY_GET_AVAILABLE_DEVICES; the active one when left out.'),
}

export const playerTools = [
  get('SPOTIFY_GET_PLAYBACK_STATE', '/me/player', {
    name: 'Get playback',
    description: 'Say what is playing, where in it, on which device, and whether it is shuffled or repeated.',
    important: true,
    scopes: all('user-read-playback-state'),
    query: market,
    output: answer({
      is_playing: { type: 'boolean' },
      device: anything,
      item: anything,
      progress_ms: { type: 'integer' },
    }),
  }),
  get('SPOTIFY_GET_CURRENTLY_PLAYING_TRACK', '/me/player/currently-playing', {
    name: 'Get what is playing',
    description: 'Say which track or episode is playing.',
    scopes: anyOf('user-read-currently-playing', 'user-read-playback-state'),
    query: market,
    output: answer({ is_playing: { type: 'boolean' }, item: anything }),
  }),
  get('SPOTIFY_GET_AVAILABLE_DEVICES', '/me/player/devices', {
    name: 'List devices',
    description: 'List the devices that can play, with their ids.',
    important: true,
    scopes: all('user-read-playback-state'),
    output: answer({ devices: listOf(textFields('id', 'name', 'type')) }),
  }),
  put('SPOTIFY_START_RESUME_PLAYBACK', '/me/player/play', {
    aliases: ['SPOTIFY_START_PLAYBACK'],
    name: 'Play',
    description:
      'Play tracks, an album, an artist or a playlist; go on with what was playing when nothing is given.',
    important: true,
    scopes: modifies,
    query: device,
    body: {
      context_uri: text('What to play: spotify:album:…, spotify:artist:… or spotify:playlist:….'),
      uris: texts('Tracks to play: spotify:track:…, in place of context_uri.'),
      offset: open('Where to begin in the context: {"position": 5} or {"uri": "spotify:track:…"}.'),
      position_ms: whole('Where to begin in the track, in milliseconds.', { minimum: 0 }),
    },
  }),
  put('SPOTIFY_PAUSE_PLAYBACK', '/me/player/pause', {
    name: 'Pause',
    description: 'Pause what is playing.',
    important: true,
    scopes: modifies,
    query: device,
  }),
  post('SPOTIFY_SKIP_TO_NEXT', '/me/player/next', {
    name: 'Next',
    description: 'Skip to the next track.',
    scopes: modifies,
    query: device,
  }),
  post('SPOTIFY_SKIP_TO_PREVIOUS', '/me/player/previous', {
    name: 'Previous',
    description: 'Go back to the track before.',
    scopes: modifies,
    query: device,
  }),
  put('SPOTIFY_SEEK_TO_POSITION', '/me/player/seek', {
    name: 'Seek',
    description: 'Go to a place in the track.',
    scopes: modifies,
    query: { position_ms: whole('Place, in milliseconds.', { minimum: 0 }), ...device },
    required: ['position_ms'],
  }),
  put('SPOTIFY_SET_PLAYBACK_VOLUME', '/me/player/volume', {
    name: 'Set volume',
    description: 'Set how loud a device plays.',
    scopes: modifies,
    query: { volume_percent: whole('Loudness, 0 to 100.', { minimum: 0, maximum: 100 }), ...device },
    required: ['volume_percent'],
  }),
  put('SPOTIFY_SET_REPEAT_MODE', '/me/player/repeat', {
    name: 'Set repeat',
    description: 'Repeat the track, the list, or nothing.',
    scopes: modifies,
    query: { state: oneOf(['track', 'context', 'off'], 'What to repeat.'), ...device },
    required: ['state'],
  }),
  put('SPOTIFY_TOGGLE_PLAYBACK_SHUFFLE', '/me/player/shuffle', {
    name: 'Set shuffle',
    description: 'Shuffle what is playing, or not.',
    scopes: modifies,
    query: { state: flag('Whether to shuffle.'), ...device },
    required: ['state'],
  }),
  put('SPOTIFY_TRANSFER_PLAYBACK', '/me/player', {
    name: 'Change device',
    description: 'Go on playing on another device.',
    scopes: modifies,
    body: {
      device_ids: texts('Id of the one device.', { minItems: 1, maxItems: 1 }),
      play: flag('Play even when it is paused.'),
    },
    required: ['device_ids'],
  }),
  post('SPOTIFY_ADD_ITEM_TO_PLAYBACK_QUEUE', '/me/player/queue', {
    name: 'Add to queue',
    description: 'Play a track or an episode after the one that is playing.',
    important: true,
    scopes: modifies,
    query: { uri: id('What to play: spotify:track:… or spotify:episode:….'), ...device },
    required: ['uri'],
  }),
  get('SPOTIFY_GET_THE_USER_S_QUEUE', '/me/player/queue', {
    name: 'Get queue',
    description: 'Say what is playing and what comes next.',
    scopes: anyOf('user-read-currently-playing', 'user-read-playback-state'),
    output: answer({ currently_playing: anything, queue: listOf() }),
  }),
  get('SPOTIFY_GET_RECENTLY_PLAYED_TRACKS', '/me/player/recently-played', {
    name: 'List recently played',
    description: 'List the tracks that were played last.',
    scopes: all('user-read-recently-played'),
    query: {
      limit: whole('How many to return at most, 1 to 50.', { minimum: 1, maximum: 50 }),
      after: whole('Only after this time, in milliseconds since 1970.'),
      before: whole('Only before this time, in milliseconds since 1970.'),
    },
    output: answer({ items: listOf(textFields('played_at')) }),
  }),
] satisfies ToolkitInput['tools']
