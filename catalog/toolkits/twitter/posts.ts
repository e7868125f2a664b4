/** Posts: writing, finding, liking, reposting, bookmarking. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, put, remove } from '../calls.ts'
import { answer, anything, flag, id, listOf, oneOf, record, text, texts, whole } from '../schemas.ts'
import { fileInput } from '../../src/manifest/files.ts'
import {
  many,
  most,
  next,
  one,
  ownId,
  paging,
  postFields,
  postId,
  span,
  spelling,
  userFields,
  userId,
} from './inputs.ts'
import { all } from './scopes.ts'

const reads = all('tweet.read', 'users.read')
const query = id('What to look for, with operators: from:ann has:links -is:retweet lang:en.', {
  maxLength: 4096,
})
const sort = oneOf(['recency', 'relevancy'], 'What comes first.')
const granularity = oneOf(['minute', 'hour', 'day'], 'Length of a period.')

/** Slug, name, description, path, the most on a page. */
const searches = [
  ['RECENT_SEARCH', 'Search recent posts', 'Search the posts of the last 7 days.', 'recent', 100],
  [
    'FULL_ARCHIVE_SEARCH',
    'Search all posts',
    'Search all posts ever (higher access levels only).',
    'all',
    500,
  ],
] as const

/** Slug, name, description, path of lists about one post, whether it lists users. */
const about = [
  ['LIST_POST_LIKERS', 'List who liked', 'See who liked a post.', 'liking_users', true],
  ['GET_POST_RETWEETERS_ACTION', 'List who reposted', 'See who reposted a post.', 'retweeted_by', true],
  [
    'RETRIEVE_POSTS_THAT_QUOTE_A_POST',
    'List quotes',
    'List the posts that quote a post.',
    'quote_tweets',
    false,
  ],
  ['RETRIEVE_POSTS_THAT_REPOST_A_POST', 'List reposts', 'List the reposts of a post.', 'retweets', false],
] as const

/** Slug, name, description, path of lists of posts of one user, scope, least on a page. */
const timelines = [
  [
    'USER_HOME_TIMELINE_BY_USER_ID',
    'Read home timeline',
    'Read what the connected person sees first, newest first.',
    'timelines/reverse_chronological',
    reads,
    1,
  ],
  ['GET_USER_POSTS', 'List posts of user', 'List the posts of a user, newest first.', 'tweets', reads, 5],
  ['GET_USER_MENTIONS', 'List mentions', 'List the posts that mention a user.', 'mentions', reads, 5],
  [
    'RETURNS_POST_OBJECTS_LIKED_BY_THE_PROVIDED_USER_ID',
    'List liked posts',
    'List the posts that a user likes.',
    'liked_tweets',
    all('tweet.read', 'users.read', 'like.read'),
    5,
  ],
  [
    'BOOKMARKS_BY_USER',
    'List bookmarks',
    'List the bookmarks of the connected person.',
    'bookmarks',
    all('tweet.read', 'users.read', 'bookmark.read'),
    1,
  ],
] as const

/** Slugs to do and undo, names, path, scope. */
const marks = [
  ['USER_LIKE_POST', 'UNLIKE_POST', 'Like post', 'Unlike post', 'likes', 'like.write'],
  ['RETWEET_POST', 'UNRETWEET_POST', 'Repost', 'Undo repost', 'retweets', 'tweet.write'],
  [
    'ADD_POST_TO_BOOKMARKS',
    'REMOVE_A_BOOKMARKED_POST',
    'Bookmark post',
    'Remove bookmark',
    'bookmarks',
    'bookmark.write',
  ],
] as const

export const postTools = [
  post('TWITTER_CREATION_OF_A_POST', '/tweets', {
    aliases: ['TWITTER_CREATE_POST', 'TWITTER_CREATE_TWEET'],
    name: 'Create post',
    description:
      'Post as the connected person; an answer with reply_in_reply_to_tweet_id, a quote with quote_tweet_id.',
    important: true,
    scopes: all('tweet.read', 'tweet.write', 'users.read'),
    body: {
      text: text('Text, at most 280 characters without a subscription.'),
      media_media_ids: texts('Ids of up to 4 pictures or one video, from TWITTER_MEDIA_UPLOAD_MEDIA.', {
        maxItems: 4,
      }),
      media_tagged_user_ids: texts('Ids of people in the media.'),
      reply_in_reply_to_tweet_id: text('Id of the post to answer.'),
      reply_exclude_reply_user_ids: texts('Ids of people whom the answer leaves out.'),
      quote_tweet_id: text('Id of the post to quote.'),
      poll_options: texts('2 to 4 answers of a poll.', { minItems: 2, maxItems: 4 }),
      poll_duration_minutes: whole('Minutes that the poll is open.', { minimum: 5, maximum: 10_080 }),
      reply_settings: oneOf(
        ['following', 'mentionedUsers', 'subscribers', 'verified'],
        'Who may answer; everyone if left out.',
      ),
      for_super_followers_only: flag('Only for subscribers.'),
      geo_place_id: text('Id of a place.'),
      direct_message_deep_link: text('Link that opens a message to you.'),
    },
    wire: {
      media_media_ids: 'media.media_ids',
      media_tagged_user_ids: 'media.tagged_user_ids',
      reply_in_reply_to_tweet_id: 'reply.in_reply_to_tweet_id',
      reply_exclude_reply_user_ids: 'reply.exclude_reply_user_ids',
      poll_options: 'poll.options',
      poll_duration_minutes: 'poll.duration_minutes',
      geo_place_id: 'geo.place_id',
      direct_message_deep_link: 'direct_message_deep_link',
    },
    output: answer({ data: record({ id: text('Id of the post.'), text: text('Its text.') }, 'The post.') }),
  }),
  remove('TWITTER_POST_DELETE_BY_POST_ID', '/tweets/{id}', {
    aliases: ['TWITTER_DELETE_POST'],
    name: 'Delete post',
    description: 'Delete a post of the connected person.',
    important: true,
    scopes: all('tweet.read', 'tweet.write', 'users.read'),
    path: { id: postId },
    output: one,
  }),
  get('TWITTER_POST_LOOKUP_BY_POST_ID', '/tweets/{id}', {
    name: 'Get post',
    description: 'Read one post.',
    important: true,
    scopes: reads,
    path: { id: postId },
    query: postFields,
    ...spelling,
    output: one,
  }),
  get('TWITTER_POST_LOOKUP_BY_POST_IDS', '/tweets', {
    name: 'Get posts',
    description: 'Read up to 100 posts.',
    scopes: reads,
    query: { ids: texts('Ids of posts.', { minItems: 1, maxItems: 100 }), ...postFields },
    required: ['ids'],
    ...spelling,
    output: many,
  }),
  ...searches.flatMap(([slug, name, description, path, maximum]) => [
    get(`TWITTER_${slug}`, `/tweets/search/${path}`, {
      name,
      description,
      important: path === 'recent',
      scopes: reads,
      query: {
        query,
        max_results: most(maximum, 10),
        next_token: next,
        sort_order: sort,
        ...span,
        ...postFields,
      },
      required: ['query'],
      ...spelling,
      output: many,
    }),
    get(`TWITTER_${slug}_COUNTS`, `/tweets/counts/${path}`, {
      name: `${name}: count`,
      description: 'Count the posts that a search finds, period by period.',
      scopes: reads,
      query: { query, granularity, next_token: next, ...span },
      required: ['query'],
      output: many,
    }),
  ]),
  ...about.map(([slug, name, description, path, users]) =>
    get(`TWITTER_${slug}`, `/tweets/{id}/${path}`, {
      name,
      description,
      scopes: reads,
      path: { id: postId },
      query: { ...paging(100, users ? 1 : 10), ...(users ? userFields : postFields) },
      ...spelling,
      output: many,
    }),
  ),
  ...timelines.map(([slug, name, description, path, scopes, least]) =>
    get(`TWITTER_${slug}`, `/users/{id}/${path}`, {
      name,
      description,
      important: path === 'tweets' || path === 'mentions',
      scopes,
      path: { id: path === 'bookmarks' ? ownId : userId },
      query: {
        ...paging(100, least),
        ...(path === 'tweets' || path.startsWith('timelines')
          ? { exclude: texts('replies or retweets, to leave them out.') }
          : {}),
        ...(path === 'bookmarks' || path === 'liked_tweets' ? {} : span),
        ...postFields,
      },
      ...spelling,
      output: many,
    }),
  ),
  ...marks.flatMap(([make, undo, name, undoName, path, scope]) => [
    post(`TWITTER_${make}`, `/users/{id}/${path}`, {
      name,
      description: `${name} as the connected person.`,
      important: path !== 'bookmarks',
      scopes: all('tweet.read', 'users.read', scope),
      path: { id: ownId },
      body: { tweet_id: postId },
      required: ['tweet_id'],
      output: one,
    }),
    remove(`TWITTER_${undo}`, `/users/{id}/${path}/{tweet_id}`, {
      name: undoName,
      description: `${undoName} of the connected person.`,
      scopes: all('tweet.read', 'users.read', scope),
      path: { id: ownId, tweet_id: postId },
      output: one,
    }),
  ]),
  put('TWITTER_HIDE_REPLIES', '/tweets/{tweet_id}/hidden', {
    name: 'Hide reply',
    description: 'Hide an answer to a post of the connected person, or show it again.',
    scopes: all('tweet.read', 'users.read', 'tweet.moderate.write'),
    path: { tweet_id: postId },
    body: { hidden: flag('False shows it again.') },
    required: ['hidden'],
    output: one,
  }),
  post('TWITTER_MEDIA_UPLOAD_MEDIA', '/media/upload', {
    name: 'Upload picture',
    description: 'Upload a picture of at most 5 MB and get the id to post it with.',
    important: true,
    scopes: all('media.write'),
    body: {
      media: fileInput('The picture.'),
      media_category: oneOf(['tweet_image', 'dm_image', 'subtitles'], 'What it is for.'),
    },
    required: ['media', 'media_category'],
    exec: { body_type: 'multipart' },
    output: answer({ data: anything }),
  }),
  get('TWITTER_POST_USAGE', '/usage/tweets', {
    name: 'Get usage',
    description: 'See how many posts the app has read this month.',
    query: { days: whole('Days to look back.', { minimum: 1, maximum: 90 }) },
    output: answer({ data: anything, errors: listOf() }),
  }),
] satisfies ToolkitInput['tools']
