import type { TriggerInput } from '../../src/manifest/trigger.ts'
import { http, pollConfig, whole, wholePayload } from '../trigger-kit.ts'

const channel = pollConfig({
  channel_id: { type: 'string', minLength: 1, description: 'ID of the channel.' },
})

const listed = (path: string, query: Record<string, string>): NonNullable<TriggerInput['poll']> => ({
  call: http('GET', path, { query: { part: 'snippet,contentDetails', maxResults: '50', ...query } }),
  id: '{{item.id}}',
  cursor: { kind: 'snapshot', emits: ['added'] },
  dedupe: 2_000,
})

export const youtubeTriggers: TriggerInput[] = [
  {
    slug: 'YOUTUBE_NEW_ACTIVITY_TRIGGER',
    name: 'Activity of a channel',
    description: 'Fires for each new upload, like or other activity of a channel.',
    config: channel,
    payload: wholePayload('activity', 'The activity.'),
    poll: listed('/activities', { channelId: '{{input.channel_id}}' }),
    map: whole('new_activity', 'activity'),
  },
  {
    slug: 'YOUTUBE_NEW_PLAYLIST_TRIGGER',
    name: 'Playlist added',
    description: 'Fires for each playlist that is added to a channel.',
    config: channel,
    payload: wholePayload('playlist', 'The playlist.'),
    poll: listed('/playlists', { channelId: '{{input.channel_id}}' }),
    map: whole('new_playlist', 'playlist'),
  },
  {
    slug: 'YOUTUBE_NEW_PLAYLIST_ITEM_TRIGGER',
    name: 'Video added to a playlist',
    description: 'Fires for each video that is added to a playlist.',
    config: pollConfig({ playlist_id: { type: 'string', minLength: 1, description: 'ID of the playlist.' } }),
    payload: wholePayload('item', 'The entry of the playlist.'),
    poll: listed('/playlistItems', { playlistId: '{{input.playlist_id}}' }),
    map: whole('new_playlist_item', 'item'),
  },
  {
    slug: 'YOUTUBE_NEW_SUBSCRIPTION_TRIGGER',
    name: 'Subscription added',
    description: 'Fires for each channel that the connected person subscribes to.',
    config: pollConfig({}),
    payload: wholePayload('subscription', 'The subscription.'),
    poll: listed('/subscriptions', { mine: 'true' }),
    map: whole('new_subscription', 'subscription'),
  },
]
