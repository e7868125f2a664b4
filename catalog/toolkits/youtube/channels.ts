/** Channels and the user's subscriptions to them. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post } from '../calls.ts'
import { id, oneOf, text } from '../schemas.ts'
import { canRead, canWrite, channelId, page, paging, part } from './inputs.ts'

export const channelTools = [
  get('YOUTUBE_GET_CHANNEL_ID_BY_HANDLE', '/channels', {
    name: 'Find channel by handle',
    description: 'Find the id of a channel from its handle, the @name in its address.',
    important: true,
    scopes: canRead,
    query: { channel_handle: id('Handle with or without @, such as @GoogleDevelopers.') },
    required: ['channel_handle'],
    wire: { channel_handle: 'forHandle' },
    exec: { query: { part: 'id,snippet' } },
    output: page,
  }),
  get('YOUTUBE_GET_CHANNEL_STATISTICS', '/channels', {
    name: 'Get channel',
    description:
      'Read a channel: title, description, and counts of views, subscribers and videos. contentDetails names the playlist of its uploads.',
    important: true,
    scopes: canRead,
    query: {
      id: id('Ids of up to 50 channels, separated by commas.'),
      part: part(
        'snippet,statistics,contentDetails',
        'snippet, statistics, contentDetails, brandingSettings',
      ),
    },
    required: ['id'],
    output: page,
  }),
  get('YOUTUBE_GET_CHANNEL_ACTIVITIES', '/activities', {
    name: 'List channel activity',
    description: 'List what a channel has done lately: uploads, likes and additions to playlists.',
    scopes: canRead,
    query: {
      channelId,
      part: part('snippet,contentDetails', 'snippet, contentDetails'),
      publishedAfter: text('Only after this time, RFC 3339.'),
      publishedBefore: text('Only before this time, RFC 3339.'),
      ...paging(50),
    },
    required: ['channelId'],
    output: page,
  }),
  get('YOUTUBE_LIST_CHANNEL_VIDEOS', '/search', {
    name: 'List videos of channel',
    description: 'List the videos of a channel, newest first. Costs 100 units of the daily quota.',
    important: true,
    scopes: canRead,
    query: {
      channelId,
      part: part('snippet', 'snippet'),
      order: oneOf(['date', 'viewCount', 'rating', 'title', 'relevance'], 'What comes first.', {
        default: 'date',
      }),
      publishedAfter: text('Only after this time, RFC 3339.'),
      publishedBefore: text('Only before this time, RFC 3339.'),
      ...paging(50),
    },
    required: ['channelId'],
    exec: { query: { type: 'video' } },
    output: page,
  }),
  get('YOUTUBE_LIST_USER_SUBSCRIPTIONS', '/subscriptions', {
    name: 'List my subscriptions',
    description: 'List the channels that the connected account is subscribed to.',
    important: true,
    scopes: canRead,
    query: {
      part: part('snippet,contentDetails', 'snippet, contentDetails, subscriberSnippet'),
      order: oneOf(['alphabetical', 'relevance', 'unread'], 'What comes first.'),
      ...paging(50),
    },
    exec: { query: { mine: 'true' } },
    output: page,
  }),
  post('YOUTUBE_SUBSCRIBE_CHANNEL', '/subscriptions', {
    name: 'Subscribe to channel',
    description: 'Subscribe the connected account to a channel.',
    scopes: canWrite,
    body: { channelId },
    required: ['channelId'],
    wire: { channelId: 'snippet.resourceId.channelId' },
    exec: {
      query: { part: 'snippet' },
      body: { snippet: { resourceId: { kind: 'youtube#channel' } } },
    },
  }),
] satisfies ToolkitInput['tools']
