/** Input properties that several X tools share, and which fields their answers carry. */
import { answer, anything, id, listOf, text, texts, whole } from '../schemas.ts'

export const userId = id('Id of the user; the own one comes from TWITTER_USER_LOOKUP_ME.')
export const ownId = id('Id of the connected person, from TWITTER_USER_LOOKUP_ME.')
export const postId = id('Id of the post: the digits at the end of its link.')
export const listId = id('Id of the list: the digits at the end of its link.')
export const next = text('Where to go on: meta.next_token of the previous answer.')
export const most = (maximum: number, minimum = 1) =>
  whole(`How many on a page, ${minimum} to ${maximum}.`, { minimum, maximum })
export const paging = (maximum: number, minimum = 1) => ({
  max_results: most(maximum, minimum),
  pagination_token: next,
})
export const postFields = {
  tweet_fields: texts('Fields of posts, such as created_at, public_metrics, author_id, conversation_id.'),
  expansions: texts('Related objects to include, such as author_id or attachments.media_keys.'),
  user_fields: texts('Fields of included users.'),
  media_fields: texts('Fields of included media, such as url.'),
}
export const userFields = {
  user_fields: texts('Fields of users, such as created_at, description, public_metrics, verified.'),
  expansions: texts('Related objects to include, such as pinned_tweet_id.'),
  tweet_fields: texts('Fields of included posts.'),
}
export const span = {
  start_time: text('Only posts since this time, as 2026-01-31T00:00:00Z.'),
  end_time: text('Only posts before this time.'),
  since_id: text('Only posts after this one.'),
  until_id: text('Only posts before this one.'),
}
/** X writes field parameters with a dot and lists with commas. */
export const spelling = {
  wire: {
    tweet_fields: 'tweet.fields',
    user_fields: 'user.fields',
    media_fields: 'media.fields',
    list_fields: 'list.fields',
    space_fields: 'space.fields',
    dm_event_fields: 'dm_event.fields',
  },
  style: Object.fromEntries(
    [
      'tweet_fields',
      'user_fields',
      'media_fields',
      'list_fields',
      'space_fields',
      'dm_event_fields',
      'expansions',
      'ids',
      'usernames',
      'user_ids',
      'exclude',
    ].map((name) => [name, 'comma' as const]),
  ),
}
export const one = answer({ data: anything, includes: anything })
export const many = answer({ data: listOf(), includes: anything, meta: anything })
