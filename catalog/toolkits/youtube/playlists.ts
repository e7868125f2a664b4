/** Playlists and what is in them. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, remove } from '../calls.ts'
import { id, oneOf, text, whole } from '../schemas.ts'
import { canRead, canWrite, channelId, page, paging, part, videoId } from './inputs.ts'

const playlistId = id('Id of the playlist, such as PL…, from YOUTUBE_LIST_USER_PLAYLISTS.')

export const playlistTools = [
  get('YOUTUBE_LIST_USER_PLAYLISTS', '/playlists', {
    name: 'List my playlists',
    description: 'List the playlists of the connected account.',
    important: true,
    scopes: canRead,
    query: { part: part('snippet,contentDetails', 'snippet, contentDetails, status'), ...paging(50) },
    exec: { query: { mine: 'true' } },
    output: page,
  }),
  get('YOUTUBE_LIST_CHANNEL_PLAYLISTS', '/playlists', {
    name: 'List playlists of channel',
    description: 'List the public playlists of a channel.',
    scopes: canRead,
    query: {
      channelId,
      part: part('snippet,contentDetails', 'snippet, contentDetails, status'),
      ...paging(50),
    },
    required: ['channelId'],
    output: page,
  }),
  get('YOUTUBE_LIST_PLAYLIST_ITEMS', '/playlistItems', {
    name: 'List playlist items',
    description: 'List the videos of a playlist in their order. Each has an item id besides its video id.',
    important: true,
    scopes: canRead,
    query: {
      playlistId,
      part: part('snippet,contentDetails', 'snippet, contentDetails, status'),
      videoId: text('Only the items of this video.'),
      ...paging(50),
    },
    required: ['playlistId'],
    output: page,
  }),
  post('YOUTUBE_CREATE_PLAYLIST', '/playlists', {
    name: 'Create playlist',
    description: 'Create an empty playlist in the connected account.',
    scopes: canWrite,
    body: {
      title: id('Title of the playlist.'),
      description: text('Text about the playlist.'),
      privacyStatus: oneOf(['private', 'public', 'unlisted'], 'Who can see it.', { default: 'private' }),
    },
    required: ['title'],
    wire: {
      title: 'snippet.title',
      description: 'snippet.description',
      privacyStatus: 'status.privacyStatus',
    },
    exec: { query: { part: 'snippet,status' } },
  }),
  post('YOUTUBE_ADD_VIDEO_TO_PLAYLIST', '/playlistItems', {
    name: 'Add video to playlist',
    description: 'Add a video to a playlist of the connected account, at the end unless a position is given.',
    scopes: canWrite,
    body: { playlistId, videoId, position: whole('Place in the playlist, from 0.', { minimum: 0 }) },
    required: ['playlistId', 'videoId'],
    wire: {
      playlistId: 'snippet.playlistId',
      videoId: 'snippet.resourceId.videoId',
      position: 'snippet.position',
    },
    exec: { query: { part: 'snippet' }, body: { snippet: { resourceId: { kind: 'youtube#video' } } } },
  }),
  remove('YOUTUBE_REMOVE_PLAYLIST_ITEM', '/playlistItems', {
    name: 'Remove playlist item',
    description: 'Take a video off a playlist of the connected account.',
    scopes: canWrite,
    query: { id: id('Id of the item (not of the video), from YOUTUBE_LIST_PLAYLIST_ITEMS.') },
    required: ['id'],
  }),
  remove('YOUTUBE_DELETE_PLAYLIST', '/playlists', {
    name: 'Delete playlist',
    description: 'Delete a playlist of the connected account; the videos in it stay.',
    scopes: canWrite,
    query: { id: playlistId },
    required: ['id'],
  }),
] satisfies ToolkitInput['tools']
